import * as assert from 'uvu/assert';
import { DEFAULT_OUTGOING_RIGHTS, type Account, type Language } from '../../../src/accounts/account.js';
import { DEFAULT_ROOM_OPTIONS, type Room, type RoomOptions } from '../../../src/accounts/room.js';
import type { AccountId, ParticipantId, RoomId } from '../../../src/base/ids.js';
import { utcMs } from '../../../src/base/units.js';
import { DEFAULT_TARIFF } from '../../../src/billing/default-tariff.js';
import { microYuan, MICRO_YUAN_PER_YUAN } from '../../../src/billing/money.js';
import { stepOf } from '../../../src/booking/booking.js';
import type { CodeCallResult } from '../../../src/call/code-calls.js';
import type { CommandBody } from '../../../src/conference/commands.js';
import type { ConferenceRules } from '../../../src/conference/definition.js';
import type { Greeting } from '../../../src/conference/participant.js';
import type { ConferenceSnapshot } from '../../../src/conference/snapshot.js';
import { spokenCardinal } from '../../../src/ivr/spoken-number.js';
import type { PromptBank } from '../../../src/mixer/prompt-bank.js';
import { sampleTrunk } from '../../support/trunks.js';
import { CARRIER_HOST } from '../carrier.js';
import { SimServer } from '../server.js';

export interface StoryOptions {
  readonly rules?: Partial<ConferenceRules>;
  readonly operators?: readonly string[];
  readonly offersOptOut?: boolean;
  readonly bookingLinesMax?: number;
  readonly trunkTargets?: readonly string[];
  /** The store cannot be used in this time of the story. */
  readonly outage?: { readonly fromMs: number; readonly untilMs: number };
}

export interface StoryWorldOptions extends StoryOptions {
  readonly language: Language;
  readonly prompts: PromptBank;
  readonly trace?: ((line: string) => void) | undefined;
}

export const BRIDGE = '4006701018';
export const QUICK = '4006766678';
export const INSTANT = '116323';
export const BILINGUAL = '4006701019';
export const TEST_NUMBERS = {
  direct: '4006701020',
  echo: '4006701021',
  dtmf: '4006701022',
  loop: '4006701023',
  tone: '4006701024',
  silence: '4006701025',
} as const;
export const ROOM = '1001';
export const CHAIR_PASSWORD = '8888';
export const ATTENDEE_PASSWORD = '6666';
export const OWNER = 'owner' as AccountId;

/** All stories play in worlds of the same seed: they differ in what people do. */
export const SEED = 1;
const PORT_PAIRS = 64;
const EMPTY_MS = 3_000;

/** The server with its accounts and rooms, and what the owner and the platform do in it. */
export class StoryHouse extends SimServer {
  readonly language: Language;

  constructor(options: StoryWorldOptions) {
    const { language, prompts, trace, rules = {} } = options;
    const targets = options.trunkTargets ?? [CARRIER_HOST];
    super({
      seed: SEED,
      prompts,
      trunks: [
        sampleTrunk({
          addresses: ['10.1.0.0/16', '10.2.0.0/16'],
          inbound: { calledFrom: ['request-uri'], screened: true },
          outbound: {
            targets: targets.map((host) => ({ host, port: undefined })),
            callerNumbers: ['+861067011018'],
          },
          pingMs: 0,
        }),
      ],
      serviceNumbers: [
        { number: BRIDGE, service: 'bridge', language },
        { number: BILINGUAL, service: 'bridge', language: 'both' },
        { number: QUICK, service: 'quick', language },
        { number: INSTANT, service: 'instant', language },
        { number: TEST_NUMBERS.direct, service: 'direct', room: ROOM, language },
        { pattern: '^88(\\d{1,6})$', service: 'direct', language },
        ...(['echo', 'dtmf', 'loop', 'tone', 'silence'] as const).map((kind) => ({
          number: TEST_NUMBERS[kind],
          service: 'test' as const,
          test: kind,
          language,
        })),
      ],
      rules: { tones: false, emptyMs: EMPTY_MS, ...rules },
      tariff: DEFAULT_TARIFF,
      disk: { delayMs: 5, outage: options.outage },
      workers: 1,
      portPairs: PORT_PAIRS,
      earlyEntryMs: 900_000,
      operators: options.operators ?? [],
      operatorWaitMs: 120_000,
      offersOptOut: options.offersOptOut ?? false,
      bookingLinesMax: options.bookingLinesMax ?? 0,
      language,
      trace,
    });
    this.language = language;
    this.account(OWNER, { balanceYuan: 100 });
    this.room();
  }

