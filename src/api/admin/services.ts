import type { ServiceNumber } from '../../accounts/service-number.js';
import type { TariffBook } from '../../billing/tariff.js';
import type { Trunk } from '../../dialing/trunk.js';
import type { CallTraces } from './call-traces.js';
import type { Captures } from './captures.js';
import type { ChargeFileShelf, LedgerAudit } from './charge-file-shelf.js';
import type { PromptShelf } from './prompt-shelf.js';
import type { SystemHistory } from './system-samples.js';
import type { SystemState } from './system-state.js';

/** Handed over by the composition root: what administrators turn: tariffs, trunks, numbers, prompts. */
export interface AdminServices {
  /** What the calls are charged by; a version that is added counts from its instant on. */
  readonly tariffs: Pick<TariffBook, 'at' | 'add' | 'newestFirst'>;
  readonly trunks: RunningTrunks;
  readonly serviceNumbers: RunningServiceNumbers;
  readonly prompts: PromptShelf;
  readonly system: () => SystemState;
  readonly history: SystemHistory;
  readonly traces: CallTraces;
  readonly captures: Captures;
  readonly chargeFiles: ChargeFileShelf;
  /** Undefined until the first one after the start. */
  readonly ledgerAudit: () => LedgerAudit | undefined;
}

export interface RunningTrunks {
  /** As the configuration file has them, in its order. */
  readonly configured: readonly Trunk[];
  /** For the calls that come from now on; resolved when the names of the trunks have been looked up. */
  load(trunks: readonly Trunk[]): Promise<void>;
  stateOf(trunk: Trunk): TrunkLiveState;
  knowsSecret(name: string): boolean;
}

export interface TrunkLiveState {
  readonly up: boolean;
  /** In a row. */
  readonly failures: number;
  readonly targets: readonly {
    readonly host: string;
    readonly port: number;
    /** How it answered the last OPTIONS; undefined: it is not known. */
    readonly answers: boolean | undefined;
  }[];
  readonly callsIn: number;
  readonly callsOut: number;
  /** New calls in the last whole second. */
  readonly newCallsIn: number;
  readonly newCallsOut: number;
  /** Calls of ours since the start. */
  readonly sent: number;
  readonly answered: number;
  /** From the INVITE to the ringing, on average. */
  readonly postDialMs: number | undefined;
}

export interface RunningServiceNumbers {
  readonly configured: readonly ServiceNumber[];
  /** For the calls that come from now on. */
  load(numbers: readonly ServiceNumber[]): void;
}
