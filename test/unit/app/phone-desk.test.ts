import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hashPassword } from '../../../src/accounts/password-hash.js';
import { DEFAULT_ROOM_OPTIONS } from '../../../src/accounts/room.js';
import { utcMs } from '../../../src/base/units.js';
import type { BookingChange } from '../../../src/booking/booking-requests.js';
import type { Answer } from '../../../src/ivr/desk.js';
import { BookingRepository } from '../../../src/store/repositories/booking-repository.js';
import { RoomRepository } from '../../../src/store/repositories/room-repository.js';
import { asserted, DeskWorld, START_UTC_MS, unproven } from '../../support/desk-world.js';
import { sampleRoom } from '../../support/store-samples.js';

const PHONE = '+8613812341234';
const SUBSCRIBER = { type: 'subscriber', language: 'en' } as const;
const HOUR_MS = 3_600_000;

const test = suite('phone desk');

const withDesk = (name: string, run: (world: DeskWorld) => Promise<void>): void =>
  test(name, async () => {
    const world = await DeskWorld.open();
    try {
      await run(world);
    } finally {
      await world.close();
    }
  });

/** The payer's account, or the code of the refusal. */
function told(answer: Answer): string {
  if (answer.type !== 'payer') return answer.type;
  return answer.result.ok ? answer.result.value.account : answer.result.error.code;
}

withDesk(
  '[S27] a bound phone is the login, but only by a number that the trunk vouches for',
  async (world) => {
    const account = await world.account(PHONE);
    assert.is(told(await world.ask({ type: 'convener' }, asserted(PHONE))), account.id);
    assert.is(told(await world.ask({ type: 'convener' }, unproven(PHONE))), 'UNKNOWN_NUMBER');
    assert.is(told(await world.ask({ type: 'convener' }, unproven(undefined))), 'UNKNOWN_NUMBER');
    assert.is(told(await world.ask({ type: 'convener' }, asserted('+8613900000000'))), 'UNKNOWN_NUMBER');
  },
);

withDesk('[S27] account number and phone PIN open the account from any phone', async (world) => {
  const account = await world.account(PHONE, { number: '10000042' });
  await world.commit(world.numbers.setPin(account.id, await hashPassword('135790')));
  const pin = (accountNumber: string, keyed: string) =>
    world.ask({ type: 'phone-pin', accountNumber, pin: keyed }, unproven('+8613900000000'));
  assert.is(told(await pin('10000042', '135790')), account.id);
  assert.is(told(await pin('10000042', '135791')), 'WRONG');
  assert.is(told(await pin('10000042', '')), 'WRONG');
  assert.is(told(await pin('99999999', '135790')), 'WRONG', 'an unknown account reads like a wrong PIN');
});

withDesk('[S52] after ten wrong PINs the verdict is held back, longer each time', async (world) => {
  await world.account(PHONE, { number: '10000042' });
  const caller = unproven('+8613900000000');
  const waits: number[] = [];
  for (let i = 0; i < 12; i++) {
    const answer = await world.ask({ type: 'phone-pin', accountNumber: '10000042', pin: '000001' }, caller);
    waits.push(answer.type === 'payer' ? answer.waitMs : -1);
  }
  assert.equal(
    waits.slice(0, 10),
    Array.from({ length: 10 }, () => 0),
  );
  assert.ok(waits[10]! >= 1_000 && waits[11]! > waits[10]!, String(waits));
});

withDesk(
  '[S30] the first call of an eligible number activates it, the second finds its account',
  async (world) => {
    const first = await world.ask(SUBSCRIBER, asserted(PHONE));
    assert.ok(first.type === 'payer' && first.result.ok && first.result.value.activatedNow);
    const second = await world.ask(SUBSCRIBER, asserted(PHONE));
    assert.ok(second.type === 'payer' && second.result.ok && !second.result.value.activatedNow);
    assert.is(told(first), told(second));
    const number = await world.numbers.find(PHONE);
    const account = number && (await world.accounts.find(number.account));
    assert.equal(
      [account?.paymentMode, account?.creditLimit, account?.number.length, account?.language],
      ['postpaid', 200_000_000, 8, 'en'],
    );
  },
);

withDesk('[S30] two first calls at once open one account', async (world) => {
  const answers = await Promise.all([1, 2, 3].map(() => world.ask(SUBSCRIBER, asserted(PHONE))));
  assert.is(new Set(answers.map(told)).size, 1);
});

withDesk(
  '[S30] who is not eligible, is refused by name, or is not asserted costs nothing and gets nothing',
  async (world) => {
    await world.commit(world.numbers.list(PHONE, 'refused'));
    assert.is(told(await world.ask(SUBSCRIBER, asserted(PHONE))), 'NOT_ELIGIBLE');
    assert.is(told(await world.ask(SUBSCRIBER, asserted('+862166001234'))), 'NOT_ELIGIBLE');
    assert.is(told(await world.ask(SUBSCRIBER, unproven('+8613912341234'))), 'NOT_ELIGIBLE');
    await world.commit(world.numbers.list('+862166001234', 'allowed'));
    assert.not.match(told(await world.ask(SUBSCRIBER, asserted('+862166001234'))), /[A-Z]/);
  },
);

