import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { BookingRunner, type HostCaller } from '../../../src/app/booking-runner.js';
import type { BookingId, ConferenceId } from '../../../src/base/ids.js';
import { silentLog } from '../../../src/base/log.js';
import { fail, type Result } from '../../../src/base/result.js';
import { utcMs } from '../../../src/base/units.js';
import { EVENT_SCHEMA_VERSION, type CloseReason, type Fact } from '../../../src/conference/events.js';
import { DEFAULT_JOURNAL_SETTINGS, Journal } from '../../../src/store/journal.js';
import { ConferenceRepository } from '../../../src/store/repositories/conference-repository.js';
import { statement } from '../../../src/store/statement.js';
import type { ChangedRows, Store, StoreError, Unit } from '../../../src/store/store.js';
import { DeskWorld, START_UTC_MS } from '../../support/desk-world.js';

const NUMBER = '12341234';
const PHONE = `+86138${NUMBER}`;
const MINUTE_MS = 60_000;

/** Hosts that are rung on a real database in a time that is turned by hand. */
class Bookings {
  readonly world: DeskWorld;
  readonly rung: { conference: ConferenceId; atMinute: number }[] = [];
  runner: BookingRunner;
  begins = true;
  faults = 0;
  storeIsAway = false;
  /** A write with this in it is committed, but its answer is lost. */
  answerLost: string | undefined;
  #retry: () => void = () => undefined;

  private constructor(world: DeskWorld) {
    this.world = world;
    this.runner = this.process('node-1');
  }

  static async open(): Promise<Bookings> {
    const bookings = new Bookings(await DeskWorld.open());
    await bookings.runner.recover();
    return bookings;
  }

  /** The former process is dead. */
  async restart(): Promise<void> {
    this.runner = this.process('node-1');
    await this.runner.recover();
  }

  process(node: string): BookingRunner {
    const { clock, ids } = this.world;
    const store = this.#store();
    const waiting = (): Promise<void> => new Promise((resolve) => (this.#retry = resolve));
    const journal = new Journal(store, silentLog, DEFAULT_JOURNAL_SETTINGS, waiting);
    const host: HostCaller = {
      startByHost: ({ conference }) => {
        if (this.faults-- > 0) throw new Error('a fault');
        if (this.begins) this.rung.push({ conference, atMinute: clock.elapsedMs / MINUTE_MS });
        return this.begins;
      },
    };
    return new BookingRunner({ store, journal, clock, ids, log: silentLog, node, host });
  }

  async storeIsBack(): Promise<void> {
    this.storeIsAway = false;
    this.#retry();
    await this.runner.settled();
  }

  #store(): Store {
    const { store } = this.world;
    return {
      queries: store.queries,
      writable: true,
      read: (query) => store.read(query),
      commit: (unit) => this.#commit(unit),
      health: () => store.health(),
      close: () => store.close(),
    };
  }

  async #commit(unit: Unit): Promise<Result<ChangedRows, StoreError>> {
    const down = fail({ code: 'UNAVAILABLE', message: 'the store is away' } as const);
    if (this.storeIsAway) return down;
    const outcome = await this.world.store.commit(unit);
    const { answerLost } = this;
    const isLost = answerLost !== undefined && unit.statements.some(({ sql }) => sql.includes(answerLost));
    return isLost ? down : outcome;
  }

  async book(minutes = 60, changes: Parameters<DeskWorld['account']>[1] = {}): Promise<BookingId> {
    const phone = `+86138${changes.number ?? NUMBER}`;
    const account = await this.world.account(phone, changes);
    const booked = await this.world.bookingDesk.book({
      account,
      startMs: utcMs(START_UTC_MS + minutes * MINUTE_MS),
      host: { e164: phone },
      parties: [{ e164: '+8613900000001' }],
    });
    if (!booked.ok) throw new Error(booked.error.code);
    return booked.value;
  }

  async at(minute: number): Promise<void> {
    this.world.clock.elapsedMs = minute * MINUTE_MS;
    await this.runner.tick();
  }

