import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { decodeG711, encodeG711, G711_LAW, SILENCE_CODE, type G711Law } from '../../../src/audio/g711.js';
import { projectRoot } from '../../../src/base/project-root.js';

const test = suite('g711');

/** ITU-T G.191 vectors: 16-bit words, least significant byte first. */
function vector(name: string): Int16Array {
  const file = readFileSync(join(projectRoot, 'test/fixtures/g711', name));
  return Int16Array.from({ length: file.length / 2 }, (_, index) => file.readInt16LE(2 * index));
}

const differences = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).filter((value, index) => value !== b[index]).length;

const LAWS: readonly (readonly [name: string, law: G711Law, codes: string, decoded: string])[] = [
  ['A-law', G711_LAW.PCMA, 'sweep-r.a', 'sweep-r.rea'],
  ['µ-law', G711_LAW.PCMU, 'sweep-r.u', 'sweep-r.reu'],
];

for (const [name, law, codeFile, decodedFile] of LAWS) {
  test(`${name} matches the ITU vectors for all 65,536 samples`, () => {
    const source = vector('sweep.src');
    assert.is(new Set(source).size, 65_536);
    const codes = encodeG711(law, source);
    assert.is(differences(codes, vector(codeFile)), 0);
    assert.is(differences(decodeG711(law, codes), vector(decodedFile)), 0);
  });

  test(`${name} code words survive decoding and encoding`, () => {
    const codes = Uint8Array.from({ length: 256 }, (_, code) => code);
    const again = encodeG711(law, decodeG711(law, codes));
    const changed = codes.filter((code) => again[code] !== code);
    // µ-law has two zeros; negative zero comes back as the positive one.
    assert.equal([...changed], law === G711_LAW.PCMA ? [] : [0x7f]);
  });

  test(`${name} has its own word for silence`, () => {
    assert.is(encodeG711(law, new Int16Array(1))[0], SILENCE_CODE[law]);
  });
}

test.run();
