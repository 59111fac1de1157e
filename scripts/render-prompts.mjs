// `npm run prompts`: renders every prompt of src/ivr/prompt-table.ts once, as 8 kHz 16-bit mono WAV at −20 dBm0, to
// prompts/<language>/<id>.wav, and the made sounds to prompts/tones/<id>.wav. The files are committed; this runs only
// when words change. Needs espeak-ng and sox. Words on the command line pick prompts by id.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';

await build();
const { writeWav } = await import('../dist/src/audio/wav.js');
const { PROMPT_SAMPLE_RATE_HZ } = await import('../dist/src/ivr/prompt-library.js');
const { activeLevelDbm0, PROMPT_LEVEL_DBM0 } = await import('../dist/src/ivr/prompt-level.js');
const { PROMPT_TABLE } = await import('../dist/src/ivr/prompt-table.js');
const { SOUNDS } = await import('./lib/prompt-sounds.mjs');

/** Debian 12's plain `cmn` voice speaks digits for Chinese characters; the pinyin voice reads toned syllables. */
const VOICES = { 'zh-CN': ['cmn-latn-pinyin', '150'], en: ['en-us', '150'] };
/** The telephone band, then without the silence at both ends but for 20 ms. */
const TRIM = ['silence', '1', '0.005', '-50d'];
const EFFECTS = [
  'highpass',
  '200',
  'rate',
  '-h',
  String(PROMPT_SAMPLE_RATE_HZ),
  ...TRIM,
  'reverse',
  ...TRIM,
  'reverse',
  'pad',
  '0.02',
  '0.02',
];

const wanted = process.argv.slice(2);
const isWanted = (id) => wanted.length === 0 || wanted.includes(id);
// A full run leaves no file behind whose prompt is gone.
if (wanted.length === 0) rmSync('prompts', { recursive: true, force: true });
let files = 0;
let bytes = 0;

for (const [id, entry] of Object.entries(PROMPT_TABLE).filter(([id]) => isWanted(id))) {
  if (entry === 'sound') continue;
  if (entry.zh) write('zh-CN', id, speak('zh-CN', entry.zh.pinyin));
  if (entry.en) write('en', id, speak('en', entry.en));
}
for (const [id, make] of Object.entries(SOUNDS).filter(([id]) => isWanted(id))) {
  write(
    'tones',
    id,
    Int16Array.from(make(), (sample) => Math.round(sample)),
  );
}
console.log(`${files} files, ${(bytes / 1e6).toFixed(1)} MB`);

function speak(language, text) {
  const [voice, wordsPerMinute] = VOICES[language];
  const spoken = execFileSync('espeak-ng', ['-v', voice, '-s', wordsPerMinute, '--stdout', text]);
  const raw = ['-t', 'raw', '-e', 'signed', '-b', '16', '-c', '1', '-'];
  const telephone = execFileSync('sox', ['-D', '-t', 'wav', '-', ...raw, ...EFFECTS], {
    input: spoken,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  return level(new Int16Array(Uint8Array.from(telephone).buffer), text);
}

function level(samples, text) {
  const gain = 10 ** ((PROMPT_LEVEL_DBM0 - activeLevelDbm0(samples)) / 20);
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  if (peak * gain > 32767) throw new Error(`${text}: peaks do not fit at ${PROMPT_LEVEL_DBM0} dBm0`);
  return samples.map((sample) => Math.round(sample * gain));
}

function write(folder, id, samples) {
  mkdirSync(join('prompts', folder), { recursive: true });
  const wav = writeWav({ sampleRateHz: PROMPT_SAMPLE_RATE_HZ, samples });
  writeFileSync(join('prompts', folder, `${id}.wav`), wav);
  files++;
  bytes += wav.length;
}
