import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { AccountId } from '../../../src/base/ids.js';
import { utcMs } from '../../../src/base/units.js';
import { spokenDigits } from '../../../src/ivr/spoken-number.js';
import { spokenTime } from '../../../src/ivr/spoken-time.js';
import type { Party } from './party.js';
import { storiesOf } from './story.js';
import { INSTANT, OWNER } from './story-house.js';
import type { StoryWorld } from './story-world.js';

/** 多方通话 by phone: activation, the list of numbers, bookings. */
const test = suite('stories: instant by phone');
const story = storiesOf(test);

const HOST = '13800000030';
const ONE = '13900000001';
const TWO = '13900000002';
const MENU = 'instant-menu-1 instant-menu-2 instant-menu-3 instant-menu-0';
const DAY_MS = 86_400_000;

/** The host's number is the account's: no activation. */
function subscriber(world: StoryWorld): Party {
  world.bind(HOST);
  return world.dial('host', INSTANT, HOST).hears(MENU);
}

const numbersRead = (world: StoryWorld, numbers: readonly string[]): string =>
  [
    'numbers-are',
    ...numbers.flatMap((number) => [...spokenDigits(number, world.language), 'pause']),
    'list-choice',
  ].join(' ');

story(
  '[S30] [S31] [S35] [S36] a first call activates the number and calls a list; the host ends it',
  (world) => {
    world.phone(ONE, { answersAfterMs: 300 });
    world.phone(TWO, { answersAfterMs: 5_000 });
    const host = world.dial('host', INSTANT, HOST).hears(`number-activated ${MENU}`).keys('1');
    host.hears('ask-first-number').keys(`${ONE}#`).hears('ask-next-number').keys(`${TWO}#`);
    host
      .hears('ask-next-number')
      .keys('#')
      .hears(numbersRead(world, [ONE, TWO]))
      .keys('1');
    host.hears('loop ringback');
    const one = world.rings(ONE, 'one').hears('invited');
    const two = world.rings(TWO, 'two');
    host.hears('member-joined');
    world.sound([[host, one]]);
    two.hears('invited');
    host.hears('member-joined');
    world.sound([[host, one, two]]);
    two.hangsUp().isGone('hung-up');
    host.hears('member-left');
    host.hangsUp().isGone('hung-up');
    one.skips().isGone('conference-over');
    return ['host host-dial-in free', 'one dial-out 0.2', 'two dial-out 0.2'];
  },
);

story('[S30] who is not eligible hears so, and costs nobody', (world) => {
  const abroad = world.dial('landline', INSTANT, '02155551234').hears('not-eligible goodbye');
  abroad.isGone('entry-failed');
  world.accounts.listed.set('+8613800000031', 'refused');
  world.dial('refused', INSTANT, '13800000031').hears('not-eligible goodbye').isGone('entry-failed');
  world.accounts.listed.set('+862155551234', 'allowed');
  world.dial('allowed', INSTANT, '02155551234').hears(`number-activated ${MENU}`);
  return [];
});

story('[S30] an activated number that calls again is known', (world) => {
  const first = world.dial('first', INSTANT, HOST).hears(`number-activated ${MENU}`);
  first.hangsUp().isGone();
  world.dial('again', INSTANT, HOST).hears(MENU);
  return [];
});

story('[S31] the list: silence ends it, * deletes the last, 2 starts again, each number once', (world) => {
  world.phone(TWO);
  const host = subscriber(world).keys('1').hears('ask-first-number').keys('#').hears('ask-first-number');
  host.keys(`${ONE}#`).hears('ask-next-number').keys(`${ONE}#`).hears('number-twice ask-next-number');
  host
    .keys(TWO)
    .hearsWithin(9_000, 'ask-next-number')
    .hearsWithin(9_000, numbersRead(world, [ONE, TWO]));
  host
    .keys('*')
    .hears(numbersRead(world, [ONE]))
    .keys('2')
    .hears('ask-first-number');
  host
    .keys(`${TWO}##`)
    .skips()
    .hears(numbersRead(world, [TWO]))
    .keys('1');
  world.sound([[host, world.rings(TWO, 'two').hears('invited')]]);
  return ['host host-dial-in free', 'two dial-out 0.2'];
});

story('[S31] [S41] a number that may not be called is told at once; the menu gives three tries', (world) => {
  const host = subscriber(world).keys('1').hears('ask-first-number').keys('110#');
  host
    .hears('emergency-barred ask-first-number')
    .keys('67011018#')
    .hears('area-code-missing ask-first-number');
  host.keys('12345678901234567890123456#').hears('number-wrong goodbye').isGone('entry-failed');
  const again = world.dial('again', INSTANT, HOST).hears(MENU).keys('7').hears(MENU);
  again.hearsWithin(12_000, MENU).keys('8').hears('goodbye').isGone('entry-failed');
  return [];
});

