import { suite } from 'uvu';
import type { AccountId } from '../../../src/base/ids.js';
import { microYuan } from '../../../src/billing/money.js';
import { storiesOf } from './story.js';
import { OWNER } from './story-house.js';
import type { StoryWorld } from './story-world.js';

/** What a balance does to the people who talk on it. */
const test = suite('stories: the balance');
const story = storiesOf(test);

const GUEST = '13900000001';
const POOR = 'poor' as AccountId;
const POSTPAID = 'postpaid' as AccountId;

/** The room of the story belongs to an account with so much money. */
function roomWith(world: StoryWorld, balanceYuan: number): void {
  world.account(POOR, { balanceYuan });
  world.room({ account: POOR });
}

story('[S49] chairs alone are warned at 5 minutes and at 1, then all hear that it is over', (world) => {
  // Two legs for six minutes.
  roomWith(world, 2.4);
  const chair = world.enter('chair', 'chair');
  const other = world.enter('other');
  chair.hearsWithin(90_000, 'balance-low').hearsWithin(270_000, 'balance-low');
  chair.hearsWithin(90_000, 'balance-out').isGone('balance-out');
  other.hears('balance-out').isGone('balance-out');
  return ['chair host-dial-in 1.2', 'other attendee-dial-in 1.2'];
});

story('[S49] [S43] a recharge in time lets it go on', (world) => {
  roomWith(world, 0.8);
  const chair = world.enter('chair', 'chair');
  const other = world.enter('other');
  chair.hearsWithin(60_000, 'balance-low');
  world.payIn(POOR, 10);
  world.charging.recharged(POOR);
  world.pass(240_000);
  world.sound([[chair, other]]);
});

story('[S49] [S20] the balance ends in a consult: both on the line hear it with everybody else', (world) => {
  // Three legs for two minutes.
  roomWith(world, 1.2);
  world.phone(GUEST);
  const chair = world.enter('chair', 'chair');
  const other = world.enter('other');
  chair.skips().keys('*6').skips().keys(`${GUEST}#`);
  const guest = world.rings(GUEST, 'guest').answers();
  world.sound([[chair, guest], [other]]);
  world.until(() => chair.isOver || guest.isOver || other.isOver, 150_000);
  for (const party of [chair, guest, other]) party.isGone('balance-out');
  for (const party of [chair, guest, other]) party.heardAtLast('balance-out');
  return ['chair host-dial-in 0.4', 'other attendee-dial-in 0.4', 'guest dial-out 0.4'];
});

story('[S49] [S20] an invited party that nobody can pay does not come', (world) => {
  roomWith(world, 0.4);
  world.phone(GUEST);
  const chair = world.enter('chair', 'chair');
  const other = world.enter('other');
  chair.skips().keys('*6').skips().keys(`${GUEST}#`);
  world.rings(GUEST, 'guest').hears('cannot-connect').isGone();
  chair.skips();
  world.sound([[chair, other]]);
  return ['chair host-dial-in 0.2', 'other attendee-dial-in 0.2'];
});

story('[S49] postpaid: the credit limit is the end', (world) => {
  world.account(POSTPAID, { paymentMode: 'postpaid', creditLimit: microYuan(400_000) });
  world.room({ account: POSTPAID });
  const chair = world.enter('chair', 'chair');
  chair.skips().hearsWithin(130_000, 'balance-low');
  chair.hearsWithin(130_000, 'balance-out').isGone('balance-out');
  return ['chair host-dial-in 0.4'];
});

story('[S49] two conferences on one balance cannot overspend', (world) => {
  roomWith(world, 0.6);
  world.room({ account: POOR, number: '2002' });
  const one = world.enter('one', 'chair');
  const two = world.enter('two', 'chair', '2002');
  world.until(() => one.isOver && two.isOver, 200_000);
  one.isGone('balance-out');
  two.isGone('balance-out');
  if (world.money.books(POOR).balance < 0) throw new Error('the balance went below zero');
});

story('[S49] an account that is closed during a conference pays its started blocks and no more', (world) => {
  const chair = world.enter('chair', 'chair');
  world.accounts.close(OWNER);
  chair.hearsWithin(65_000, 'balance-out').isGone('balance-out');
  return ['chair host-dial-in 0.2'];
});

story('[S24] [S49] a conference has cost what it may', (world) => {
  world.phone('13800000030');
  world.phone(GUEST);
  const started = world.control.startInstant({
    account: OWNER,
    language: world.language,
    host: { called: { e164: '+8613800000030' } },
    others: [{ called: { e164: `+86${GUEST}` } }],
    costMax: microYuan(400_000),
  });
  if (!started.ok) throw new Error(started.error.code);
  const host = world.rings('13800000030', 'host').hears('host-confirm').keys('1');
  const guest = world.rings(GUEST, 'guest').hears('invited');
  world.until(() => host.isOver && guest.isOver, 100_000);
  host.isGone('cost-limit');
  guest.isGone('cost-limit');
  return ['host host-callback 0.2', 'guest dial-out 0.2'];
});

test.run();
