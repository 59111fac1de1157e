import { scryptSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account, AccountRole } from '../../src/accounts/account.js';
import { hashApiKey } from '../../src/accounts/api-key.js';
import { createApi, type Api } from '../../src/api/app.js';
import type { ApiLimits, ApiServices } from '../../src/api/services.js';
import { IdMaker, type ConferenceId, type LegId, type ParticipantId } from '../../src/base/ids.js';
import type { Log, LogFields } from '../../src/base/log.js';
import { silentLog } from '../../src/base/log.js';
import { seededRandom } from '../../src/base/random.js';
import { later, monotonicMs, utcMs } from '../../src/base/units.js';
import { ConferenceRunner } from '../../src/call/conference-runner.js';
import type { Actor } from '../../src/conference/commands.js';
import { ConferenceService } from '../../src/conference/conference-service.js';
import type { ConferenceDefinition } from '../../src/conference/definition.js';
import type { Role } from '../../src/conference/participant.js';
import type { MixerCommand } from '../../src/mixer/mixer.js';
import { openReads, openStore } from '../../src/store/open-store.js';
import { AccountRepository } from '../../src/store/repositories/account-repository.js';
import { ApiKeyRepository } from '../../src/store/repositories/api-key-repository.js';
import { UserRepository } from '../../src/store/repositories/user-repository.js';
import { unit } from '../../src/store/statement.js';
import type { ReadStore, Store } from '../../src/store/store.js';
import { adminServices } from './api/admin-services.js';
import { browserPhoneServices } from './api/browser-phone-services.js';
import { contactsServices } from './api/contacts-services.js';
import { doorServices } from './api/door-services.js';
import { liveServices } from './api/live-services.js';
import { noticesServices } from './api/notices-services.js';
import { operatorServices } from './api/operator-services.js';
import { recordsServices } from './api/records-services.js';
import { sampleDefinition } from './conference-driver.js';
import { NOW_MS, sampleAccount } from './store-samples.js';

export const SYSTEM: Actor = { kind: 'system' };
export const PASSWORD = 'a long password';

/** A customer, another one, and the administrator's account, each with a key of all scopes and a login. */
export type Party = 'mine' | 'other' | 'admin';
const PARTIES: readonly (readonly [Party, string, AccountRole])[] = [
  ['mine', '10000001', 'customer'],
  ['other', '10000002', 'customer'],
  ['admin', '10000003', 'admin'],
];

export const keyOf = (party: Party): string => `htk_${party}_0123456789abcdef`;

/** A line of the log, as a test can look at it. */
export interface LogLine {
  readonly level: string;
  readonly fields: LogFields;
  readonly message: string;
}

/** The real API, store and conferences, without sockets, calls and sound; the clock is turned by hand. */
export class ApiWorld {
  readonly api: Api;
  readonly store: Store;
  readonly runner: ConferenceRunner;
  readonly accounts: Readonly<Record<Party, Account>>;
  readonly ids: IdMaker;
  readonly log: LogLine[];
  readonly mixed: MixerCommand[];
  readonly notReady: string[];
  readonly clock: { nowMs: number };
  /** The peer of what is asked from now on. */
  peerAddress: string | undefined;
  readonly portalDir: string;
  readonly services: ApiServices;
  readonly #parts: ApiWorldParts;

  private constructor(parts: ApiWorldParts) {
    this.#parts = parts;
    this.store = parts.store;
    this.accounts = parts.accounts;
    this.ids = parts.ids;
    this.clock = parts.clock;
    this.portalDir = join(parts.folder, 'portal');
    this.log = [];
    this.mixed = [];
    this.notReady = [];
    const clock = clockOf(this.clock);
    this.runner = new ConferenceRunner({
      service: new ConferenceService(),
      mixer: { send: (command) => void this.mixed.push(command) },
      ledger: {
        writable: true,
        legOpened: (_, done) => done(true),
        legJoined: () => undefined,
        legMoved: () => undefined,
        legClosed: () => undefined,
        recordingWritten: () => undefined,
        conferenceEvent: () => undefined,
      },
      ids: this.ids,
      clock,
      log: recorder(this.log),
      rescheduled: () => undefined,
    });
    this.services = {
      store: this.store,
      reads: parts.reads,
      door: doorServices(parts),
      live: liveServices(parts, this.runner),
      contacts: contactsServices(),
      records: recordsServices(parts),
      operator: operatorServices(parts),
      browserPhone: browserPhoneServices(),
      admin: adminServices(parts),
      notices: noticesServices(parts),
      operation: { figures: [] },
      conferences: this.runner,
      clock,
      ids: this.ids,
      random: seededRandom(7),
      log: recorder(this.log),
      notReady: () => this.notReady,
      counts: [{ prefix: 'call', snapshot: () => ({ offered: 3, numberUnknown: 1 }) }],
      gauges: [{ name: 'calls', help: 'Calls', value: () => 2 }],
      descriptions: [{ name: 'conferences', describe: () => this.runner.service.describe() }],
      portalDir: this.portalDir,
      serviceNumbers: () => [{ number: '4006701018', service: 'bridge', language: 'zh-CN' }],
      ...parts.changes,
    };
    this.api = createApi({ ...this.services, limits: parts.limits });
  }

