import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { below, seededRandom } from '../../../src/base/random.js';
import type { LegMedia } from '../../../src/mixer/mixer.js';
import { MixerBench, legId, mediaOf, type MixerBenchOptions } from '../../support/mixer-bench.js';
import { RtcpPeer } from '../../support/rtcp-peer.js';
import type { TestPhone } from '../../support/test-phone.js';
import { rms } from '../../support/tone.js';

const test = suite('reports');

const BYE = 203;
const HOME = '10.0.0.2';

interface Call {
  readonly bench: MixerBench;
  readonly phone: TestPhone;
  readonly peer: RtcpPeer;
  /** Of our RTP. */
  readonly port: number;
}

function call(options: MixerBenchOptions = {}, media: Partial<LegMedia> = {}): Call {
  const bench = new MixerBench(options);
  const phone = bench.phone('caller', {}, media);
  const peer = new RtcpPeer(bench.net, phone, media.rtcp === 'mux');
  bench.run(40);
  return { bench, phone, peer, port: bench.portOf('caller') };
}

/** Lets time pass, with a report of the peer each second, as if it had taken half a second to write it. */
function talk({ bench, peer, port }: Call, seconds: number, lost = 0): void {
  for (let second = 0; second < seconds; second++) {
    bench.run(1000);
    if (peer.heard.length > 0) peer.report(port + 1, lost);
  }
}

function measure(bench: MixerBench): number | undefined {
  bench.mixer.send({ type: 'measure', leg: legId('caller') });
  bench.run(20);
  return bench.eventsOf('measured').at(-1)!.roundTripMs;
}

const counts = (bench: MixerBench): ReturnType<MixerBench['mixer']['counts']> => bench.mixer.counts(0);

test('a leg reports every few seconds, from the port behind its audio', () => {
  const { bench, phone, peer, port } = call();
  bench.run(60_000);
  assert.ok(peer.heard.length >= 11 && peer.heard.length <= 20, `${peer.heard.length} reports`);
  for (const [i, report] of peer.heard.entries()) {
    assert.is(report.fromPort, port + 1);
    assert.equal(report.types, [200, 202]);
    if (i > 0) assert.ok(report.atMs - peer.heard[i - 1]!.atMs <= 6200);
  }
  assert.is(new Set(peer.heard.map(({ ssrc }) => ssrc)).size, 1);
  assert.is(peer.last.block?.ssrc, phone.ssrc);
  const names = peer.heard.map(({ bytes }) => Buffer.from(bytes.subarray(-26)).toString('latin1'));
  assert.is(new Set(names).size, 1, 'one CNAME for the whole call');
});

test('what a sender report counts is what the peer has received, and its clocks agree', () => {
  const { bench, phone, peer } = call();
  bench.run(30_000);
  const { atMs, sender } = peer.last;
  bench.run(40);
  const heardSince = (bench.nowMs - atMs) / 20;
  assert.ok(Math.abs(sender!.packets - (phone.packetsHeard - heardSince)) <= 1);
  assert.is(sender!.octets, sender!.packets * 160);
  const first = peer.heard[0]!.sender!;
  const byNtp = sender!.ntpMs - first.ntpMs;
  const byRtp = ((sender!.rtpTimestamp - first.rtpTimestamp) >>> 0) / 8;
  assert.ok(Math.abs(byNtp - byRtp) < 1, `${byNtp} and ${byRtp} ms`);
});

for (const delayMs of [0, 7, 40, 150]) {
  test(`a way of ${delayMs} ms is a round trip of ${2 * delayMs}, within 5 ms`, () => {
    const party = call({ line: { delayMs } });
    assert.is(measure(party.bench), undefined, 'nobody has reported');
    talk(party, 20);
    const roundTripMs = measure(party.bench);
    assert.ok(Math.abs(roundTripMs! - 2 * delayMs) <= 5, `${roundTripMs} ms`);
    assert.ok(Math.abs(party.bench.close('caller').roundTripMs! - 2 * delayMs) <= 5);
  });
}

test('packets of a type that was not agreed on are of no use, but not lost', () => {
  const { bench, phone } = call();
  for (let second = 0; second < 10; second++) {
    bench.run(1000);
    // Comfort noise, RFC 3389.
    phone.sendPacket(13, Uint8Array.of(40), phone.timestamp, false);
    phone.sendPacket(97, new Uint8Array(4), phone.timestamp, false);
  }
  bench.run(100);
  assert.is(counts(bench).packetsOtherPayload, 20);
  const { packetsLost, mos } = bench.close('caller');
  assert.is(packetsLost, 0);
  assert.ok(mos > 4.3, `${mos}`);
});

test('losses are told to the peer, and by it', () => {
  const party = call({ line: { loss: 0.1, from: HOME } });
  talk(party, 60, 321);
  const { bench, peer } = party;
  const told = peer.heard.map(({ block }) => block!);
  const meanShare = told.reduce((sum, block) => sum + block.fraction / 256, 0) / told.length;
  assert.ok(Math.abs(meanShare - 0.1) < 0.03, `${meanShare}`);
  const stats = bench.close('caller');
  const after = stats.packetsReceived * 0.1 * (6 / 60);
  assert.ok(Math.abs(stats.packetsLost - told.at(-1)!.lost) < 2 * after);
  assert.is(stats.remoteLost, 321);
});

