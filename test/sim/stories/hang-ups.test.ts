import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Party } from './party.js';
import { storiesOf } from './story.js';
import { BRIDGE, INSTANT, OWNER, QUICK } from './story-house.js';
import type { StoryWorld } from './story-world.js';

/** Whoever hangs up, at whatever step, leaves nothing behind, and pays only for a room. */
const test = suite('stories: hang-ups');
const story = storiesOf(test);

const GUEST = '13900000001';
const HOST = '13800000030';

/** What is pressed, one step after another. */
const DIALOGUES: readonly { name: string; called: string; caller?: string; steps: readonly string[] }[] = [
  { name: 'bridge entry', called: BRIDGE, steps: ['10', '01#', '12', '34#', '6666#', '*', '*', '6', '139'] },
  { name: 'quick', called: QUICK, steps: ['100', '00001#', '13', '5790#', '139', '00000001#', '**'] },
  { name: 'instant now', called: INSTANT, caller: HOST, steps: ['1', '139', '00000001#', '#', '1'] },
  {
    name: 'instant booking',
    called: INSTANT,
    caller: HOST,
    steps: ['2', '0101', '0800#', `${GUEST}#`, '#', '1', '3', '9', '1'],
  },
];

for (const { name, called, caller, steps } of DIALOGUES) {
  story(`[S48] ${name}: a hang-up after any step`, (world) => {
    world.phone(GUEST);
    world.accounts.pins.set(OWNER, '135790');
    for (let last = 0; last <= steps.length; last++) {
      const party =
        caller === undefined ? world.dial('caller', called) : world.dial('caller', called, caller);
      party.answers();
      for (const keys of steps.slice(0, last)) {
        world.pass(1_500);
        party.keys(keys);
      }
      world.pass(700);
      party.hangsUp().isGone('hung-up');
    }
  });

  story(`[S48] ${name}: the line is lost after any step`, (world) => {
    world.phone(GUEST);
    world.accounts.pins.set(OWNER, '135790');
    for (let last = 0; last <= steps.length; last++) {
      const party =
        caller === undefined ? world.dial('caller', called) : world.dial('caller', called, caller);
      party.answers();
      for (const keys of steps.slice(0, last)) {
        world.pass(1_500);
        party.keys(keys);
      }
      world.vanishes(party);
      assert.ok(
        world.until(() => world.calls.size === 0, 90_000),
        `the call of step ${last} is over`,
      );
    }
  });
}

/** Each from the first ringing to after the greeting. */
const CALLED: readonly { name: string; begin: (world: StoryWorld) => Party }[] = [
  {
    name: 'an invited party',
    begin: (world) => {
      world.phone(GUEST, { answersAfterMs: 500 });
      if (world.service.size === 0) world.enter('chair', 'chair');
      world.invite([GUEST]);
      return world.rings(GUEST);
    },
  },
  {
    name: 'a host',
    begin: (world) => {
      world.phone(HOST, { answersAfterMs: 500 });
      world.startByHost(HOST, [GUEST]);
      return world.rings(HOST);
    },
  },
];

for (const { name, begin } of CALLED)
  story(`[S35] ${name} hangs up at any moment after it rings`, (world) => {
    for (const afterMs of [0, 100, 499, 500, 505, 520, 700, 1_000, 1_500, 3_000]) {
      const party = begin(world);
      world.pass(afterMs);
      party.hangsUp().isGone();
      world.pass(1_000);
    }
  });

test.run();
