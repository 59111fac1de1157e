import { randomUUID } from 'node:crypto';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { othersOf, untilEachHears } from '../support/listening.js';
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
  await untilEachHears([convener, first], [[800], [500]]);
  convener.press('**');
  await untilEachHears([convener, first], [[800], [500]]);
  await convener.pressAndHear('*6', chinese, 'ask-number');
  convener.press('13900000006#');
  const second = await world.carrier.called('013900000006');
  await second.until(() => second.isUp, 'the second is up');
  await untilEachHears([convener, second], [[1_100], [500]]);
  convener.press('**');
  const three = [convener, first, second];
  await untilEachHears(three, othersOf(three));
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

story(
  '[S30] [S31] [S36] a first call activates the number and calls a list of others; the host ends it',
  async () => {
    world.phone('013900000007', { answersAfterMs: 200, toneHz: 800 });
    world.phone('013900000008', { answersAfterMs: 300, toneHz: 1_100 });
    const host = await world.call({ called: INSTANT, caller: '13800000030', toneHz: 500 });
    await host.hear(chinese, 'number-activated');
    await host.hear(chinese, 'instant-menu-1');
    await host.pressAndHear('1', chinese, 'ask-first-number');
    await host.pressAndHear('13900000007#', chinese, 'ask-next-number');
    await host.pressAndHear('13900000008#', chinese, 'ask-next-number');
    await host.pressAndHear('#', chinese, 'numbers-are');
    host.forget();
    host.press('1');
    const first = await world.carrier.called('013900000007');
    const second = await world.carrier.called('013900000008');
    await first.hear(chinese, 'invited');
    await host.hear(chinese, 'member-joined');
    await second.until(() => second.isUp, 'the second is up');
    const three = [host, first, second];
    await untilEachHears(three, othersOf(three));
    host.forget();
    await second.hangUp();
    await host.hear(chinese, 'member-left');
    await host.hangUp();
    await first.until(() => first.isOver, 'a BYE');
  },
);

story(
  '[S35] [S37] at its time the host is rung; on 1 all twenty others are dialled within 2.5 s',
  async () => {
    world.phone('013800000032', { answersAfterMs: 200, toneHz: 500 });
    const others = Array.from({ length: 20 }, (_, index) => `1390000${1000 + index}`);
    for (const number of others)
      world.phone(`0${number}`, { answersAfterMs: 1_000 + 10 * others.indexOf(number) });
    world.bind('+8613800000032', 'linked');
    world.run(
      `insert into bookings (id, account, start_ms, host, parties, parties_count, status, next_try_ms, tries, created_ms)
     values (?, ?, ?, ?, ?, 21, 'booked', ?, 0, ?)`,
      randomUUID(),
      world.account,
      Date.now() + 500,
      JSON.stringify({ e164: '+8613800000032' }),
      JSON.stringify(others.map((number) => ({ e164: `+86${number}` }))),
      Date.now() + 500,
      Date.now(),
    );
    const host = await world.carrier.called('013800000032');
    await host.hear(chinese, 'host-confirm');
    const dialled = () =>
      world.carrier.invites.filter(
        ({ number }) => number.startsWith('01390000100') || number.startsWith('01390000101'),
      );
    assert.is(dialled().length, 0, 'nobody is called before the host confirms');
    const keyMs = performance.now();
    host.press('1');
    await host.until(() => dialled().length === 20, 'all twenty are dialled');
    const lastMs = Math.max(...dialled().map(({ atMs }) => atMs)) - keyMs;
    console.log(`    20 parties dialled within ${Math.round(lastMs)} ms of the host's 1`);
    assert.ok(lastMs <= 2_500, `${Math.round(lastMs)} ms`);
    await host.hear(chinese, 'member-joined');
    host.device.hangUp();
    await host.until(() => host.isOver, 'the host is gone');
  },
);

test.run();