test('the peer learns how long ago its report came', () => {
  const { bench, peer, port } = call();
  bench.run(10_000);
  const sentMs = bench.nowMs;
  peer.report(port + 1);
  const before = peer.heard.length;
  while (peer.heard.length === before) bench.run(20);
  const { block, atMs } = peer.last;
  assert.ok(block!.lastSent > 0);
  assert.ok(Math.abs(block!.delay / 65.536 - (atMs - sentMs)) <= 20);
});

test('a clock of the peer that is 200 ppm fast or slow is told within a tenth', () => {
  for (const ppm of [200, -200]) {
    const bench = new MixerBench({ line: { jitterMs: 20 } });
    bench.phone('caller', { ppm });
    bench.run(300_000);
    const { driftPpm } = bench.close('caller');
    assert.ok(Math.abs(driftPpm - ppm) <= 20, `${driftPpm} ppm`);
  }
});

test('a clean line is as good as G.711 can be, loss and delay make it worse', () => {
  const mos = (line: MixerBenchOptions['line']): number => {
    const party = call(line === undefined ? {} : { line });
    talk(party, 30);
    return party.bench.close('caller').mos;
  };
  const clean = mos(undefined);
  assert.ok(clean > 4.38 && clean < 4.42, `${clean}`);
  const lossy = mos({ loss: 0.05, from: HOME });
  assert.ok(lossy > 3.7 && lossy < 4.1, `${lossy}`);
  const far = mos({ delayMs: 300 });
  assert.ok(far > 3.2 && far < 3.9, `${far}`);
});

test('a peer that never sends anything is heard as badly as can be', () => {
  const bench = new MixerBench();
  bench.phone('caller').sending = false;
  bench.run(2000);
  const { mos, roundTripMs, remoteLost, driftPpm } = bench.close('caller');
  assert.equal([mos, roundTripMs, remoteLost, driftPpm], [1, undefined, undefined, 0]);
});

test('the last word of a leg is BYE, once', () => {
  const { bench, peer } = call();
  bench.run(1000);
  bench.close('caller');
  bench.run(10_000);
  assert.equal(
    peer.heard.map(({ types }) => types.includes(BYE)),
    [...peer.heard.slice(1).map(() => false), true],
  );
});

test('where rtcp-mux was agreed on, reports leave and arrive beside the audio', () => {
  const { bench, phone, peer, port } = call({}, { rtcp: 'mux' });
  bench.run(10_000);
  assert.ok(peer.heard.length > 0);
  assert.ok(peer.heard.every(({ fromPort }) => fromPort === port));
  peer.report(port);
  bench.run(20);
  assert.ok(measure(bench)! <= 5);
  assert.ok(phone.packetsHeard > 400);
});

test('a=rtcp says where they go', () => {
  const bench = new MixerBench();
  const phone = bench.phone('caller', {}, { rtcp: { address: HOME, port: 7777 } });
  let reports = 0;
  bench.net.bind(HOME, 7777, { receive: () => (reports += 1) });
  bench.run(10_000);
  assert.ok(reports > 0);
  bench.mixer.send({ type: 'update-leg', leg: legId('caller'), media: mediaOf(phone) });
  bench.run(40);
  const before = reports;
  bench.run(10_000);
  assert.is(reports, before, 'the next offer does without');
});

test('behind a NAT they go where the audio comes from, and then where its reports come from', () => {
  const bench = new MixerBench();
  const phone = bench.phone(
    'caller',
    { address: '10.9.9.9' },
    { remote: { address: '192.168.1.5', port: 4000 }, learnFrom: ['10.9.0.0/16'] },
  );
  const behind = new RtcpPeer(bench.net, phone);
  bench.run(10_000);
  assert.ok(behind.heard.length > 0);
  const elsewhere: Uint8Array[] = [];
  bench.net.bind('10.9.9.9', 33_333, { receive: (bytes) => elsewhere.push(bytes) });
  const empty = Uint8Array.of(0x80, 201, 0, 1, 1, 2, 3, 4);
  bench.net.send(empty, '10.9.9.9', 33_333, '10.0.0.1', bench.portOf('caller') + 1);
  const before = behind.heard.length;
  bench.run(10_000);
  assert.ok(elsewhere.length > 0);
  assert.is(behind.heard.length, before);
});

test('on hold with an address reports go on; without one there is nowhere to send them', () => {
  const { bench, phone, peer } = call();
  bench.run(5000);
  const update = (change: Partial<LegMedia>): number => {
    bench.mixer.send({ type: 'update-leg', leg: legId('caller'), media: mediaOf(phone, change) });
    bench.run(40);
    const before = peer.heard.length;
    bench.run(20_000);
    return peer.heard.length - before;
  };
  assert.ok(update({ direction: 'inactive' }) > 2);
  assert.equal(peer.last.types, [201, 202], 'who sends nothing is a receiver');
  assert.is(update({ remote: undefined }), 0);
});