  tell(conference: ConferenceId, fact: Fact): void {
    const atMs = this.world.clock.utcNow();
    this.runner.onConference({ schemaVersion: EVENT_SCHEMA_VERSION, conference, sequence: 9, atMs, fact });
  }

  async closed(reason: CloseReason): Promise<void> {
    this.tell(this.rung.at(-1)!.conference, { type: 'closed', reason });
    await this.runner.settled();
  }

  async status(id: BookingId): Promise<string | undefined> {
    return (await this.world.bookings.find(id))?.status;
  }

  minutes(): readonly number[] {
    return this.rung.map(({ atMinute }) => atMinute);
  }
}

const test = suite('booking runner');

const withBookings = (name: string, run: (bookings: Bookings) => Promise<void>): void =>
  test(name, async () => {
    const bookings = await Bookings.open();
    try {
      await run(bookings);
    } finally {
      await bookings.world.close();
    }
  });

withBookings(
  '[S37] the host is rung at the time, once, and the booking is done when the conference is over',
  async (bookings) => {
    const id = await bookings.book(60);
    await bookings.at(59.9);
    assert.equal(bookings.minutes(), []);
    await bookings.at(60);
    await bookings.at(60.1);
    assert.equal(bookings.minutes(), [60]);
    assert.is(await bookings.status(id), 'started');
    await bookings.closed('host-left');
    assert.is(await bookings.status(id), 'done');
    await bookings.at(90);
    assert.equal(bookings.minutes(), [60]);
  },
);

withBookings('a booking that cannot be begun keeps no other one waiting', async (bookings) => {
  const ids = [await bookings.book(60), await bookings.book(60, { number: '10000077' })];
  bookings.faults = 1;
  await bookings.at(60);
  await bookings.runner.settled();
  assert.equal([bookings.minutes(), bookings.runner.counters.snapshot().faults], [[60], 1]);
  assert.equal(await Promise.all(ids.map((id) => bookings.status(id))), ['booked', 'started']);
  await bookings.at(62);
  assert.equal(bookings.minutes(), [60, 62], 'and is rung again');
});

withBookings(
  '[S37] busy or silent, the host is rung again after 2 and 5 minutes, then it is 主持人未应答',
  async (bookings) => {
    const id = await bookings.book(60);
    for (const minute of [60, 61.5, 62, 63, 65, 66, 80]) {
      await bookings.at(minute);
      if (bookings.rung.at(-1)?.atMinute === minute) await bookings.closed('host-unreachable');
    }
    assert.equal(bookings.minutes(), [60, 62, 65]);
    assert.is(await bookings.status(id), 'host-unreachable');
  },
);

withBookings(
  'a server that was down at the time rings up to ten minutes late, then the start is missed',
  async (bookings) => {
    const late = await bookings.book(60);
    await bookings.at(69);
    assert.equal(bookings.minutes(), [69]);
    assert.is(await bookings.status(late), 'started');
  },
);

withBookings('a start that is older than ten minutes is missed, and nobody is rung', async (bookings) => {
  const id = await bookings.book(60);
  await bookings.at(71);
  assert.equal(bookings.minutes(), []);
  assert.is(await bookings.status(id), 'missed');
});

withBookings('a booking whose account was closed rings nobody', async (bookings) => {
  const id = await bookings.book(60);
  const booking = await bookings.world.bookings.find(id);
  await bookings.world.commit(bookings.world.accounts.setStatus(booking!.account, 'closed'));
  await bookings.at(60);
  assert.equal(bookings.minutes(), []);
  assert.is(await bookings.status(id), 'account-closed');
});

withBookings(
  "a host's number that is another account's by now, or nobody's, is not rung",
  async (bookings) => {
    const { world } = bookings;
    const [moved, removed] = [await bookings.book(60), await bookings.book(60, { number: '10000077' })];
    const stranger = await world.account('+8613810000088', { number: '10000088' });
    const verifiedMs = utcMs(START_UTC_MS);
    const registered = { kind: 'registered', verifiedMs } as const;
    await world.commit(world.numbers.verified({ e164: PHONE, account: stranger.id, ...registered }));
    await bookings.at(60);
    assert.equal([await bookings.status(moved), await bookings.status(removed)], ['host-not-own', 'started']);
    assert.is(bookings.rung.length, 1);
    await bookings.closed('host-unreachable');
    const deletion = world.store.queries.deleteFrom('account_numbers');
    await world.commit(statement(deletion.where('e164', '=', '+8613810000077')));
    await bookings.at(62);
    assert.equal([await bookings.status(removed), bookings.rung.length], ['host-not-own', 1]);
  },
);