  static async create(
    limits: Partial<ApiLimits> = {},
    changes: Partial<ApiServices> = {},
    prepare: (folder: string) => void = () => undefined,
  ): Promise<ApiWorld> {
    const folder = mkdtempSync(join(tmpdir(), 'huitong-api-'));
    prepare(folder);
    const settings = { kind: 'sqlite', file: join(folder, 'db.sqlite') } as const;
    const opened = await openStore(settings, silentLog);
    if (!opened.ok) throw new Error(opened.error.message);
    const reads = await openReads(settings, silentLog);
    const store = opened.value;
    const clock = { nowMs: 10_000 };
    const ids = new IdMaker(seededRandom(1), () => utcMs(NOW_MS + clock.nowMs));
    const accounts = await addParties(store, ids);
    return new ApiWorld({ store, reads, ids, clock, folder, accounts, limits, changes });
  }

  /** The same store with everything else new; this world's API is closed. */
  fresh(limits: Partial<ApiLimits> = {}, changes: Partial<ApiServices> = {}): ApiWorld {
    this.api.close();
    return new ApiWorld({ ...this.#parts, limits, changes });
  }

  /** With the store, so also for all that were made from this one. */
  async close(): Promise<void> {
    this.api.close();
    await this.#parts.reads.close();
    await this.store.close();
    rmSync(this.#parts.folder, { recursive: true, force: true });
  }

  wait(durationMs: number): void {
    this.clock.nowMs += durationMs;
  }

  /** A request with the key of this party. */
  async ask(party: Party, method: string, path: string, body?: unknown, headers = {}): Promise<Answer> {
    return this.raw(method, path, body, { authorization: `Bearer ${keyOf(party)}`, ...headers });
  }

  async raw(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const init = { method, headers: { ...json, ...headers }, ...(text === undefined ? {} : { body: text }) };
    const incoming = this.peerAddress && { socket: { remoteAddress: this.peerAddress } };
    return answerOf(await this.api.app.request(path, init, { incoming }));
  }

  /** Opens a conference of this party; `undefined`: one on demand, which belongs to nobody. */
  openConference(party: Party | undefined, changes: Partial<ConferenceDefinition> = {}): ConferenceId {
    const account = party && this.accounts[party].id;
    const roomNumber = String(2_000_000 + this.runner.service.size);
    const definition = sampleDefinition({}, { room: undefined, roomNumber, account, ...changes });
    const id = this.ids.next<ConferenceId>();
    const { result } = this.runner.dispatch({ type: 'open', definition }, id, SYSTEM);
    if (!result.ok || result.value.type !== 'opened') throw new Error('not opened');
    return id;
  }

  /** Without a number it comes by a browser. */
  enter(conference: ConferenceId, number: string | undefined, role: Role = 'attendee'): ParticipantId {
    const participant = this.ids.next<ParticipantId>();
    const leg = this.ids.next<LegId>();
    const caller = { number, asserted: true, browser: number === undefined };
    const { result } = this.runner.dispatch(
      { type: 'enter', participant, leg, role, way: 'dial-in', caller },
      conference,
      SYSTEM,
    );
    if (!result.ok) throw new Error(result.error.code);
    return participant;
  }
}

/** An answer with its body read; `body` is what the JSON says, `text` what stood there. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- a test looks at any field of any answer
  readonly body: any;
}

async function answerOf(response: Response): Promise<Answer> {
  const type = response.headers.get('content-type') ?? '';
  const isStream = type.startsWith('text/event-stream');
  // A stream has no end to wait for.
  if (isStream) await response.body?.cancel();
  const text = isStream ? '' : await response.text();
  const isJson = type.includes('json');
  const body: unknown = isJson ? JSON.parse(text) : undefined;
  return { status: response.status, headers: response.headers, text, body };
}

export interface ApiWorldParts {
  readonly store: Store;
  readonly reads: ReadStore;
  readonly ids: IdMaker;
  readonly clock: { nowMs: number };
  readonly folder: string;
  readonly accounts: Readonly<Record<Party, Account>>;
  readonly limits: Partial<ApiLimits>;
  readonly changes: Partial<ApiServices>;
}

const clockOf = (clock: { nowMs: number }) => ({
  now: () => later(monotonicMs(0), clock.nowMs),
  utcNow: () => utcMs(NOW_MS + clock.nowMs),
});

/** As `hashPassword` writes it, at a cost for tests. */
function cheapHash(password: string): string {
  const salt = Buffer.alloc(18, 's');
  const hash = scryptSync(password, salt, 33, { N: 16, r: 1, p: 1 });
  return `$scrypt$ln=4,r=1,p=1$${salt.toString('base64')}$${hash.toString('base64')}`;
}

async function addParties(store: Store, ids: IdMaker): Promise<Readonly<Record<Party, Account>>> {
  const passwordHash = cheapHash(PASSWORD);
  const accounts = PARTIES.map(
    ([party, number, role]) => [party, { ...sampleAccount(ids, number), role }] as const,
  );
  for (const [party, account] of accounts) {
    const of = { account: account.id, createdMs: NOW_MS };
    const key = { id: ids.next<never>(), hash: hashApiKey(keyOf(party)), label: party, scopes: ['*'], ...of };
    const user = { id: ids.next<never>(), login: party, passwordHash, role: account.role, ...of };
    const statements = [
      new AccountRepository(store).create(account),
      new ApiKeyRepository(store).create(key),
      new UserRepository(store).create(user),
    ];
    const outcome = await store.commit(unit(...statements));
    if (!outcome.ok) throw new Error(outcome.error.message);
  }
  return Object.fromEntries(accounts) as Record<Party, Account>;
}

function recorder(lines: LogLine[]): Log {
  const at =
    (level: string) =>
    (fields: LogFields, message: string): void =>
      void lines.push({ level, fields, message });
  const log: Log = {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: () => log,
  };
  return log;
}
