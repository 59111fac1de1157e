import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { mediaShape } from '../../../src/mixer/media-shape.js';
import { PromptBank } from '../../../src/mixer/prompt-bank.js';
import { PROMPT_FRAMES, PROMPT_SAMPLES } from '../../../src/mixer/shared/layout.js';
import { MediaMemory } from '../../../src/mixer/shared/media-memory.js';

const test = suite('prompt bank');
const WELCOME = { id: 'welcome', language: 'en' };
const sound = (samples: number, value: number): Int16Array => new Int16Array(samples).fill(value);

function installed(spare?: { prompts: number; samples: number }): { bank: PromptBank; memory: MediaMemory } {
  const bank = PromptBank.build([{ ...WELCOME, samples: sound(160, 1) }], spare);
  const memory = new MediaMemory(mediaShape({ workers: 1, legsPerWorker: 1, prompts: bank }));
  bank.install(memory);
  return { bank, memory };
}

test('a recording that replaces another has a place of its own: who hears the old one hears it to its end', () => {
  const { bank, memory } = installed({ prompts: 2, samples: 1_000 });
  const before = bank.lookup(WELCOME)!;
  assert.ok(bank.replace([WELCOME], sound(200, 2)));
  const after = bank.lookup(WELCOME)!;
  assert.is.not(after, before);
  const heard = (number: number): readonly number[] => {
    const place = memory.words[memory.prompt(number) + PROMPT_SAMPLES]!;
    const frames = memory.words[memory.prompt(number) + PROMPT_FRAMES]!;
    return [...memory.samples.subarray(place, place + frames * 160)];
  };
  assert.equal(heard(before), Array(160).fill(1));
  assert.equal(heard(after), [...Array(200).fill(2), ...Array(120).fill(0)], 'whole frames');
  assert.ok(after < memory.shape.prompts, 'clips are numbered behind it');
});

test('when the spare room is used up, nothing is replaced', () => {
  const { bank } = installed({ prompts: 1, samples: 320 });
  const before = bank.lookup(WELCOME);
  assert.not(bank.replace([WELCOME], sound(321, 2)), 'too many samples');
  assert.is(bank.lookup(WELCOME), before);
  assert.ok(bank.replace([WELCOME], sound(320, 2)));
  assert.not(bank.replace([WELCOME], sound(1, 2)), 'too many prompts');
  assert.not(installed().bank.replace([WELCOME], sound(1, 2)), 'no spare room at all');
});

test.run();
