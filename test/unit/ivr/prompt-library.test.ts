import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { levelOf, sineAmplitude } from '../../../src/audio/level.js';
import { writeWav } from '../../../src/audio/wav.js';
import { projectRoot } from '../../../src/base/project-root.js';
import { PROMPT_IDS, SPOKEN_PROMPTS } from '../../../src/ivr/prompt-id.js';
import { loadPrompts, PROMPT_SAMPLE_RATE_HZ, promptFiles } from '../../../src/ivr/prompt-library.js';
import {
  activeLevelDbm0,
  PROMPT_LEVEL_DBM0,
  PROMPT_LEVEL_TOLERANCE_DB,
} from '../../../src/ivr/prompt-level.js';
import { PROMPT_LANGUAGES, PROMPT_TABLE } from '../../../src/ivr/prompt-table.js';

const test = suite('prompt library');

const shipped = loadPrompts();
const samplesOf = (id: string, language = 'zh-CN', prompts = shipped.prompts): Int16Array =>
  prompts.find((prompt) => prompt.id === id && prompt.language === language)!.samples;

let folder: string;
test.before.each(() => {
  folder = mkdtempSync(join(tmpdir(), 'huitong-prompts-'));
  for (const name of [...PROMPT_LANGUAGES, 'tones']) mkdirSync(join(folder, name));
});
test.after.each(() => rmSync(folder, { recursive: true }));

const sineWav = (levelDbm0: number, sampleRateHz = PROMPT_SAMPLE_RATE_HZ): Uint8Array => {
  const sine = (_: unknown, i: number): number => Math.round(sineAmplitude(levelDbm0) * Math.sin(i / 3));
  return writeWav({ sampleRateHz, samples: Int16Array.from({ length: 4000 }, sine) });
};

test('every prompt of the table is there in every language it has words for', () => {
  assert.equal(shipped.faults, []);
  assert.equal(new Set(shipped.prompts.map(({ id }) => id)), new Set(PROMPT_IDS));
  for (const { id, ...words } of SPOKEN_PROMPTS) {
    const languages = shipped.prompts.filter((prompt) => prompt.id === id).map(({ language }) => language);
    assert.equal(languages, [...('zh' in words ? ['zh-CN'] : []), ...('en' in words ? ['en'] : [])], id);
  }
});

test('no shipped file is without a prompt', () => {
  const files = readdirSync(join(projectRoot, 'prompts'), { recursive: true, encoding: 'utf8' });
  const wavs = files.filter((file) => file.endsWith('.wav'));
  assert.equal(
    wavs.toSorted(),
    promptFiles()
      .map(({ file }) => file)
      .toSorted(),
  );
});

test('the pinyin of a prompt has one toned syllable for each character, digit and #', () => {
  for (const [id, entry] of Object.entries(PROMPT_TABLE)) {
    if (entry === 'sound' || entry.zh === undefined) continue;
    const syllables = entry.zh.pinyin.replaceAll(',', '').split(' ');
    // 「#号」 is spoken 井号.
    assert.is(syllables.length, entry.zh.text.replaceAll(',', '').length, id);
    for (const syllable of syllables) assert.match(syllable, /^[a-z]+[1-5]$/, id);
  }
});

test('speech is at −20 dBm0 within 1 dB, and never clipped', () => {
  for (const { id, language, samples } of shipped.prompts) {
    if (PROMPT_TABLE[id] === 'sound') continue;
    const level = activeLevelDbm0(samples);
    assert.ok(
      Math.abs(level - PROMPT_LEVEL_DBM0) <= PROMPT_LEVEL_TOLERANCE_DB,
      `${language}/${id}: ${level}`,
    );
    assert.ok(
      samples.every((sample) => Math.abs(sample) < 32_767),
      `${language}/${id} is clipped`,
    );
  }
});

test('speech lasts as long as its syllables need and begins and ends without a pause', () => {
  for (const { id, language, samples } of shipped.prompts) {
    const entry = PROMPT_TABLE[id];
    if (entry === 'sound') continue;
    const syllables = language === 'zh-CN' ? entry.zh!.pinyin.split(' ').length : entry.en!.length / 3.5;
    const seconds = samples.length / PROMPT_SAMPLE_RATE_HZ;
    const each = seconds / syllables;
    assert.ok(
      each > 0.12 && each < 0.75 + 0.5 / syllables,
      `${language}/${id}: ${seconds} s for ${syllables} syllables`,
    );
    const edges = [samples.subarray(0, 1600), samples.subarray(-1600)];
    for (const edge of edges) assert.ok(levelOf(edge) > -50, `${language}/${id} has a silent edge`);
  }
});