withBookings(
  'a cancelled booking rings nobody, and one that has begun cannot be cancelled',
  async (bookings) => {
    const id = await bookings.book(60);
    const { account } = (await bookings.world.bookings.find(id))!;
    await bookings.at(60);
    assert.not(await bookings.world.bookingDesk.cancel(id, account));
    assert.is(await bookings.status(id), 'started');
  },
);

withBookings('two nodes that see one booking ring its host once', async (bookings) => {
  await bookings.book(60);
  const other = bookings.process('node-2');
  await other.recover();
  bookings.world.clock.elapsedMs = 60 * MINUTE_MS;
  await Promise.all([bookings.runner.tick(), other.tick()]);
  assert.is(bookings.rung.length, 1);
});

withBookings('a process that died while it rang: the next one rings again', async (bookings) => {
  const id = await bookings.book(60);
  await bookings.at(60);
  await bookings.restart();
  await bookings.at(61);
  assert.equal(bookings.minutes(), [60, 61]);
  assert.is(await bookings.status(id), 'started');
});

withBookings('nobody is rung before it is known what a former process has left', async (bookings) => {
  await bookings.book(60);
  bookings.runner = bookings.process('node-1');
  await bookings.at(60);
  assert.equal(bookings.minutes(), []);
  await bookings.runner.recover();
  await bookings.at(60.1);
  assert.equal(bookings.minutes(), [60.1]);
});

withBookings('a process that died while it rang very many: all of them are rung again', async (bookings) => {
  const { world } = bookings;
  const booking = (await world.bookings.find(await bookings.book(60)))!;
  const more = Array.from({ length: 450 }, () => world.bookings.create({ ...booking, id: world.ids.next() }));
  const left = { status: 'started', conference: 'of a dead process', claimed_by: 'node-1' };
  await world.commit(...more, statement(world.store.queries.updateTable('bookings').set(left)));
  await bookings.restart();
  assert.equal(await world.bookings.leftStarted('node-1'), []);
});

withBookings('[S37] lines are kept for all that are to start, however many they are', async (bookings) => {
  const { world } = bookings;
  const booking = (await world.bookings.find(await bookings.book(60)))!;
  await world.commit(
    ...Array.from({ length: 450 }, () => world.bookings.create({ ...booking, id: world.ids.next() })),
  );
  await bookings.at(55);
  assert.is(bookings.runner.linesHeldFrom(undefined), 451 * 2);
});

withBookings(
  'a process that died while it rang, and is back the next day: nobody is rung for what is long past',
  async (bookings) => {
    const id = await bookings.book(60);
    await bookings.at(60);
    bookings.world.clock.elapsedMs = 25 * 60 * MINUTE_MS;
    await bookings.restart();
    await bookings.at(25 * 60);
    assert.equal(bookings.minutes(), [60]);
    assert.is(await bookings.status(id), 'missed');
  },
);

withBookings(
  'a process that died while the conference ran: it is over, and nobody is rung',
  async (bookings) => {
    const id = await bookings.book(60);
    await bookings.at(60);
    const { ids, clock } = bookings.world;
    await bookings.world.commit(
      new ConferenceRepository(bookings.world.store).entered({
        participant: ids.next(),
        conference: bookings.rung[0]!.conference,
        role: 'chair',
        name: '',
        number: PHONE,
        joinedMs: clock.utcNow(),
      }),
    );
    await bookings.restart();
    await bookings.at(61);
    assert.equal(bookings.minutes(), [60]);
    assert.is(await bookings.status(id), 'done');
  },
);

