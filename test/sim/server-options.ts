import type { Language } from '../../src/accounts/account.js';
import type { ServiceNumber } from '../../src/accounts/service-number.js';
import type { LegId } from '../../src/base/ids.js';
import type { Tariff } from '../../src/billing/tariff.js';
import type { ConferenceRules } from '../../src/conference/definition.js';
import type { ConferenceEvent } from '../../src/conference/events.js';
import type { Trunk } from '../../src/dialing/trunk.js';
import type { MixerCommand } from '../../src/mixer/mixer.js';
import type { PromptBank } from '../../src/mixer/prompt-bank.js';
import type { DiskPlan } from './disk.js';
import type { Sabotage } from './sabotage.js';

export interface SimServerOptions {
  readonly seed: number;
  readonly prompts: PromptBank;
  readonly trunks: readonly Trunk[];
  readonly serviceNumbers: readonly ServiceNumber[];
  readonly rules: Partial<ConferenceRules>;
  readonly tariff: Tariff;
  readonly disk: DiskPlan;
  readonly workers: number;
  readonly portPairs: number;
  readonly earlyEntryMs: number;
  /** Telephones of the staff, as E.164 [S14]. */
  readonly operators: readonly string[];
  readonly operatorWaitMs: number;
  readonly offersOptOut: boolean;
  readonly bookingLinesMax: number;
  /** Of accounts that are opened by a first call. */
  readonly language: Language;
  readonly sabotage?: Sabotage | undefined;
  readonly trace?: ((line: string) => void) | undefined;
}

/** Who hears what goes on inside, each before the server's own parts do. */
export interface ServerWatcher {
  onDigit?(leg: LegId, key: string): void;
  onLegOpened?(leg: LegId, port: number): void;
  onConferenceEvent?(event: ConferenceEvent): void;
  onMixerCommand?(command: MixerCommand): void;
}
