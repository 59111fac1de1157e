import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { below, seededRandom } from '../../../src/base/random.js';
import {
  COMPOUND_BYTES_MAX,
  FACT_DELAY,
  FACT_INTS,
  FACT_LAST_SENT,
  FACT_LOST,
  FACT_NTP_MIDDLE,
  FACT_REPORTS,
  FACT_SENDS,
  readCompound,
  rtcpPortOf,
  writeDescription,
  writeGoodbye,
  writeReceiverReport,
  writeReportBlock,
  writeSenderReport,
} from '../../../src/rtp/rtcp.js';

const test = suite('rtcp');

const OURS = 0x11223344;
const facts = new Int32Array(FACT_INTS);

const bytesOf = (...lines: readonly string[]): Uint8Array =>
  Uint8Array.from(Buffer.from(lines.join('').replaceAll(' ', ''), 'hex'));
const read = (bytes: Uint8Array, ssrc = OURS): boolean => readCompound(bytes, 0, bytes.length, ssrc, facts);

/** SR of cafebabe with a block about another source and one about us, SDES, an APP that nobody knows, BYE. */
const SENDER = [
  '82 c8 0012  cafebabe  e1f2a3b4 c5d60000  00001000  0000000a 00000640',
  'deadbeef  00 000001  00010005  00000008  00000000  00000000',
  '11223344  40 000102  00020007  00000010  a3b4c5d5  00018000',
];
const DESCRIPTION = '81 ca 0003  cafebabe  01 05 612e626f62 00';
const APPLICATION = '80 cc 0002  cafebabe  41424344';
const GOODBYE = '81 cb 0001  cafebabe';
const COMPOUND = bytesOf(...SENDER, DESCRIPTION, APPLICATION, GOODBYE);

test('a compound packet tells what the peer sent, and what it says about us', () => {
  assert.ok(read(COMPOUND));
  assert.is(facts[FACT_SENDS], 1);
  assert.is(facts[FACT_NTP_MIDDLE]! >>> 0, 0xa3b4c5d6);
  assert.is(facts[FACT_REPORTS], 1);
  assert.is(facts[FACT_LOST], 0x102);
  assert.is(facts[FACT_LAST_SENT]! >>> 0, 0xa3b4c5d5);
  assert.is(facts[FACT_DELAY], 0x18000);
});

test('a report about others says nothing about us', () => {
  assert.ok(read(COMPOUND, 0x55667788));
  assert.is(facts[FACT_REPORTS], 0);
  assert.is(facts[FACT_LOST], 0);
});

test('a negative loss stays negative: duplicates are more than was sent', () => {
  const block = '11223344  00 fffffe  00000001  00000000  00000000  00000000';
  assert.ok(read(bytesOf('81 c9 0007  cafebabe', block)));
  assert.is(facts[FACT_SENDS], 0);
  assert.is(facts[FACT_LOST], -2);
});

test('an empty receiver report alone is taken', () => {
  assert.ok(read(bytesOf('80 c9 0001  cafebabe')));
  assert.is(facts[FACT_REPORTS], 0);
});

test('what RFC 3550 §A.2 forbids is refused', () => {
  const refused: Readonly<Record<string, string>> = {
    empty: '',
    'shorter than a header': '80 c9',
    'version 1': '40 c9 0001 cafebabe',
    'version 1 further on': '80 c9 0001 cafebabe 40 ca 0000',
    'no report first': DESCRIPTION,
    'padding in the first of several': 'a0 c9 0001 cafebabe 80 ca 0000',
    'longer than the datagram': '80 c9 0002 cafebabe',
    'shorter than the datagram': '80 c9 0001 cafebabe 80ca',
    'fewer words than blocks': '81 c9 0001 cafebabe',
    'a sender report without its sender part': '80 c8 0001 cafebabe',
  };
  for (const [why, hex] of Object.entries(refused)) assert.not.ok(read(bytesOf(hex)), why);
});

test('no datagram, whatever its bytes, is read beyond its end', () => {
  const random = seededRandom(24);
  const around = new Uint8Array(256);
  let taken = 0;
  for (let round = 0; round < 40_000; round++) {
    const packet = COMPOUND.slice(0, below(random, COMPOUND.length + 1));
    for (let flips = below(random, 4); flips > 0 && packet.length > 0; flips--)
      packet[below(random, packet.length)] = random.u32();
    // The same packet among zeros and among ones must say the same: nothing around it counts.
    around.fill(0).set(packet, 8);
    const first = readCompound(around, 8, packet.length, OURS, facts);
    const said = facts.slice();
    around.fill(0xff).set(packet, 8);
    assert.is(readCompound(around, 8, packet.length, OURS, facts), first);
    if (!first) continue;
    assert.equal([...facts], [...said]);
    taken += 1;
  }
  assert.ok(taken > 1000, 'some are still sound');
});

test('what is written is what the RFC draws', () => {
  const bytes = new Uint8Array(COMPOUND_BYTES_MAX + 4);
  let end = writeSenderReport(bytes, 0, OURS, 0x01020304, 0x05060708 | 0, 0x00a0, 10, 1600, 1);
  end = writeReportBlock(bytes, end, 0xcafebabe | 0, 64, 258, 0x20007, 16, 0xa3b4c5d6 | 0, 0x18000);
  end = writeDescription(bytes, end, OURS, Int32Array.of(0, 0x0123abcd, -1, 7), 1);
  end = writeGoodbye(bytes, end, OURS);
  assert.is(end, COMPOUND_BYTES_MAX);
  const name = Buffer.from('0123abcdffffffff00000007').toString('hex');
  assert.is(
    Buffer.from(bytes.subarray(0, end)).toString('hex'),
    Buffer.from(
      bytesOf(
        '81 c8 000c  11223344  01020304 05060708  000000a0  0000000a 00000640',
        'cafebabe  40 000102  00020007  00000010  a3b4c5d6  00018000',
        '81 ca 0008  11223344  01 18',
        name,
        '0000',
        '81 cb 0001  11223344',
      ),
    ).toString('hex'),
  );
  assert.ok(readCompound(bytes, 0, end, 0xcafebabe | 0, facts));
  assert.is(facts[FACT_LOST], 258);
});

test('a receiver report is shorter, and losses are bounded by 24 bits', () => {
  const bytes = new Uint8Array(32);
  const end = writeReportBlock(bytes, writeReceiverReport(bytes, 0, 1, 1), OURS, 0, 0x900000, 0, 0, 0, 0);
  assert.is(end, 32);
  assert.is(Buffer.from(bytes.subarray(0, 16)).toString('hex'), '81c900070000000111223344007fffff');
  assert.ok(read(bytes));
});

test('RTCP is on the port behind, where there is one', () => {
  assert.equal([rtcpPortOf(4000), rtcpPortOf(65_535), rtcpPortOf(0)], [4001, 0, 0]);
});

test.run();