withBookings(
  'a clock that jumps an hour ahead rings late or misses by the same rule, and back rings once',
  async (bookings) => {
    const id = await bookings.book(60);
    await bookings.at(60);
    await bookings.at(0);
    await bookings.at(60);
    assert.is(bookings.rung.length, 1);
    assert.is(await bookings.status(id), 'started');
  },
);

withBookings(
  'the store is away while the host does not answer: it is rung again 2 minutes after',
  async (bookings) => {
    const id = await bookings.book(60);
    await bookings.at(60);
    bookings.storeIsAway = true;
    bookings.tell(bookings.rung[0]!.conference, { type: 'closed', reason: 'host-unreachable' });
    await bookings.at(61);
    await bookings.storeIsBack();
    assert.is(await bookings.status(id), 'booked');
    await bookings.at(61.9);
    await bookings.at(62);
    assert.equal(bookings.minutes(), [60, 62]);
  },
);

withBookings('a ring whose row is written, but whose answer is lost, is made up for', async (bookings) => {
  await bookings.book(60);
  bookings.answerLost = '"conference" = ?, "tries"';
  await bookings.at(60);
  assert.equal(bookings.minutes(), [], 'nobody is rung by a row that may not be there');
  bookings.answerLost = undefined;
  await bookings.runner.settled();
  await bookings.at(60.1);
  assert.equal(bookings.minutes(), [60.1]);
});

withBookings('what is written late of a former ring leaves the next one alone', async (bookings) => {
  const id = await bookings.book(60);
  await bookings.at(60);
  await bookings.closed('host-unreachable');
  await bookings.at(62);
  const { bookings: rows, store } = bookings.world;
  const { conference } = bookings.rung[0]!;
  for (const late of [rows.over(id, conference, 'done'), rows.again(id, conference, utcMs(START_UTC_MS))]) {
    const outcome = await store.commit({ statements: [late] });
    assert.is(outcome.ok ? 'written' : outcome.error.code, 'CONFLICT');
  }
  assert.is(await bookings.status(id), 'started');
});

withBookings('a host that cannot even be rung is tried again by the same plan', async (bookings) => {
  await bookings.book(60);
  bookings.begins = false;
  await bookings.at(60);
  await bookings.runner.settled();
  bookings.begins = true;
  await bookings.at(62);
  assert.equal(bookings.minutes(), [62]);
});

withBookings(
  '[S37] lines are held for a booking from five minutes before it until its host has confirmed',
  async (bookings) => {
    await bookings.book(60);
    const stranger = 'somebody else' as ConferenceId;
    const held = () => bookings.runner.linesHeldFrom(stranger);
    await bookings.at(54);
    assert.is(held(), 0);
    await bookings.at(55);
    assert.is(held(), 2, 'the host and one other');
    await bookings.at(60);
    assert.is(held(), 1, 'the host is being rung');
    const { conference } = bookings.rung[0]!;
    assert.is(bookings.runner.linesHeldFrom(conference), 0, 'not from the booking itself');
    bookings.tell(conference, { type: 'chair-arrived' });
    assert.is(held(), 0);
    await bookings.closed('host-left');
    assert.is(held(), 0);
  },
);

withBookings('a meeting whose host was in and is lost for good has taken place', async (bookings) => {
  const id = await bookings.book(60);
  await bookings.at(60);
  bookings.tell(bookings.rung[0]!.conference, { type: 'chair-arrived' });
  await bookings.at(100);
  await bookings.closed('host-unreachable');
  await bookings.at(102);
  assert.equal([await bookings.status(id), bookings.minutes()], ['done', [60]]);
});

withBookings(
  '[S37] a host who has not answered once has lines kept for itself alone, and none while it is rung',
  async (bookings) => {
    await bookings.book(60);
    const held = () => bookings.runner.linesHeldFrom('somebody else' as ConferenceId);
    await bookings.at(60);
    assert.is(held(), 1, 'the other one');
    await bookings.closed('host-unreachable');
    await bookings.at(61);
    assert.is(held(), 1, 'the host');
    await bookings.at(62);
    assert.equal([held(), bookings.minutes()], [0, [60, 62]]);
  },
);

test.run();
