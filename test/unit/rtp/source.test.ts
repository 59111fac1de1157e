import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import * as S from '../../../src/rtp/source.js';

const test = suite('source');
const SSRC = 7;

class Source {
  readonly state = new Int32Array(S.SOURCE_INTS);
  constructor() {
    S.sourceReset(this.state, 0);
  }
  accept(sequence: number, ssrc = SSRC): number {
    return S.sourceAccept(this.state, 0, ssrc, sequence & 0xffff);
  }
  get lost(): number {
    return S.packetsLost(this.state, 0);
  }
  get duplicates(): number {
    return S.packetsDuplicate(this.state, 0);
  }
}

test('the sequence number wraps without a loss', () => {
  const source = new Source();
  for (let i = 65_500; i < 65_600; i++) source.accept(i);
  assert.is(source.lost, 0);
  assert.is(source.duplicates, 0);
});

test('gaps are losses until the late packet comes', () => {
  const source = new Source();
  source.accept(65_534);
  source.accept(2);
  assert.is(source.lost, 3);
  assert.is(source.accept(65_535), S.SOURCE_REORDERED);
  assert.is(source.lost, 2);
});

test('duplicates are told however far back, within 64', () => {
  for (const back of [0, 1, 2, 31, 32, 33, 40, 63]) {
    const source = new Source();
    for (let i = 0; i < 200; i++) source.accept(i);
    assert.is(source.accept(199 - back), S.SOURCE_DUPLICATE, `${back} back`);
    assert.is(source.duplicates, 1);
    assert.is(source.lost, 0);
  }
});

test('a reordered packet counts once, its copy is a duplicate, across every gap', () => {
  for (let gap = 2; gap < 64; gap++) {
    const source = new Source();
    source.accept(100);
    source.accept(100 + gap);
    assert.is(source.accept(101), S.SOURCE_REORDERED, `gap ${gap}`);
    assert.is(source.accept(101), S.SOURCE_DUPLICATE, `gap ${gap}`);
    assert.is(source.accept(100), S.SOURCE_DUPLICATE, `gap ${gap}`);
  }
});

test('a new source is taken at once, stragglers of the old one do not bring it back', () => {
  const source = new Source();
  source.accept(10);
  source.accept(11);
  assert.is(source.accept(5000, 8), S.SOURCE_RESTARTED);
  assert.is(source.accept(12), S.SOURCE_STRAY);
  assert.is(source.accept(5001, 8), S.SOURCE_NEXT);
  for (let i = 13; i < 16; i++) assert.is(source.accept(i), S.SOURCE_STRAY);
  assert.is(source.accept(16), S.SOURCE_RESTARTED, 'four in a row are no stragglers');
  assert.is(source.lost, 0);
});

test('a jump is believed when the next packet confirms it', () => {
  const source = new Source();
  source.accept(10);
  assert.is(source.accept(30_000), S.SOURCE_STRAY);
  assert.is(source.accept(11), S.SOURCE_NEXT);
  assert.is(source.accept(40_000), S.SOURCE_STRAY);
  assert.is(source.accept(40_001), S.SOURCE_RESTARTED);
  assert.is(source.accept(40_002), S.SOURCE_NEXT);
});

test('jitter settles at the mean difference of transit times', () => {
  const source = new Source();
  for (let i = 0; i < 2000; i++) S.sourceJitter(source.state, 0, i * 160, i * 160 + (i % 2) * 80);
  assert.ok(Math.abs(S.jitterTicks(source.state, 0) - 80) < 2);
});

test.run();
