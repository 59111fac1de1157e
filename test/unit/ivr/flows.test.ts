import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ClipId } from '../../../src/base/ids.js';
import { fail, ok } from '../../../src/base/result.js';
import { below, seededRandom, type Random } from '../../../src/base/random.js';
import type { FlowInput, Key } from '../../../src/ivr/flow.js';
import { FLOWS, scriptOf, type CataloguedFlow } from '../../support/flow-catalogue.js';
import { perform, walk } from '../../support/flow-walk.js';
import type { FlowScript } from '../../support/flow-script.js';

const RUNS = 40;
const INPUTS = 150;
/** One input asks for no more than an announcement, its end and a few commands. */
const LINES_PER_INPUT_MAX = 12;
const KEYS = Array.from('0123456789*#ABCD') as readonly Key[];

/** What nobody has asked for: a flow ignores what is not for it. */
const STRAY: readonly FlowInput[] = [
  { type: 'start' },
  { type: 'room', answer: { known: false, attendeesNeedPassword: false, concealed: false } },
  { type: 'room', answer: { known: true, attendeesNeedPassword: true, concealed: true } },
  { type: 'admission', result: fail({ code: 'CONFERENCE_FULL' }), waitMs: 0 },
  { type: 'admission', result: fail({ code: 'ROOM_OR_PASSWORD_WRONG' }), waitMs: 3_000 },
  { type: 'admission', result: ok({ role: 'chair', announced: true }), waitMs: 0 },
  { type: 'answer', answer: { type: 'unavailable' } },
  { type: 'answer', answer: { type: 'opted-out' } },
  { type: 'answer', answer: { type: 'bookings', bookings: [] } },
  { type: 'answer', answer: { type: 'callee', result: fail({ code: 'NO_TRUNK' }) } },
  { type: 'answer', answer: { type: 'callee', result: ok({ e164: '+8613900000000' }) } },
  { type: 'reply', reply: { id: 'r', result: fail({ code: 'WRONG_PLACE' }) } },
  { type: 'name-recorded', name: 'n' as ClipId },
  { type: 'place', place: 'room', connected: false },
  { type: 'place', place: 'aside', connected: false },
  { type: 'place', place: 'consult', connected: true },
  { type: 'place', place: 'operator', connected: false },
  { type: 'place', place: 'held', connected: false },
  { type: 'ringback', on: true },
  { type: 'ringback', on: false },
  { type: 'music', on: true },
  { type: 'music', on: false },
  { type: 'say', announcement: { kind: 'muted' }, language: 'en' },
  { type: 'play-done', play: 3 },
  { type: 'timer' },
  { type: 'measured', roundTripMs: 1, bufferMs: undefined },
  { type: 'paired' },
  { type: 'unpaired' },
];
const FAREWELL: FlowInput = {
  type: 'farewell',
  announcement: { kind: 'goodbye' },
  language: 'zh-CN',
  reason: 'drained',
};

const pick = <T>(random: Random, from: readonly T[]): T => from[below(random, from.length)]!;

function disturb(script: FlowScript, flow: CataloguedFlow, random: Random): void {
  const acts = Object.values(flow.acts).flat();
  switch (below(random, 6)) {
    case 0:
      return void script.input(pick(random, STRAY));
    case 1:
      return void script.wait(below(random, 20_000));
    case 2:
      return perform(script, pick(random, acts));
    default:
      return void script.keys(pick(random, KEYS));
  }
}

const test = suite('all flows');

for (const flow of FLOWS) {
  test(`${flow.name}: every state is reached, and every state that is reached has its acts`, () => {
    assert.equal(walk(flow).faults, []);
  });

  test(`${flow.name}: random keys, pauses and stray inputs never throw, and ask for little at once`, () => {
    for (let seed = 1; seed <= RUNS; seed++) {
      const random = seededRandom(seed);
      const script = scriptOf(flow).start();
      for (let i = 0; i < INPUTS; i++) {
        script.heard();
        disturb(script, flow, random);
        // Keys and a pause may be several inputs.
        const lines = script.heard();
        assert.ok(lines.length <= LINES_PER_INPUT_MAX * 4, `seed ${seed}: ${lines.join('\n')}`);
      }
    }
  });

  test(`${flow.name}: a farewell at any step is the last that is heard, and releases`, () => {
    if (flow.name.startsWith('test-')) return;
    for (let seed = 1; seed <= RUNS; seed++) {
      const random = seededRandom(seed);
      const script = scriptOf(flow).start();
      for (let i = below(random, 20); i > 0; i--) disturb(script, flow, random);
      if (script.state === 'over' || script.state === 'leaving') continue;
      script.heard();
      assert.equal(script.input(FAREWELL).keys('1').wait(60_000).heard(), [
        'hear zh-CN: goodbye',
        'release drained',
      ]);
    }
  });

  test(`${flow.name}: whatever came before, silence ends it`, () => {
    if (flow.endless) return;
    for (let seed = 1; seed <= RUNS; seed++) {
      const random = seededRandom(seed);
      const script = scriptOf(flow).start();
      for (let i = below(random, 30); i > 0; i--) disturb(script, flow, random);
      script.wait(1_800_000);
      assert.is(script.state, 'over', `seed ${seed}`);
      const releases = script.heard().filter((line) => line.startsWith('release'));
      assert.is(releases.length, 1, `seed ${seed}: one release`);
      script.input(FAREWELL).keys('1*#').wait(60_000);
      assert.equal(script.heard(), [], 'nothing comes after it');
    }
  });
}

test('a party whose keys mean a number or a line is back in the room when the conference says so', () => {
  const flow = FLOWS.find(({ name }) => name === 'in-call')!;
  for (let seed = 1; seed <= RUNS; seed++) {
    const random = seededRandom(seed);
    const script = scriptOf(flow).start();
    for (let i = 0; i < 30; i++) disturb(script, flow, random);
    if (script.state === 'leaving') continue;
    script.input({ type: 'place', place: 'held', connected: false });
    script.input({ type: 'place', place: 'room', connected: false }).heard();
    assert.ok(script.keys('*5').heard().includes('command {"type":"count"}'), `seed ${seed}`);
  }
});

test.run();
