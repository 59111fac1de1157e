import type { Clock } from '../base/clock.js';
import type { IdMaker } from '../base/ids.js';
import type { Log } from '../base/log.js';
import type { Random } from '../base/random.js';
import type { ConferenceRunner } from '../call/conference-runner.js';
import type { Reads, Store } from '../store/store.js';
import type { AdminServices } from './admin/services.js';
import type { ContactsServices } from './contacts/services.js';
import type { DoorServices } from './door/services.js';
import type { LiveServices } from './live/services.js';
import type { NoticesServices } from './notices/services.js';
import type { OperationServices } from './operation/services.js';
import type { OperatorServices } from './operator/services.js';
import type { BrowserPhoneServices } from './phone/services.js';
import type { RecordsServices } from './records/services.js';
import type { ServiceNumberView } from './rooms/service-number-schema.js';

/** Counts that /metrics shows as `huitong_<prefix>_total{event="<name>"}`. The API adds its own. */
export interface CountsSource {
  /** Lower case with underscores, like `call` or `sip_endpoint`. */
  readonly prefix: string;
  readonly snapshot: () => Readonly<Record<string, number>>;
}

/** A level that /metrics shows as `huitong_<name>`, like calls. The API adds its own and the store's. */
export interface GaugeSource {
  readonly name: string;
  readonly help: string;
  readonly value: () => number;
}

/** A component whose machines describe themselves, a line each, for an administrator. */
export interface DescribeSource {
  readonly name: string;
  readonly describe: () => readonly string[];
}

/** The running conferences: commands, states and events. */
export type Conferences = Pick<ConferenceRunner, 'dispatch' | 'watch' | 'service'>;

/** All that the API stands on; the composition root hands it over. */
export interface ApiServices {
  readonly store: Store;
  /** Lists, totals and exports: read beside the store, so that they hold up no call. */
  readonly reads: Reads;
  readonly conferences: Conferences;
  readonly clock: Clock;
  readonly ids: IdMaker;
  /** Draws the numbers that rooms are given. */
  readonly random: Random;
  readonly log: Log;
  /** Why no new calls are taken, like `draining`; the store is asked by the API itself. Empty: ready. */
  readonly notReady: () => readonly string[];
  readonly counts: readonly CountsSource[];
  readonly gauges: readonly GaugeSource[];
  readonly descriptions: readonly DescribeSource[];
  /** The built portal, usually dist/portal; without that folder only the API is served. */
  readonly portalDir: string;
  /** What callers dial, to be shown to those who invite them. */
  readonly serviceNumbers: () => readonly ServiceNumberView[];
  readonly door: DoorServices;
  readonly live: LiveServices;
  readonly contacts: ContactsServices;
  readonly records: RecordsServices;
  readonly operator: OperatorServices;
  readonly admin: AdminServices;
  readonly notices: NoticesServices;
  readonly operation: OperationServices;
  readonly browserPhone: BrowserPhoneServices;
  readonly limits?: Partial<ApiLimits>;
}

export interface ApiLimits {
  readonly bodyBytesMax: number;
  /** Logins being verified at once: each takes 32 MiB and a thread for a moment. */
  readonly loginsAtOnceMax: number;
  readonly sessionsMax: number;
  /** A session that is not used for so long ends, and every one after `sessionMs`. */
  readonly sessionIdleMs: number;
  readonly sessionMs: number;
  /** Event streams in all, and of one account. */
  readonly streamsMax: number;
  readonly streamsPerAccountMax: number;
  /** Events that a client which comes back can still get one by one. */
  readonly eventsKept: number;
  /** A client that leaves so much unread, its snapshot aside, is cut. */
  readonly streamBytesMax: number;
  readonly heartbeatMs: number;
  /** Who talks in a conference is told so often at most. */
  readonly talkingMs: number;
  /** What conferences cost and how their lines sound is told so often. */
  readonly measuresMs: number;
}

const MINUTE_MS = 60_000;

export const DEFAULT_API_LIMITS: ApiLimits = {
  bodyBytesMax: 65_536,
  loginsAtOnceMax: 4,
  sessionsMax: 10_000,
  sessionIdleMs: 120 * MINUTE_MS,
  sessionMs: 12 * 60 * MINUTE_MS,
  streamsMax: 2_000,
  streamsPerAccountMax: 600,
  eventsKept: 4_096,
  streamBytesMax: 1_048_576,
  heartbeatMs: 15_000,
  talkingMs: 200,
  measuresMs: 5_000,
};