story('[S36] the host hangs up while others ring: their calls are cancelled', (world) => {
  world.phone(ONE, {});
  world.phone(TWO, {});
  const host = subscriber(world).beginsKeys(`1${ONE}#${TWO}##`);
  world.pass(8_000);
  host.keys('1');
  const one = world.rings(ONE, 'one');
  const two = world.rings(TWO, 'two');
  host.hangsUp().isGone('hung-up');
  one.isGone();
  two.isGone();
  assert.is(world.service.size, 0);
  return ['host host-dial-in free'];
});

function book(world: StoryWorld, host: Party, startMs: number): void {
  const time = spokenTime(utcMs(startMs), 'Asia/Shanghai', world.language).join(' ');
  host
    .keys('2')
    .hears('ask-booking-time')
    .keys(`${keyedOf(startMs)}#`)
    .hears('ask-first-number');
  host.keys(`${ONE}#`).hears('ask-next-number').keys('#');
  host.hears(`booking-time-is ${time} pause ${numbersRead(world, [ONE])}`).keys('1');
}

/** MMDDHHMM on the wall clock of Shanghai, which has no summer time. */
const keyedOf = (ms: number): string =>
  new Date(ms + 8 * 3_600_000).toISOString().replaceAll(/\D/g, '').slice(4, 12);

/** A whole minute, so far from now. */
const inMs = (world: StoryWorld, ms: number): number =>
  Math.ceil((world.time.utcNow() + ms) / 60_000) * 60_000;

story('[S31] [S37] booked by phone, read back, cancelled', (world) => {
  const host = subscriber(world);
  const startMs = inMs(world, DAY_MS);
  book(world, host, startMs);
  host.hears(`booked ${MENU}`).keys('3');
  const time = spokenTime(utcMs(startMs), 'Asia/Shanghai', world.language).join(' ');
  const parties = [
    'booking-parties-before',
    world.language === 'en' ? 'number-2' : 'number-liang',
    'booking-parties-after',
  ].join(' ');
  const reading = `booking-time-is ${time} pause ${parties} booking-choice`;
  host.hears(reading).keys('1').hears(`no-more-bookings ${MENU}`).keys('3').hears(reading);
  host.keys('9').hears('confirm-cancel').keys('9').hears(reading).keys('9').hears('confirm-cancel').keys('1');
  host.hears(`booking-cancelled no-more-bookings ${MENU}`).keys('3').hears(`no-bookings ${MENU}`);
  assert.equal(
    world.accounts.bookings.map(({ status }) => status),
    ['cancelled'],
  );
  return [];
});

story('[S31] impossible and early times are asked again', (world) => {
  const host = subscriber(world).keys('2').hears('ask-booking-time').keys('02300800#');
  host.hears('booking-time-wrong ask-booking-time').keys(`${keyedOf(inMs(world, 600_000))}#`);
  host.hears('booking-too-soon ask-booking-time').keys('13#').hears('booking-time-wrong goodbye');
  host.isGone('entry-failed');
  return [];
});

story(
  '[S37] when the lines of that time are taken, another is asked for',
  (world) => {
    const host = subscriber(world);
    const startMs = inMs(world, DAY_MS);
    book(world, host, startMs);
    host.hears(`booked ${MENU}`);
    book(world, host, startMs);
    host.hears('lines-full ask-booking-time');
    return [];
  },
  { bookingLinesMax: 3 },
);

story('[S37] at its time the host is rung, and on 1 the others', (world) => {
  const caller = subscriber(world);
  const startMs = inMs(world, 1_200_000);
  book(world, caller, startMs);
  caller.hears(`booked ${MENU}`).hangsUp().isGone();
  world.phone(HOST);
  world.phone(ONE);
  world.time.setClock(startMs - world.time.utcNow());
  world.runBookings();
  const host = world.rings(HOST, 'called host').hears('host-confirm').keys('1').hears('loop ringback');
  const one = world.rings(ONE, 'one').hears('invited');
  host.hears('member-joined');
  world.sound([[host, one]]);
  return ['called host host-callback 0.2', 'one dial-out 0.2'];
});

story('[S37] a booking whose account was closed rings nobody', (world) => {
  const caller = subscriber(world);
  const startMs = inMs(world, 1_200_000);
  book(world, caller, startMs);
  caller.hears(`booked ${MENU}`).hangsUp().isGone();
  world.accounts.close(OWNER);
  world.time.setClock(startMs - world.time.utcNow());
  world.runBookings();
  world.pass(5_000);
  assert.is(world.carrier.invites.length, 0);
  assert.equal(
    world.accounts.bookings.map(({ status }) => status),
    ['account-closed'],
  );
  return [];
});

story('[S31] [S8] an account abroad: an hour that its clock skips is impossible', (world) => {
  const berlin = 'berlin' as AccountId;
  world.account(berlin, { timeZone: 'Europe/Berlin', balanceYuan: 10 });
  world.bind(HOST, berlin);
  // The clocks of Berlin go from 2 to 3 on 29 March 2026.
  const host = world.dial('host', INSTANT, HOST).hears(MENU).keys('2').hears('ask-booking-time');
  host
    .keys('03290230#')
    .hears('booking-time-wrong ask-booking-time')
    .keys('03290330#')
    .hears('ask-first-number');
  return [];
});

test.run();