test('the test tone is 1004 Hz at −16 dBm0 and loops without a seam', () => {
  const tone = samplesOf('tone-1004');
  assert.is(tone.length, PROMPT_SAMPLE_RATE_HZ);
  assert.ok(Math.abs(levelOf(tone) + 16) < 0.01, String(levelOf(tone)));
  const sine = (i: number): number =>
    sineAmplitude(-16) * Math.sin((2 * Math.PI * 1004 * i) / PROMPT_SAMPLE_RATE_HZ);
  for (const i of [0, 1, 4000, 7999]) assert.ok(Math.abs(tone[i]! - sine(i)) <= 1);
});

test('hold music lasts 10 to 20 s, is soft, and its end runs into its beginning', () => {
  const music = samplesOf('hold-music', 'en');
  const seconds = music.length / PROMPT_SAMPLE_RATE_HZ;
  assert.ok(seconds >= 10 && seconds <= 20);
  assert.ok(Math.abs(levelOf(music) + 24) < 1);
  const steps = music.slice(1).map((sample, i) => Math.abs(sample - music[i]!));
  const steepest = steps.reduce((most, step) => Math.max(most, step), 0);
  assert.ok(Math.abs(music[0]! - music.at(-1)!) <= steepest);
});

test('the ringing tone is 450 Hz for 1 s, then 4 s of silence', () => {
  const ringing = samplesOf('ringback');
  assert.is(ringing.length, 5 * PROMPT_SAMPLE_RATE_HZ);
  assert.ok(levelOf(ringing.subarray(0, 8000)) > -21);
  assert.ok(ringing.subarray(8000).every((sample) => sample === 0));
});

test('a recording of the same name in the override folder replaces a prompt in its language alone', () => {
  writeFileSync(join(folder, 'zh-CN', 'welcome.wav'), sineWav(-20));
  const { prompts, faults } = loadPrompts({ overrideFolder: folder });
  assert.equal(faults, []);
  assert.is(samplesOf('welcome', 'zh-CN', prompts).length, 4000);
  assert.equal(samplesOf('welcome', 'en', prompts), samplesOf('welcome', 'en'));
  assert.is(prompts.length, shipped.prompts.length);
});

test('a replaced sound is heard in both languages', () => {
  writeFileSync(join(folder, 'tones', 'tone-entry.wav'), sineWav(-20));
  const { prompts } = loadPrompts({ overrideFolder: folder });
  for (const language of PROMPT_LANGUAGES) assert.is(samplesOf('tone-entry', language, prompts).length, 4000);
});

test('a recording at the wrong rate is reported and the shipped one stays', () => {
  const file = join(folder, 'en', 'muted.wav');
  writeFileSync(file, sineWav(-20, 16_000));
  const { prompts, faults } = loadPrompts({ overrideFolder: folder });
  assert.is(faults[0]?.code, 'PROMPT_FORMAT_UNSUPPORTED');
  assert.match(faults[0]!.message, '16000 Hz');
  assert.equal(samplesOf('muted', 'en', prompts), samplesOf('muted', 'en'));
});

test('a file that is no WAV is reported and the shipped one stays', () => {
  writeFileSync(join(folder, 'en', 'muted.wav'), 'not a recording');
  const { prompts, faults } = loadPrompts({ overrideFolder: folder });
  assert.equal(
    faults.map(({ code }) => code),
    ['PROMPT_MALFORMED'],
  );
  assert.is(prompts.length, shipped.prompts.length);
});

test('a recording that is too loud is used and reported', () => {
  writeFileSync(join(folder, 'en', 'muted.wav'), sineWav(-12));
  const { prompts, faults } = loadPrompts({ overrideFolder: folder });
  assert.equal(
    faults.map(({ code }) => code),
    ['PROMPT_LEVEL_OFF'],
  );
  assert.is(samplesOf('muted', 'en', prompts).length, 4000);
});

test('a misspelt name and a missing override folder are reported', () => {
  writeFileSync(join(folder, 'en', 'welcom.wav'), sineWav(-20));
  assert.equal(
    loadPrompts({ overrideFolder: folder }).faults.map(({ code }) => code),
    ['PROMPT_UNKNOWN'],
  );
  const { prompts, faults } = loadPrompts({ overrideFolder: join(folder, 'nowhere') });
  assert.equal(
    faults.map(({ code }) => code),
    ['PROMPT_FOLDER_MISSING'],
  );
  assert.is(prompts.length, shipped.prompts.length);
});

test('a shipped file that is gone is reported and the others are loaded', () => {
  copyFileSync(join(projectRoot, 'prompts', 'en', 'muted.wav'), join(folder, 'en', 'muted.wav'));
  const { prompts, faults } = loadPrompts({ folder });
  assert.is(prompts.length, 1);
  assert.is(faults.length, promptFiles().length - 1);
  assert.ok(faults.every(({ code }) => code === 'PROMPT_MISSING'));
});

test.run();
