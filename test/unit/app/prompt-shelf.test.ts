import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { FilePromptShelf } from '../../../src/app/prompt-shelf.js';
import { writeWav } from '../../../src/audio/wav.js';
import { PROMPT_SAMPLE_RATE_HZ } from '../../../src/ivr/prompt-library.js';

const test = suite('the recordings behind the prompts');

const soundOf = (level: number): Int16Array => new Int16Array(8_000).fill(level);
const fileOf = (samples: Int16Array): Buffer =>
  Buffer.from(writeWav({ sampleRateHz: PROMPT_SAMPLE_RATE_HZ, samples }));

let folder: string;
let playing: Int16Array;
let shelf: FilePromptShelf;
test.before.each(() => {
  folder = mkdtempSync(join(tmpdir(), 'huitong-prompts-'));
  const bank = { replace: (_names: unknown, samples: Int16Array) => (playing = samples).length > 0 };
  shelf = new FilePromptShelf(join(folder, 'own'), bank, join(folder, 'shipped'));
});
test.after.each(() => rmSync(folder, { recursive: true, force: true }));

test('of several recordings that come for one prompt at once, the one that is kept is the one that plays', async () => {
  const [prompt] = shelf.prompts;
  for (let round = 0; round < 10; round++) {
    const sent = [1, 2, 3, 4].map((n) => shelf.replace(prompt!, soundOf(100 * round + n)));
    assert.equal(await Promise.all(sent), ['now', 'now', 'now', 'now']);
    assert.is(Buffer.compare((await shelf.read(prompt!))!, fileOf(playing)), 0);
  }
});

test('a recording that comes while another is given up replaces it on the disk and in memory', async () => {
  const [prompt] = shelf.prompts;
  const shipped = join(folder, 'shipped', prompt!.file);
  mkdirSync(dirname(shipped), { recursive: true });
  writeFileSync(shipped, fileOf(soundOf(7)));
  for (let round = 0; round < 10; round++) {
    await Promise.all([shelf.replace(prompt!, soundOf(8)), shelf.restore(prompt!)]);
    assert.equal([shelf.isReplaced(prompt!), playing[0]], [false, 7]);
    await Promise.all([shelf.restore(prompt!), shelf.replace(prompt!, soundOf(9))]);
    assert.equal([shelf.isReplaced(prompt!), playing[0]], [true, 9]);
  }
});

test('a disk that refuses one recording does not hold up the next', async () => {
  const [prompt] = shelf.prompts;
  writeFileSync(join(folder, 'own'), 'in the way');
  const refused = shelf.replace(prompt!, soundOf(1)).catch(() => 'refused');
  assert.is(await refused, 'refused');
  rmSync(join(folder, 'own'));
  assert.is(await shelf.replace(prompt!, soundOf(2)), 'now');
});

test.run();