withDesk('[S30] a number that is verified elsewhere moves there', async (world) => {
  await world.account(PHONE);
  const other = await world.account('+8613912341234', { number: '10000043' });
  const verifiedMs = world.clock.utcNow();
  await world.commit(world.numbers.verified({ e164: PHONE, account: other.id, kind: 'linked', verifiedMs }));
  assert.is(told(await world.ask(SUBSCRIBER, asserted(PHONE))), other.id);
});

withDesk('a closed account pays for nothing, whichever door its phone comes to', async (world) => {
  await world.account(PHONE, { status: 'closed' });
  assert.is(told(await world.ask({ type: 'convener' }, asserted(PHONE))), 'ACCOUNT_CLOSED');
  assert.is(told(await world.ask(SUBSCRIBER, asserted(PHONE))), 'ACCOUNT_CLOSED');
});

withDesk('[S31] a booking is made, read back in order, and cancelled once', async (world) => {
  const account = await world.account(PHONE);
  const book = (hours: number) =>
    world.ask(
      {
        type: 'book',
        account: account.id,
        startMs: utcMs(START_UTC_MS + hours * HOUR_MS),
        parties: [{ e164: '+8613900000001' }, { e164: '+8613900000002' }],
      },
      asserted(PHONE),
    );
  await book(5);
  await book(2);
  const listed = async () => {
    const answer = await world.ask({ type: 'bookings', account: account.id }, asserted(PHONE));
    return answer.type === 'bookings' ? answer.bookings : [];
  };
  const [first] = await listed();
  assert.equal(
    (await listed()).map(({ startMs, parties }) => [(startMs - START_UTC_MS) / HOUR_MS, parties]),
    [
      [2, 3],
      [5, 3],
    ],
  );
  const cancel = () =>
    world.ask({ type: 'cancel-booking', account: account.id, booking: first!.booking }, asserted(PHONE));
  assert.equal(await cancel(), { type: 'cancelled', done: true });
  assert.equal(await cancel(), { type: 'cancelled', done: false });
  assert.is((await listed()).length, 1);
});

withDesk(
  '[S37] bookings of one hour share the lines: the one too many is told so, another hour is free',
  async (world) => {
    const account = await world.account(PHONE);
    world.linesMax = 5;
    const book = async (hours: number) => {
      const startMs = utcMs(START_UTC_MS + hours * HOUR_MS);
      const parties = [{ e164: '+8613900000001' }, { e164: '+8613900000002' }];
      const answer = await world.ask(
        { type: 'book', account: account.id, startMs, parties },
        asserted(PHONE),
      );
      if (answer.type !== 'booked') return answer.type;
      return answer.result.ok ? 'booked' : answer.result.error.code;
    };
    assert.equal(await Promise.all([book(2), book(2), book(3)]), ['booked', 'LINES_FULL', 'booked']);
    assert.is(await book(0.1), 'TOO_SOON');
  },
);

withDesk(
  '[S37] a booking keeps its lines when there are fewer: it is renamed, not enlarged',
  async (world) => {
    const startMs = utcMs(START_UTC_MS + HOUR_MS);
    const parties = [{ e164: '+8613900000001' }];
    const account = await world.account(PHONE);
    const booked = await world.bookingDesk.book({ account, startMs, host: { e164: PHONE }, parties });
    assert.ok(booked.ok);
    world.linesMax = 1;
    const bookings = new BookingRepository(world.store);
    const change = async (changes: BookingChange) => {
      const outcome = await world.bookingDesk.change((await bookings.find(booked.value))!, changes);
      return outcome.ok ? 'changed' : outcome.error.code;
    };
    assert.is(await change({ name: '例会' }), 'changed');
    assert.is(await change({ parties: [...parties, { e164: '+8613900000002' }] }), 'LINES_FULL');
    assert.is(await change({ startMs: utcMs(startMs + HOUR_MS) }), 'LINES_FULL');
  },
);

withDesk('[S2] an invitee enters a keyless room by its asserted number, nobody else does', async (world) => {
  const account = await world.account('+8613900000000');
  const room = {
    ...sampleRoom(world.ids, account.id, '4711'),
    options: { ...DEFAULT_ROOM_OPTIONS, keylessEntry: true },
  };
  await world.commit(new RoomRepository(world.store).create(room), world.numbers.invite(room.id, PHONE));
  const role = async (caller = asserted(PHONE), roomNumber = '4711') => {
    const answer = await world.ask({ type: 'keyless', roomNumber }, caller);
    return answer.type === 'keyless' ? answer.role : answer.type;
  };
  assert.is(await role(), 'attendee');
  assert.is(await role(unproven(PHONE)), undefined);
  assert.is(await role(asserted('+8613900000009')), undefined);
  assert.is(await role(asserted(PHONE), '4712'), undefined);
});

withDesk('a database that cannot be asked leaves no flow without an answer', async (world) => {
  await world.store.close();
  assert.equal(await world.ask({ type: 'convener' }, asserted(PHONE)), { type: 'unavailable' });
});

test.run();
