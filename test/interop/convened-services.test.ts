import { randomUUID } from 'node:crypto';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { othersOf, whatEachHears } from '../support/listening.js';
import { pause } from '../support/caller.js';
import { PromptRecognizer } from '../support/prompt-recognizer.js';
import { INSTANT, QUICK, ServiceWorld } from '../support/service-world.js';
import { storiesOf } from '../support/stories.js';

/** `quick` and `instant` as conveners and called parties live through them, over real SIP and real sound. */
const test = suite('convened services over UDP');
const story = storiesOf(test);

const chinese = new PromptRecognizer('zh-CN');
let world: ServiceWorld;

test.before(async () => {
  world = await ServiceWorld.start();
});
test.after(() => world.stop());

story('[S26] [S27] [S28] a bound phone gathers two others, and its hanging up ends it for all', async () => {
  world.bind('+8613800000028', 'bound');
  world.phone('013900000005', { answersAfterMs: 200, toneHz: 800 });
  world.phone('013900000006', { answersAfterMs: 200, toneHz: 1_100 });
  const convener = await world.call({ called: QUICK, caller: '13800000028', toneHz: 500 });
  await convener.hear(chinese, 'ask-number');
  convener.press('13900000005#');
  const first = await world.carrier.called('013900000005');
  await first.until(() => first.isUp, 'the first is up');
  await pause(700);
  assert.equal(await whatEachHears([convener, first]), [[800], [500]]);
  convener.press('**');
  await pause(1_000);
  await convener.pressAndHear('*6', chinese, 'ask-number');
  convener.press('13900000006#');
  const second = await world.carrier.called('013900000006');
  await second.until(() => second.isUp, 'the second is up');
  await pause(700);
  convener.press('**');
  await pause(1_000);
  const three = [convener, first, second];
  assert.equal(await whatEachHears(three), othersOf(three));
  await convener.hangUp();
  await Promise.all([first, second].map((party) => party.until(() => party.isOver, 'a BYE')));
});

story('[S27] a phone that is not bound asks for account number and PIN', async () => {
  await world.setPin('135790');
  const { number } = world.one<{ number: string }>('select number from accounts where id = ?', world.account);
  const stranger = await world.call({ called: QUICK, caller: '13800000029', toneHz: 500 });
  await stranger.hear(chinese, 'number-not-bound');
  await stranger.hear(chinese, 'ask-account');
  await stranger.pressAndHear(`${number}#`, chinese, 'ask-pin');
  await stranger.pressAndHear('111111#', chinese, 'account-or-pin-wrong');
  await stranger.hear(chinese, 'ask-account');
  stranger.press(`${number}#`);
  await stranger.pressAndHear('135790#', chinese, 'ask-number');
  await stranger.hangUp();
});

story('[S31] [S37] a conference is booked by phone, read back, and cancelled', async () => {
  world.bind('+8613800000031', 'registered');
  const host = await world.call({ called: INSTANT, caller: '13800000031', toneHz: 500 });
  await host.hear(chinese, 'instant-menu-1');
  await host.pressAndHear('2', chinese, 'ask-booking-time');
  await host.pressAndHear('02300800#', chinese, 'booking-time-wrong');
  await host.hear(chinese, 'ask-booking-time');
  await host.pressAndHear('01010800#', chinese, 'ask-first-number');
  await host.pressAndHear('13900000009#', chinese, 'ask-next-number');
  await host.pressAndHear('#', chinese, 'numbers-are');
  await host.pressAndHear('1', chinese, 'booked');
  const rows = world.all<{ status: string }>(
    'select status from bookings where account = ? and parties like ?',
    world.account,
    '%13900000009%',
  );
  assert.equal(rows, [{ status: 'booked' }]);
  await host.hangUp();
  const again = await world.call({ called: INSTANT, caller: '13800000031', toneHz: 500 });
  await again.hear(chinese, 'instant-menu-1');
  await again.pressAndHear('3', chinese, 'booking-choice');
  await again.pressAndHear('9', chinese, 'confirm-cancel');
  await again.pressAndHear('1', chinese, 'booking-cancelled');
  await again.hangUp();
});

test.run();
