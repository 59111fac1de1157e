import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { BookingRunner, type HostCaller } from '../../../src/app/booking-runner.js';
import type { BookingId, ConferenceId } from '../../../src/base/ids.js';
import { silentLog } from '../../../src/base/log.js';
import { utcMs } from '../../../src/base/units.js';
import { EVENT_SCHEMA_VERSION, type CloseReason, type Fact } from '../../../src/conference/events.js';
import { ConferenceRepository } from '../../../src/store/repositories/conference-repository.js';
import { DeskWorld, START_UTC_MS } from '../../support/desk-world.js';

const PHONE = '+8613812341234';
const MINUTE_MS = 60_000;

/** Hosts that are rung on a real database in a time that is turned by hand. */
class Bookings {
  readonly world: DeskWorld;
  readonly rung: { conference: ConferenceId; atMinute: number }[] = [];
  runner: BookingRunner;
  begins = true;
  faults = 0;

  private constructor(world: DeskWorld) {
    this.world = world;
    this.runner = this.process('node-1');
  }

  static async open(): Promise<Bookings> {
    return new Bookings(await DeskWorld.open());
  }

  process(node: string): BookingRunner {
    const { store, clock, ids } = this.world;
    const host: HostCaller = {
      startByHost: ({ conference }) => {
        if (this.faults-- > 0) throw new Error('a fault');
        if (this.begins) this.rung.push({ conference, atMinute: clock.elapsedMs / MINUTE_MS });
        return this.begins;
      },
    };
    return new BookingRunner({ store, clock, ids, log: silentLog, node, host });
  }

  async book(minutes = 60, changes: Parameters<DeskWorld['account']>[1] = {}): Promise<BookingId> {
    const account = await this.world.account(`+86138${changes.number ?? '12341234'}`, changes);
    const booked = await this.world.bookingDesk.book({
      account,
      startMs: utcMs(START_UTC_MS + minutes * MINUTE_MS),
      host: { e164: PHONE },
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
  bookings.world.clock.elapsedMs = 60 * MINUTE_MS;
  await Promise.all([bookings.runner.tick(), other.tick()]);
  assert.is(bookings.rung.length, 1);
});

withBookings('a process that died while it rang: the next one rings again', async (bookings) => {
  const id = await bookings.book(60);
  await bookings.at(60);
  bookings.runner = bookings.process('node-1');
  await bookings.runner.recover();
  await bookings.at(61);
  assert.equal(bookings.minutes(), [60, 61]);
  assert.is(await bookings.status(id), 'started');
});

withBookings(
  'a process that died while it rang, and is back the next day: nobody is rung for what is long past',
  async (bookings) => {
    const id = await bookings.book(60);
    await bookings.at(60);
    bookings.runner = bookings.process('node-1');
    bookings.world.clock.elapsedMs = 25 * 60 * MINUTE_MS;
    await bookings.runner.recover();
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
    bookings.runner = bookings.process('node-1');
    await bookings.runner.recover();
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

withBookings('a host that cannot even be rung is tried again by the same plan', async (bookings) => {
  await bookings.book(60);
  bookings.begins = false;
  await bookings.at(60);
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

test.run();
