import { suite } from 'uvu';
import { storiesOf } from './story.js';
import { INSTANT } from './story-house.js';

/** `*0`: a private line to somebody of the staff [S14]. */
const test = suite('stories: operators');
const story = storiesOf(test);

const ONE = '13700000001';
const TWO = '13700000002';
const STAFF = { operators: [`+86${ONE}`, `+86${TWO}`] };

story(
  '[S14] an operator takes the request with 1, speaks in private, and *# leads back',
  (world) => {
    world.phone(ONE);
    const chair = world.enter('chair', 'chair');
    const other = world.enter('other');
    chair.keys('*0').hears('loop hold-music');
    const operator = world.rings(ONE, 'operator').hears('operator-offer').keys('1');
    world.sound([[chair, operator], [other]]);
    chair.keys('*1').keys('**').hearsNothing(2_500);
    chair.keys('*#');
    operator.hears('goodbye').isGone('invitation-over');
    world.sound([[chair, other]]);
    return ['chair host-dial-in 0.2', 'other attendee-dial-in 0.2', 'operator operator free'];
  },
  STAFF,
);

story(
  '[S14] the operator hangs up, and the party is back in the room',
  (world) => {
    world.phone(ONE);
    const chair = world.enter('chair', 'chair');
    const other = world.enter('other');
    chair.keys('*0').hears('loop hold-music');
    const operator = world.rings(ONE, 'operator').hears('operator-offer').keys('1');
    world.sound([[chair, operator], [other]]);
    operator.hangsUp().isGone('hung-up');
    chair.hears('peer-hung-up');
    world.sound([[chair, other]]);
  },
  STAFF,
);

story('[S14] none on duty is said at once', (world) => {
  const chair = world.enter('chair', 'chair');
  const other = world.enter('other');
  chair.keys('*0').hears('loop hold-music').hearsWithin(500, 'operators-busy');
  world.sound([[chair, other]]);
});

story(
  '[S14] who is busy or silent leaves the caller to the next one',
  (world) => {
    world.phone(ONE, { answersAfterMs: 500, refusesWith: 486 });
    world.phone(TWO);
    const chair = world.enter('chair', 'chair');
    chair.keys('*0').hears('loop hold-music');
    world.rings(ONE, 'busy');
    const operator = world.rings(TWO, 'operator').hears('operator-offer').keys('1');
    world.sound([[chair, operator]]);
  },
  STAFF,
);

story(
  '[S14] none free after 120 s: the party hears so and is back',
  (world) => {
    world.phone(ONE, {});
    world.phone(TWO, {});
    const chair = world.enter('chair', 'chair');
    const other = world.enter('other');
    const startMs = world.time.now();
    chair.keys('*0').hears('loop hold-music').hearsWithin(125_000, 'operators-busy');
    const waitedMs = world.time.now() - startMs;
    if (waitedMs < 119_500 || waitedMs > 121_000) throw new Error(`waited for ${waitedMs} ms`);
    world.sound([[chair, other]]);
  },
  STAFF,
);

story(
  '[S14] *# while waiting gives the request up, and the operator’s phone stops ringing',
  (world) => {
    world.phone(ONE, {});
    const chair = world.enter('chair', 'chair');
    const other = world.enter('other');
    chair.keys('*0').hears('loop hold-music');
    const operator = world.rings(ONE, 'operator');
    chair.keys('*#');
    operator.isGone();
    world.sound([[chair, other]]);
  },
  STAFF,
);

story(
  '[S14] who hangs up while an operator is offered the request leaves nobody on the line',
  (world) => {
    world.phone(ONE);
    const chair = world.enter('chair', 'chair');
    chair.keys('*0').hears('loop hold-music');
    const operator = world.rings(ONE, 'operator').hears('operator-offer');
    chair.hangsUp().isGone('hung-up');
    operator.hears('goodbye').isGone();
  },
  STAFF,
);

story(
  '[S14] two want an operator and one is there: the second waits for the first',
  (world) => {
    world.phone(ONE);
    const first = world.enter('first', 'chair');
    const second = world.enter('second');
    first.keys('*0').hears('loop hold-music');
    second.keys('*0').hears('loop hold-music');
    const operator = world.rings(ONE, 'operator').hears('operator-offer').keys('1');
    world.sound([[first, operator], [second]]);
    first.keys('*#');
    const again = world.rings(ONE, 'again').hears('operator-offer').keys('1');
    world.sound([[second, again], [first]]);
  },
  { operators: [`+86${ONE}`] },
);

story(
  '[S31] [S14] 0 in the menu of 多方通话 leads to an operator',
  (world) => {
    world.phone(ONE);
    const host = world.dial('host', INSTANT);
    host.hears('number-activated instant-menu-1 instant-menu-2 instant-menu-3 instant-menu-0').keys('0');
    const operator = world.rings(ONE, 'operator').hears('operator-offer').keys('1');
    world.sound([[host, operator]]);
    return ['host host-dial-in free', 'operator operator free'];
  },
  STAFF,
);

test.run();
