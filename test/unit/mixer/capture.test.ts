import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { decodeG711, G711_LAW } from '../../../src/audio/g711.js';
import { CaptureWriter, type CaptureEvent } from '../../../src/mixer/capture/capture-writer.js';
import { CAPTURE_CELLS } from '../../../src/mixer/shared/layout.js';
import { BENCH_ADDRESS, legId, MixerBench } from '../../support/mixer-bench.js';
import { readPcap, type ReadPacket } from '../../support/pcap-reader.js';
import { EVENT_TYPE } from '../../support/test-phone.js';
import { amplitudeOf } from '../../support/tone.js';

const test = suite('capture of packets');
let folder: string;
test.before.each(() => void (folder = mkdtempSync(join(tmpdir(), 'huitong-capture-'))));
test.after.each(() => rmSync(folder, { recursive: true, force: true }));

class Stage {
  readonly bench = new MixerBench({ workers: 2 });
  readonly written: CaptureEvent[] = [];
  readonly writer = new CaptureWriter(this.bench.mixer.memory, (event) => void this.written.push(event));

  start(capture: number, leg: string): void {
    const local = { address: BENCH_ADDRESS, port: this.bench.portOf(leg) };
    this.writer.handle({ type: 'open-capture', capture, file: fileOf(capture), local });
    this.bench.mixer.send({ type: 'capture-packets', leg: legId(leg), capture });
    this.bench.run(20);
  }

  stop(capture: number, leg: string): void {
    this.bench.mixer.send({ type: 'capture-packets', leg: legId(leg), capture: 0 });
    this.bench.run(20);
    this.writer.handle({ type: 'close-capture', capture });
    this.writer.poll();
  }

  get lost(): number {
    return [0, 1].reduce((sum, worker) => sum + this.bench.mixer.counts(worker).capturePacketsLost, 0);
  }
}
const fileOf = (capture: number): string => join(folder, `${capture}.pcap`);
const packetsOf = (capture: number): readonly ReadPacket[] => readPcap(readFileSync(fileOf(capture)));
const isReport = ({ payload }: ReadPacket): boolean => payload[1]! >= 200 && payload[1]! <= 204;
const isKey = ({ payload }: ReadPacket): boolean => (payload[1]! & 0x7f) === EVENT_TYPE;

/** What somebody hears who plays these packets. */
const soundOf = (packets: readonly ReadPacket[]): Int16Array =>
  decodeG711(
    G711_LAW.PCMA,
    Buffer.concat(
      packets
        .filter((packet) => !isReport(packet) && !isKey(packet))
        .map(({ payload }) => payload.subarray(12)),
    ),
  );

test('what a leg says and hears is in the file, each way with its own tone', () => {
  const stage = new Stage();
  const { bench } = stage;
  const phone = bench.phone('a', { frequencyHz: 440 });
  bench.phone('b', { frequencyHz: 1_000 });
  for (const name of ['a', 'b']) bench.join(name);
  bench.run(500);
  stage.start(1, 'a');
  bench.run(2_000);
  stage.stop(1, 'a');
  const own = `${BENCH_ADDRESS}:${bench.portOf('a')}`;
  const peer = `${phone.address}:${phone.port}`;
  const said = packetsOf(1).filter(({ from, to }) => from === peer && to === own);
  const heard = packetsOf(1).filter(({ from, to }) => from === own && to === peer);
  for (const packets of [said, heard]) assert.ok(Math.abs(packets.length - 100) <= 3, `${packets.length}`);
  assert.ok(amplitudeOf(soundOf(said), 440) > 5_000);
  assert.ok(amplitudeOf(soundOf(said), 1_000) < 100);
  assert.ok(amplitudeOf(soundOf(heard), 1_000) > 5_000);
  assert.ok(amplitudeOf(soundOf(heard), 440) < 100);
  const [event] = stage.written;
  assert.equal([event?.packets, event?.fault, stage.lost], [packetsOf(1).length, undefined, 0]);
});

test('reports are in it, on the ports beside the audio', () => {
  const stage = new Stage();
  stage.bench.phone('a');
  stage.bench.run(100);
  stage.start(1, 'a');
  stage.bench.run(12_000);
  stage.stop(1, 'a');
  const reports = packetsOf(1).filter(isReport);
  assert.ok(reports.length >= 1);
  for (const { from } of reports) assert.is(from, `${BENCH_ADDRESS}:${stage.bench.portOf('a') + 1}`);
});

test('what else comes to its port is in it, too', () => {
  const stage = new Stage();
  stage.bench.phone('a');
  stage.bench.run(100);
  stage.start(1, 'a');
  stage.bench.net.send(Buffer.from('no RTP'), '10.9.9.9', 7_000, BENCH_ADDRESS, stage.bench.portOf('a'));
  stage.bench.run(100);
  stage.stop(1, 'a');
  const [stranger] = packetsOf(1).filter(({ from }) => from === '10.9.9.9:7000');
  assert.is(stranger?.payload.toString(), 'no RTP');
});