test('reports alone keep a leg from being silent; without them it is', () => {
  const { bench, phone, peer, port } = call({ mediaSilentMs: 3000 });
  bench.run(10_000);
  phone.sending = false;
  for (let second = 0; second < 20; second++) {
    peer.report(port + 1);
    bench.run(1000);
  }
  assert.is(bench.eventsOf('media-silent').length, 0);
  bench.run(2500);
  assert.is(bench.eventsOf('media-silent').length, 1);
});

test('reports are never heard, on whichever port, nor is audio on theirs', () => {
  const { bench, phone, peer, port } = call();
  const listener = bench.phone('listener', { amplitude: 0 });
  bench.join('caller');
  bench.join('listener');
  bench.run(10_000);
  phone.amplitude = 0;
  bench.run(1000);
  for (let i = 0; i < 200; i++) {
    peer.report(port);
    peer.report(port + 1);
    phone.connect('10.0.0.1', port + 1);
    phone.amplitude = 6000;
    phone.sendAudio();
    phone.amplitude = 0;
    phone.connect('10.0.0.1', port);
    bench.run(20);
  }
  assert.ok(rms(listener.lately(4000)) < 20, `${rms(listener.lately(4000))}`);
  assert.is(counts(bench).packetsRtcp, 400);
  assert.ok(counts(bench).packetsNotRtp >= 200);
});

test('others can neither report in the name of the peer, nor draw the reports away', () => {
  const { bench, phone, peer, port } = call({ mediaSilentMs: 3000 });
  bench.run(10_000);
  phone.sending = false;
  let drawn = 0;
  bench.net.bind('10.66.6.6', phone.port + 1, { receive: () => (drawn += 1) });
  for (let second = 0; second < 10; second++) {
    peer.send(Uint8Array.of(0x80, 201, 0, 1, 1, 2, 3, 4), port + 1, '10.66.6.6');
    bench.run(1000);
  }
  assert.is(drawn, 0);
  assert.is(counts(bench).packetsRtcpRefused, 10);
  assert.ok(bench.eventsOf('media-silent').length > 0, 'a stranger keeps no leg alive');
});

test("no datagram on the reports' port harms a leg", () => {
  const { bench, peer, port } = call();
  bench.run(10_000);
  const random = seededRandom(3550);
  const sample = peer.last.bytes;
  for (let i = 0; i < 5000; i++) {
    const bytes =
      i % 2 === 0 ? sample.slice(0, below(random, sample.length + 1)) : new Uint8Array(below(random, 1500));
    if (i % 2 === 1) for (let at = 0; at < bytes.length; at++) bytes[at] = random.u32();
    for (let flips = below(random, 6); flips > 0 && bytes.length > 0; flips--)
      bytes[below(random, bytes.length)] = random.u32();
    peer.send(bytes, port + below(random, 2));
    if (i % 10 === 0) bench.run(1);
  }
  bench.run(1000);
  assert.is(counts(bench).legFaults, 0);
  const before = peer.heard.length;
  bench.run(10_000);
  assert.ok(peer.heard.length > before, 'it goes on reporting');
  const { roundTripMs, mos, remoteLost } = bench.close('caller');
  for (const figure of [roundTripMs ?? 0, mos, remoteLost ?? 0])
    assert.ok(Number.isFinite(figure) && figure >= 0);
});

test('a leg takes its reports along to another worker', () => {
  const bench = new MixerBench({ workers: 2 });
  const host = bench.phone('host');
  bench.join('host');
  const phone = bench.phone('caller');
  const peer = new RtcpPeer(bench.net, phone);
  bench.run(5000);
  bench.join('caller');
  bench.run(10_000);
  assert.is(bench.mixer.front.counters.get('moves'), 1);
  const port = bench.portOf('caller');
  const before = peer.heard.length;
  peer.report(port + 1);
  bench.run(10_000);
  assert.ok(peer.heard.length > before);
  assert.ok(peer.heard.every(({ fromPort }) => fromPort === port + 1));
  assert.is(new Set(peer.heard.map(({ ssrc }) => ssrc)).size, 1);
  assert.ok(bench.close('caller').roundTripMs! <= 5);
  assert.ok(host.packetsHeard > 0);
});

test('a pair whose second port is taken is left for another one', () => {
  const bench = new MixerBench();
  const taken = { receive: () => undefined };
  assert.ok(bench.net.bind('10.0.0.1', 20_003, taken));
  bench.phone('caller');
  bench.run(100);
  assert.is(bench.portOf('caller'), 20_004);
  assert.equal(bench.freePorts, [20_002]);
  assert.ok(bench.net.bind('10.0.0.1', 20_002, taken), 'nothing of the first pair is left open');
});

test('both sockets of a leg are closed with it', () => {
  const { bench, port } = call();
  bench.run(1000);
  bench.close('caller');
  for (const number of [port, port + 1])
    assert.ok(bench.net.bind('10.0.0.1', number, { receive: () => undefined }));
});

test.run();
