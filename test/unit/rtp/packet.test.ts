import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { seededRandom, below } from '../../../src/base/random.js';
import * as P from '../../../src/rtp/packet.js';

const test = suite('packet');
const header = new Int32Array(P.HEADER_INTS);

function packet(payload: number, first = 0x80): Uint8Array {
  const bytes = new Uint8Array(P.RTP_HEADER_BYTES + payload);
  P.writeHeader(bytes, 0, 8, true, 0xabcd, 0xdeadbeef | 0, 0xcafebabe | 0);
  bytes[0] = first;
  return bytes;
}
const parse = (bytes: Uint8Array): number => P.parsePacket(bytes, 0, bytes.length, header);

test('what is written is read back, with the highest bits set', () => {
  assert.is(parse(packet(160)), P.PARSED);
  assert.equal([...header], [8, 1, 0xabcd, 0xdeadbeef | 0, 0xcafebabe | 0, 12, 160]);
});

test('padding, extension and contributing sources are taken off', () => {
  const bytes = new Uint8Array(12 + 2 * 4 + 4 + 3 * 4 + 160 + 5);
  P.writeHeader(bytes, 0, 0, false, 1, 2, 3);
  bytes[0] = 0x80 | 0x20 | 0x10 | 2;
  bytes[12 + 8 + 3] = 3;
  bytes[bytes.length - 1] = 5;
  assert.is(parse(bytes), P.PARSED);
  assert.is(header[P.HEADER_PAYLOAD], 12 + 8 + 4 + 12);
  assert.is(header[P.HEADER_PAYLOAD_LENGTH], 160);
});

test('lengths that reach beyond the packet are refused', () => {
  assert.is(parse(packet(0).subarray(0, 11)), P.NOT_RTP);
  assert.is(parse(packet(3, 0x81)), P.NOT_RTP, 'one contributing source, three bytes');
  assert.is(parse(packet(3, 0x90)), P.NOT_RTP, 'extension without its header');
  const longExtension = packet(8, 0x90);
  longExtension[15] = 2;
  assert.is(parse(longExtension), P.NOT_RTP);
  const padded = packet(4, 0xa0);
  padded[15] = 5;
  assert.is(parse(padded), P.NOT_RTP, 'more padding than payload');
  padded[15] = 0;
  assert.is(parse(padded), P.NOT_RTP, 'padding that does not count itself');
});

test('other versions are refused, RTCP on the same port is told apart', () => {
  assert.is(parse(packet(160, 0x40)), P.NOT_RTP);
  const report = packet(20);
  report[1] = 200;
  assert.is(parse(report), P.IS_RTCP);
});

test('any bytes leave the payload inside the packet', () => {
  const random = seededRandom(3);
  for (let i = 0; i < 20_000; i++) {
    const bytes = Uint8Array.from({ length: below(random, 60) }, () => below(random, 256));
    if (parse(bytes) !== P.PARSED) continue;
    assert.ok(header[P.HEADER_PAYLOAD]! >= 12 && header[P.HEADER_PAYLOAD_LENGTH]! >= 0);
    assert.ok(header[P.HEADER_PAYLOAD]! + header[P.HEADER_PAYLOAD_LENGTH]! <= bytes.length);
  }
});

test.run();
