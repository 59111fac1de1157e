import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { utcMs } from '../../../src/base/units.js';
import { storiesOf } from './story.js';
import type { StoryWorld } from './story-world.js';

/** Windows, warnings, and parties that wait for each other. */
const test = suite('stories: time');
const story = storiesOf(test);

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const endsIn = (world: StoryWorld, ms: number): void =>
  world.room({ startMs: utcMs(world.time.utcNow() - HOUR_MS), durationMs: HOUR_MS + ms });

story('[S12] the chairs are warned at 5 minutes and at 1, then it ends with goodbye', (world) => {
  endsIn(world, 5 * MINUTE_MS + 30_000);
  const chair = world.enter('chair', 'chair');
  const other = world.enter('other');
  chair.hearsWithin(30_000, 'five-minutes-left');
  other.keys('1').hears('chair-only');
  chair.hearsWithin(4 * MINUTE_MS + 1_000, 'one-minute-left');
  chair.hearsWithin(MINUTE_MS + 1_000, 'goodbye').isGone('conference-over');
  other.hears('goodbye').isGone('conference-over');
  return ['chair host-dial-in 1.2', 'other attendee-dial-in 1.2'];
});

story('[S12] a chair’s 1 extends by half an hour, but not long after the warning', (world) => {
  endsIn(world, 5 * MINUTE_MS + 20_000);
  const chair = world.enter('chair', 'chair');
  const other = world.enter('other');
  chair.hearsWithin(30_000, 'five-minutes-left');
  world.pass(46_000);
  chair.keys('1').hearsNothing(1_000);
  chair
    .hearsWithin(5 * MINUTE_MS, 'one-minute-left')
    .keys('1')
    .hears('extended-half-hour');
  world.pass(70_000);
  world.sound([[chair, other]]);
  other.hearsNothing(1_000);
});

story('[S12] without a chair all are warned', (world) => {
  endsIn(world, MINUTE_MS + 20_000);
  const first = world.enter('first');
  const second = world.enter('second');
  first.hearsWithin(30_000, 'one-minute-left');
  second.hears('one-minute-left');
  first.hearsWithin(62_000, 'goodbye').isGone('conference-over');
  second.hears('goodbye').isGone('conference-over');
});

story(
  '[S12] a party alone is asked: 1 keeps waiting, silence lets it go',
  (world) => {
    const alone = world.enter('alone');
    alone.hearsWithin(22_000, 'alone').keys('1');
    world.pass(5_000);
    alone.hearsWithin(22_000, 'alone').hearsWithin(11_000, 'goodbye').isGone('alone');
  },
  { rules: { aloneMs: 20_000, aloneAnswerMs: 10_000 } },
);

story(
  '[S12] nobody is asked while two are in',
  (world) => {
    const first = world.enter('first');
    const second = world.enter('second');
    first.hearsNothing(30_000);
    second.hangsUp().isGone('hung-up');
    first.hearsWithin(22_000, 'alone');
  },
  { rules: { aloneMs: 20_000, aloneAnswerMs: 10_000 } },
);

story('[S12] [S16] [S17] an empty conference ends, and its lock and its bars with it', (world) => {
  const chair = world.enter('chair', 'chair');
  chair.keys('*2').hears('conference-locked').hangsUp().isGone('hung-up');
  world.pass(2_000);
  assert.is(world.service.size, 1);
  world.pass(2_000);
  assert.is(world.service.size, 0);
  const other = world.enter('other');
  other.hangsUp();
});

story('[S12] the web extends and ends', (world) => {
  endsIn(world, 2 * MINUTE_MS);
  const chair = world.enter('chair', 'chair');
  world.web({ type: 'extend', byMs: HOUR_MS });
  chair.skips();
  world.pass(3 * MINUTE_MS);
  world.web({ type: 'end' });
  chair.skips().isGone('ended-by-api');
});

story('the clock on the wall jumps an hour ahead: a window ends, no wait and no charge moves', (world) => {
  endsIn(world, 30 * MINUTE_MS);
  world.room({ number: '2002' });
  const booked = world.enter('booked', 'chair');
  const free = world.enter('free', 'chair', '2002');
  world.time.setClock(HOUR_MS);
  booked.hearsWithin(61_000, 'goodbye').isGone('conference-over');
  free.hearsNothing(5_000);
  free.hangsUp().isGone('hung-up');
  return ['booked host-dial-in 0.4', 'free host-dial-in 0.4'];
});

story('the clock on the wall jumps an hour back: what was paid stays paid, and nothing hangs', (world) => {
  world.room({ startMs: utcMs(world.time.utcNow() - 2 * HOUR_MS) });
  const chair = world.enter('chair', 'chair');
  world.time.setClock(-HOUR_MS);
  world.pass(MINUTE_MS);
  const other = world.enter('other');
  world.sound([[chair, other]]);
  other.hangsUp().isGone('hung-up');
  chair.hangsUp().isGone('hung-up');
  return ['chair host-dial-in 0.4', 'other attendee-dial-in 0.2'];
});

test.run();
