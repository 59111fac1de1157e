import { suite } from 'uvu';
import { spokenCardinal, spokenDigits } from '../../../src/ivr/spoken-number.js';
import { storiesOf } from './story.js';
import { TEST_NUMBERS } from './story-house.js';

/** `direct` rooms and the numbers that a carrier's engineer dials. */
const test = suite('stories: direct and test numbers');
const story = storiesOf(test);

story('[S38a] a direct number leads into its room without keys, and a pattern costs nobody', (world) => {
  const caller = world.dial('caller', TEST_NUMBERS.direct).hears('first-party');
  const chair = world.enter('chair', 'chair');
  world.sound([[caller, chair]]);
  // A room that a pattern opens speaks the language of its number.
  const patternCount = world.count(2);
  const one = world.dial('one', '884242').hears('first-party');
  const two = world.dial('two', '884242').hears(patternCount);
  world.sound([[one, two]]);
  return ['caller attendee-dial-in 0.2', 'chair host-dial-in 0.2'];
});

story('[S38b] echo: who speaks hears itself; a key speaks what is measured', (world) => {
  const caller = world.dial('caller', TEST_NUMBERS.echo).hears('echo-intro');
  world.pass(1_500);
  world.heard(caller, [caller]);
  caller.keys('5').skips();
  world.pass(4_000);
  world.heard(caller, [caller]);
  return [];
});

story('[S38b] keys are read back with their way and length', (world) => {
  const caller = world.dial('caller', TEST_NUMBERS.dtmf).hears('dtmf-intro').keys('1');
  const { language } = world;
  const length = spokenCardinal(100, language).join(' ');
  caller.hears(`${spokenDigits('1', language).join(' ')} dtmf-by-event ${length} milliseconds`);
  return [];
});

story('[S38b] the loop joins the next two callers, and waits again when one goes', (world) => {
  const first = world.dial('first', TEST_NUMBERS.loop).hears('loop-waiting');
  const second = world.dial('second', TEST_NUMBERS.loop).hears('loop-waiting', 'loop-joined');
  first.hears('loop-joined');
  world.sound([[first, second]]);
  second.hangsUp().isGone('hung-up');
  first.hears('loop-waiting');
  return [];
});

story('[S38b] tone and silence last until the caller hangs up', (world) => {
  const tone = world.dial('tone', TEST_NUMBERS.tone).skips();
  const silence = world.dial('silence', TEST_NUMBERS.silence).skips();
  world.pass(5_000);
  tone.hangsUp().isGone('hung-up');
  silence.hangsUp().isGone('hung-up');
  return [];
});

test.run();