test('keys are seen, but not which', () => {
  const stage = new Stage();
  const phone = stage.bench.phone('a');
  stage.bench.run(100);
  stage.start(1, 'a');
  phone.sendEvent(7, 8_000, 800, false, true);
  phone.sendEvent(7, 8_000, 1_600, true);
  stage.bench.mixer.send({ type: 'send-digits', leg: legId('a'), digits: '5', onMs: 100, offMs: 60 });
  stage.bench.run(1_000);
  stage.stop(1, 'a');
  const keys = packetsOf(1).filter(isKey);
  assert.is(new Set(keys.map(({ from }) => from)).size, 2, 'both ways');
  assert.equal([...new Set(keys.map(({ payload }) => payload[12]))], [0xff]);
  assert.equal(
    stage.bench.eventsOf('digit').map(({ key }) => key),
    ['7'],
    'whoever keyed it is understood',
  );
});

test('a key is hidden wherever it stands, also one that was not agreed on', () => {
  const stage = new Stage();
  const phone = stage.bench.phone('a');
  stage.bench.run(100);
  stage.start(1, 'a');
  const key = '078a0320';
  const packets = [
    // Behind a contributing source, behind an extension, behind both; two keys in one packet.
    `81 65 0001 00000001 00000002 00000003 ${key}`,
    `90 65 0002 00000001 00000002 bede0001 10ff0000 ${key}`,
    `91 65 0003 00000001 00000002 00000003 bede0001 10ff0000 ${key}`,
    `80 65 0004 00000001 00000002 ${key} ${key}`,
    // Its padding is longer than the packet: where the key stands is not known.
    `a0 65 0005 00000001 00000002 00000003 ${key}`,
    // Not agreed on.
    `80 60 0006 00000001 00000002 ${key}`,
    `81 e0 0007 00000001 00000002 00000003 ${key}`,
  ].map((text) => Buffer.from(text.replaceAll(' ', ''), 'hex'));
  for (const packet of packets)
    stage.bench.net.send(packet, phone.address, phone.port, BENCH_ADDRESS, stage.bench.portOf('a'));
  const audio = Buffer.from(`8060000800000001000000020${'7'.repeat(319)}`, 'hex');
  stage.bench.net.send(audio, phone.address, phone.port, BENCH_ADDRESS, stage.bench.portOf('a'));
  stage.bench.run(100);
  stage.stop(1, 'a');
  const odd = packetsOf(1).filter(({ payload }) => payload.readUInt32BE(4) === 1);
  assert.is(odd.length, packets.length + 1);
  for (const { payload } of odd) {
    const isShort = payload.length < 100;
    assert.is(payload.includes(Buffer.from('078a', 'hex')), false, payload.toString('hex'));
    assert.ok(isShort || payload.equals(audio), 'what is longer is no key');
  }
});

test('only the legs that are captured are, each in its file, also after a move to another worker', () => {
  const stage = new Stage();
  const { bench } = stage;
  for (const name of ['a', 'b', 'c', 'd']) bench.phone(name);
  bench.run(100);
  stage.start(1, 'a');
  stage.start(2, 'b');
  for (const name of ['a', 'b', 'c', 'd']) bench.join(name);
  bench.run(1_000);
  assert.ok(bench.mixer.front.counters.get('moves') > 0);
  stage.stop(1, 'a');
  stage.stop(2, 'b');
  for (const [capture, name] of [
    [1, 'a'],
    [2, 'b'],
  ] as const) {
    const packets = packetsOf(capture);
    assert.ok(packets.length > 90, `${packets.length}`);
    for (const { from, to } of packets)
      assert.ok(
        [from, to].some((one) => one.startsWith(`${BENCH_ADDRESS}:${bench.portOf(name)}`)),
        `${from} ${to}`,
      );
  }
});

test('a writer that falls behind loses packets, which is counted, and the sound goes on', () => {
  const stage = new Stage();
  const { bench } = stage;
  const phone = bench.phone('a', { amplitude: 0 });
  bench.phone('b', { frequencyHz: 500 });
  for (const name of ['a', 'b']) bench.join(name);
  bench.run(100);
  stage.start(1, 'a');
  bench.run(25_000);
  assert.ok(stage.lost > 0);
  assert.ok(amplitudeOf(phone.lately(300), 500) > 5_500);
  stage.stop(1, 'a');
  assert.is(packetsOf(1).length, CAPTURE_CELLS);
});

test('a disk that refuses ends the capture, and is told', () => {
  const stage = new Stage();
  writeFileSync(join(folder, 'a-file'), '');
  stage.bench.phone('a');
  stage.bench.run(100);
  stage.writer.handle({
    type: 'open-capture',
    capture: 1,
    file: join(folder, 'a-file', '1.pcap'),
    local: { address: BENCH_ADDRESS, port: 20_002 },
  });
  stage.writer.handle({ type: 'close-capture', capture: 1 });
  stage.writer.poll();
  assert.equal([stage.written[0]?.packets, stage.written[0]?.bytes], [0, 0]);
  assert.match(stage.written[0]!.fault!, /ENOTDIR|EEXIST/);
});

test.run();
