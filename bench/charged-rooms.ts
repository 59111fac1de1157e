import { DEFAULT_ROOM_OPTIONS } from '../src/accounts/room.js';
import { IdMaker } from '../src/base/ids.js';
import { silentLog } from '../src/base/log.js';
import { secureRandom } from '../src/base/random.js';
import { utcMs } from '../src/base/units.js';
import type { AuditReport } from '../src/billing/audit.js';
import { DEFAULT_PRICES } from '../src/billing/default-tariff.js';
import { microYuan } from '../src/billing/money.js';
import type { Tariff } from '../src/billing/tariff.js';
import { openStore } from '../src/store/open-store.js';
import { AuditRepository } from '../src/store/repositories/audit-repository.js';
import { RoomRepository } from '../src/store/repositories/room-repository.js';
import { TariffRepository } from '../src/store/repositories/tariff-repository.js';
import { unit } from '../src/store/statement.js';
import type { Store } from '../src/store/store.js';
import { commitAll, createPaidAccounts } from './paid-accounts.js';

const ROOMS_PER_ACCOUNT = 10;
const BALANCE = microYuan(1_000_000_000_000);
const ROOM_MS = 86_400_000;

/** Every leg pays by the second: each of them is a block a second. */
const BY_SECOND: Tariff = {
  version: 'by-second',
  validFromMs: utcMs(1),
  prices: {
    ...DEFAULT_PRICES,
    legs: {
      ...DEFAULT_PRICES.legs,
      // A direct number of a room leads into the room's own conference, which is a bridge.
      bridge: {
        ...DEFAULT_PRICES.legs.bridge,
        'attendee-dial-in': { free: false, microYuanPerMinute: 200_000, firstBlockS: 1, incrementS: 1 },
      },
    },
  },
};

/** Makes a database in which these rooms stand, each with an account that pays for it. */
export async function createChargedRooms(file: string, numbers: readonly string[]): Promise<void> {
  await withStore(file, async (store) => {
    const nowMs = utcMs(Date.now());
    const ids = new IdMaker(secureRandom(), () => nowMs);
    const accountCount = Math.ceil(numbers.length / ROOMS_PER_ACCOUNT);
    const accounts = await createPaidAccounts(store, ids, accountCount, BALANCE, nowMs);
    const rooms = new RoomRepository(store);
    const made = numbers.map((number, index) =>
      rooms.create({
        id: ids.next(),
        account: accounts[Math.floor(index / ROOMS_PER_ACCOUNT)]!,
        name: 'bench',
        organiser: 'bench',
        number,
        chairPassword: '8888',
        attendeePassword: '6666',
        options: DEFAULT_ROOM_OPTIONS,
        startMs: nowMs,
        durationMs: ROOM_MS,
        language: 'zh-CN',
        recurrence: undefined,
        version: 1,
        createdMs: nowMs,
      }),
    );
    await commitAll(
      store,
      [...made, new TariffRepository(store).create(BY_SECOND, nowMs)].map((statement) => unit(statement)),
    );
  });
}

/** All records rated again, when no server runs on the database any more. */
export async function auditOf(file: string): Promise<AuditReport> {
  return withStore(file, (store) => new AuditRepository(store).run());
}

async function withStore<Answer>(file: string, work: (store: Store) => Promise<Answer>): Promise<Answer> {
  const opened = await openStore({ kind: 'sqlite', file }, silentLog);
  if (!opened.ok) throw new Error(opened.error.message);
  try {
    return await work(opened.value);
  } finally {
    await opened.value.close();
  }
}