  /** `balanceYuan` is paid in at once. */
  account(
    id: AccountId,
    { balanceYuan = 0, ...changes }: Partial<Account> & { readonly balanceYuan?: number } = {},
  ): void {
    this.accounts.add({
      id,
      number: String(10_000_001 + this.accounts.byId.size),
      name: id,
      role: 'customer',
      tier: 'standard',
      paymentMode: 'prepaid',
      language: this.language,
      timeZone: 'Asia/Shanghai',
      status: 'active',
      creditLimit: microYuan(0),
      outgoing: DEFAULT_OUTGOING_RIGHTS,
      createdMs: utcMs(0),
      ...changes,
    });
    if (balanceYuan > 0) this.payIn(id, balanceYuan);
  }

  payIn(account: AccountId, yuan: number): void {
    void this.money.recharge({
      id: this.ids.next(),
      account,
      amount: microYuan(Math.round(yuan * MICRO_YUAN_PER_YUAN)),
      method: 'cash',
      note: '',
      idempotencyKey: this.ids.next(),
      utcMs: this.time.utcNow(),
    });
  }

  room({
    options = {},
    ...changes
  }: Partial<Omit<Room, 'options'>> & { options?: Partial<RoomOptions> } = {}): void {
    const account = this.accounts.byId.get(changes.account ?? OWNER)!;
    const number = changes.number ?? ROOM;
    const room: Room = {
      id: `room-${number}` as RoomId,
      account: account.id,
      name: number,
      organiser: '',
      number,
      chairPassword: CHAIR_PASSWORD,
      attendeePassword: ATTENDEE_PASSWORD,
      startMs: this.time.utcNow(),
      durationMs: 2_000 * 3_600_000,
      language: this.language,
      recurrence: undefined,
      version: 1,
      createdMs: this.time.utcNow(),
      ...changes,
      options: { ...DEFAULT_ROOM_OPTIONS, ...options },
    };
    this.rooms.set(number, { room, account });
  }

  /** A number that was verified for the account. */
  bind(number: string, account: AccountId = OWNER): void {
    this.accounts.numbers.set(e164Of(number), account);
  }

  /** 我的即时通话, or a booking whose time has come: the host first [S35]. */
  startByHost(host: string, others: readonly string[], account: AccountId = OWNER): void {
    const party = (number: string) => ({ called: { e164: e164Of(number) } });
    const started = this.control.startInstant({
      account,
      language: this.language,
      host: party(host),
      others: others.map(party),
    });
    assert.ok(started.ok, 'the conference is begun');
  }

  /** What the booking runner does at the time of a booking, by the same rule. */
  runBookings(): void {
    const { bookings, byId } = this.accounts;
    for (const [index, booking] of bookings.entries()) {
      const nowMs = this.time.utcNow();
      if (booking.status !== 'booked' || booking.nextTryMs > nowMs) continue;
      const step = stepOf(
        booking,
        { accountActive: byId.get(booking.account)?.status === 'active', hostIsOwn: true },
        nowMs,
      );
      bookings[index] = { ...booking, status: step.type === 'give-up' ? step.status : 'started' };
      const { host, parties, account } = booking;
      if (step.type === 'ring')
        this.startByHost(
          host.e164,
          parties.map(({ e164 }) => e164),
          account,
        );
    }
  }

  /** Speaks a code to a phone, as a page asks for it [S32]. */
  speakCode(number: string, code: string): readonly CodeCallResult[] {
    const results: CodeCallResult[] = [];
    this.calls.callWithCode(
      {
        account: undefined,
        called: { e164: e164Of(number) },
        purpose: 'registration',
        code,
        language: this.language,
      },
      (result) => results.push(result),
    );
    return results;
  }

  /** Called into the room by the web. */
  invite(numbers: readonly string[], greeting: Greeting & ('invited' | 'press-1') = 'invited'): void {
    const invitees = numbers.map((number) => ({
      participant: this.ids.next<ParticipantId>(),
      called: { e164: e164Of(number) },
      role: 'attendee' as const,
      greeting,
    }));
    this.web({ type: 'invite', invitees });
  }

  /** By the owner on the web, in the one conference that runs. */
  web(command: CommandBody): void {
    const { id, account } = this.conference();
    const { result } = this.conferences.dispatch(command, id, { kind: 'owner', account });
    assert.ok(result.ok, `${command.type} is refused: ${result.ok ? '' : result.error.code}`);
  }

  conference(): ConferenceSnapshot {
    const [only, ...others] = this.service.snapshots();
    assert.ok(only !== undefined && others.length === 0, `${this.service.size} conferences run`);
    return only;
  }

  /** 「会议中共有N位参会者」 */
  count(parties: number): string {
    return ['party-count-before', ...spokenCardinal(parties, this.language, true), 'party-count-after'].join(
      ' ',
    );
  }
}

export const e164Of = (number: string): string =>
  number.startsWith('+') ? number : `+86${number.replace(/^0/, '')}`;
