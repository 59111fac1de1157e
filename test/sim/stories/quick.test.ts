import { suite } from 'uvu';
import { storiesOf } from './story.js';
import { OWNER, QUICK } from './story-house.js';
import type { StoryWorld } from './story-world.js';
import type { Party } from './party.js';

/** 多方通: a convener gathers up to three others by keys. */
const test = suite('stories: quick');
const story = storiesOf(test);

const guestNumber = (index: number): string => `1390000000${index}`;

function convening(world: StoryWorld): Party {
  world.bind('13800000028');
  return world.dial('convener', QUICK, '13800000028').hears('ask-number');
}

/** Called, spoken to, and brought in. */
function gather(world: StoryWorld, convener: Party, index: number): Party {
  world.phone(guestNumber(index));
  convener.skips().keys(`${guestNumber(index)}#`);
  const guest = world.rings(guestNumber(index), `guest ${index}`).answers();
  world.sound([[convener, guest]]);
  convener.keys('**');
  world.pass(500);
  return guest;
}

story(
  '[S26] [S27] [S28] a bound phone gathers three, a fourth is one too many, and it ends for all',
  (world) => {
    const convener = convening(world);
    const first = gather(world, convener, 1);
    convener.skips().keys('*6').hears('ask-number');
    const second = gather(world, convener, 2);
    convener.skips().keys('*6').hears('ask-number');
    const third = gather(world, convener, 3);
    world.sound([[convener, first, second, third]]);
    convener.skips().keys('*6').hears('conference-full').keys('*1').hears('muted');
    world.sound([[convener, first, second, third]], [convener]);
    convener.hangsUp().isGone('hung-up');
    for (const guest of [first, second, third]) guest.skips().isGone('conference-over');
    return [
      'convener host-dial-in free',
      'guest 1 dial-out 0.2',
      'guest 2 dial-out 0.2',
      'guest 3 dial-out 0.2',
    ];
  },
);

story('[S28] *# drops the one who was called, and *6 calls the next', (world) => {
  const convener = convening(world);
  world.phone(guestNumber(1));
  convener.keys(`${guestNumber(1)}#`);
  const dropped = world.rings(guestNumber(1), 'dropped').answers();
  world.sound([[convener, dropped]]);
  convener.keys('*#');
  dropped.skips().isGone('invitation-over');
  convener.skips().keys('*6').hears('ask-number');
  const guest = gather(world, convener, 2);
  world.sound([[convener, guest]]);
});

story('[S27] [S52] a phone that is not bound proves the account by number and PIN', (world) => {
  world.accounts.pins.set(OWNER, '135790');
  const { number } = world.accounts.byId.get(OWNER)!;
  const caller = world.dial('caller', QUICK).hears('number-not-bound ask-account').keys(`${number}#`);
  caller.hears('ask-pin').keys('111111#').hears('account-or-pin-wrong ask-account').keys(`${number}#`);
  caller.hears('ask-pin').keys('135790#').hears('ask-number');
  return ['caller host-dial-in free'];
});

story('[S27] [S52] three wrong PINs, then goodbye', (world) => {
  const caller = world.dial('caller', QUICK).hears('number-not-bound ask-account');
  for (const next of ['account-or-pin-wrong ask-account', 'account-or-pin-wrong ask-account'])
    caller.keys('10000001#').hears('ask-pin').keys('111111#').hears(next);
  caller.keys('10000001#').hears('ask-pin').keys('111111#').hears('account-or-pin-wrong goodbye');
  caller.isGone('entry-failed');
  return [];
});

story('[S27] the account of a bound phone was closed', (world) => {
  world.bind('13800000028');
  world.accounts.close(OWNER);
  const caller = world.dial('caller', QUICK, '13800000028').hears('account-closed goodbye');
  caller.isGone('entry-failed');
  return [];
});

story('[S28] the convener hangs up while the first is called', (world) => {
  const convener = convening(world);
  world.phone(guestNumber(1), {});
  convener.keys(`${guestNumber(1)}#`);
  const guest = world.rings(guestNumber(1));
  convener.hangsUp().isGone('hung-up');
  guest.isGone();
  return ['convener host-dial-in free'];
});

story('[S28] all guests hang up: the convener stays and may call others', (world) => {
  const convener = convening(world);
  const guest = gather(world, convener, 1);
  guest.hangsUp().isGone('hung-up');
  convener.skips().keys('*6').hears('ask-number');
  const next = gather(world, convener, 2);
  world.sound([[convener, next]]);
});

test.run();
