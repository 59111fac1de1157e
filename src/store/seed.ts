import { DEFAULT_OUTGOING_RIGHTS, type Account } from '../accounts/account.js';
import { hashPassword } from '../accounts/password-hash.js';
import { DEFAULT_ROOM_OPTIONS, type Room } from '../accounts/room.js';
import type { User } from '../accounts/user.js';
import type { AccountId, IdMaker } from '../base/ids.js';
import { ok, type Result } from '../base/result.js';
import type { UtcMs } from '../base/units.js';
import { MICRO_YUAN_PER_YUAN, microYuan } from '../billing/money.js';
import { AccountRepository } from './repositories/account-repository.js';
import { LedgerRepository } from './repositories/ledger-repository.js';
import { RoomRepository } from './repositories/room-repository.js';
import { UserRepository } from './repositories/user-repository.js';
import { unit } from './statement.js';
import type { Store, StoreError } from './store.js';

export interface FirstRun {
  readonly accountNumber: string;
  readonly login: string;
  readonly password: string;
  readonly room: {
    readonly number: string;
    readonly chairPassword: string;
    readonly attendeePassword: string;
  };
}

export interface Seeded {
  /** False: the account was there before, and nothing was touched. */
  readonly created: boolean;
  readonly account: AccountId;
}

const HOUR_MS = 3_600_000;
const DEMO_BALANCE = microYuan(1_000 * MICRO_YUAN_PER_YUAN);

/** What a first start puts into an empty database: an account, its administrator, a room. */
export async function seed(
  store: Store,
  firstRun: FirstRun,
  ids: IdMaker,
  nowMs: UtcMs,
): Promise<Result<Seeded, StoreError>> {
  const accounts = new AccountRepository(store);
  const known = await accounts.findByNumber(firstRun.accountNumber);
  if (known !== undefined) return ok({ created: false, account: known.id });
  const account = demoAccount(firstRun, ids, nowMs);
  const user: User = {
    id: ids.next(),
    account: account.id,
    login: firstRun.login,
    passwordHash: await hashPassword(firstRun.password),
    role: account.role,
    createdMs: nowMs,
  };
  const created = await store.commit(
    unit(
      accounts.create(account),
      ...new LedgerRepository(store).recharged({
        id: ids.next(),
        account: account.id,
        amount: DEMO_BALANCE,
        method: 'demo',
        note: '',
        idempotencyKey: `demo:${account.id}`,
        utcMs: nowMs,
      }),
      new UserRepository(store).create(user),
      new RoomRepository(store).create(demoRoom(account, firstRun, ids, nowMs)),
    ),
  );
  return created.ok ? ok({ created: true, account: account.id }) : created;
}

const demoAccount = ({ accountNumber }: FirstRun, ids: IdMaker, nowMs: UtcMs): Account => ({
  id: ids.next(),
  number: accountNumber,
  name: '演示账户',
  role: 'admin',
  tier: 'vip',
  paymentMode: 'prepaid',
  language: 'zh-CN',
  timeZone: 'Asia/Shanghai',
  status: 'active',
  creditLimit: microYuan(0),
  outgoing: DEFAULT_OUTGOING_RIGHTS,
  createdMs: nowMs,
});

const demoRoom = (account: Account, { room }: FirstRun, ids: IdMaker, nowMs: UtcMs): Room => ({
  id: ids.next(),
  account: account.id,
  name: '演示会议室',
  organiser: account.name,
  number: room.number,
  chairPassword: room.chairPassword,
  attendeePassword: room.attendeePassword,
  // Whoever tries the keys tries *4 too [S4].
  options: { ...DEFAULT_ROOM_OPTIONS, chairMayRecord: true },
  startMs: nowMs,
  // The room for a meeting at any time of [S33].
  durationMs: 2_000 * HOUR_MS,
  language: account.language,
  recurrence: undefined,
  version: 1,
  createdMs: nowMs,
});
