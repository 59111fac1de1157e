import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { packetizerStart } from '../../../src/rtp/packetizer.js';
import {
  FACT_DELAY,
  FACT_INTS,
  FACT_LAST_SENT,
  FACT_LOST,
  FACT_NTP_MIDDLE,
  FACT_REPORTS,
  FACT_SENDS,
} from '../../../src/rtp/rtcp.js';
import {
  ntpFraction,
  ntpMiddle,
  ntpSeconds,
  rtcpHasSpoken,
  rtcpIsDue,
  rtcpReceive,
  rtcpRemoteLost,
  rtcpReschedule,
  rtcpRoundTripMs,
  rtcpStart,
  rtcpWrite,
  RTCP_INTS,
} from '../../../src/rtp/rtcp-session.js';
import { SOURCE_INTS, sourceAccept, sourceReset } from '../../../src/rtp/source.js';

const test = suite('rtcp session');

const SOURCE = RTCP_INTS;
const PACKETIZER = SOURCE + SOURCE_INTS;
const SECOND = 65_536;
const US = 0x1111_1111;
const PEER = 0x2222_2222;

class Session {
  readonly state = new Int32Array(PACKETIZER + 8);
  readonly bytes = new Uint8Array(256);
  readonly facts = new Int32Array(FACT_INTS);

  constructor(ssrc = US, now = 0) {
    sourceReset(this.state, SOURCE);
    packetizerStart(this.state, PACKETIZER, ssrc, 7, 8000);
    rtcpStart(this.state, 0, ssrc, 7, 8000, now);
  }

  write(packetsSent: number, nowNs = 0, leaves = false): DataView {
    const octets = packetsSent * 160;
    const length = rtcpWrite(
      this.state,
      0,
      SOURCE,
      PACKETIZER,
      packetsSent,
      octets,
      nowNs,
      this.bytes,
      4,
      leaves,
    );
    return new DataView(this.bytes.buffer, 4, length);
  }

  hear(sequence: number, ssrc = PEER): void {
    sourceAccept(this.state, SOURCE, ssrc, sequence & 0xffff);
  }

  receive(facts: Readonly<Record<number, number>>, now: number): void {
    this.facts.fill(0);
    for (const [fact, value] of Object.entries(facts)) this.facts[Number(fact)] = value;
    rtcpReceive(this.state, 0, this.facts, now);
  }
}

/** How long until a report is due, in 1/65536 s. */
function untilDue(session: Session, now: number): number {
  let ticks = 0;
  while (!rtcpIsDue(session.state, 0, (now + ticks) | 0)) ticks += 64;
  return ticks;
}

test('reports come every 2.05 to 6.16 s, the first after half of that, no two legs in step', () => {
  const compensation = Math.E - 1.5;
  const firsts = new Set<number>();
  let now = 0x7fff_0000;
  let sum = 0;
  for (let leg = 1; leg <= 400; leg++) {
    const session = new Session(leg * 7919, now);
    const first = untilDue(session, now);
    firsts.add(first);
    assert.ok(first >= (1.25 * SECOND) / compensation && first <= (3.75 * SECOND) / compensation + 64);
    now = (now + first) | 0;
    rtcpReschedule(session.state, 0, now);
    const next = untilDue(session, now);
    sum += next;
    assert.ok(next >= (2.5 * SECOND) / compensation && next <= (7.5 * SECOND) / compensation + 64);
  }
  assert.ok(firsts.size > 300);
  const meanS = sum / 400 / SECOND;
  assert.ok(Math.abs(meanS - 5 / compensation) < 0.2, `${meanS} s`);
});

test('who sends reports as a sender: what, when, how much', () => {
  const session = new Session();
  const report = session.write(100, 3_500_000_000);
  assert.is(report.getUint8(0), 0x80);
  assert.is(report.getUint8(1), 200);
  assert.equal([report.getUint32(8), report.getUint32(12)], [3, 2 ** 31]);
  assert.equal([report.getUint32(16), report.getUint32(20), report.getUint32(24)], [8000, 100, 16_000]);
  assert.is(report.getUint8(29), 202, 'SDES follows');
});

test('who has sent nothing since the report before the last one is a receiver', () => {
  const session = new Session();
  const types = [0, 5, 5, 5, 6].map((sent) => session.write(sent).getUint8(1));
  assert.equal(types, [201, 200, 200, 201, 200]);
});

test('a block says what was lost since the last one, and in all, over the wrap of the sequence', () => {
  const session = new Session();
  for (let sequence = 65_500; sequence < 65_600; sequence++) if (sequence % 4 !== 1) session.hear(sequence);
  const first = session.write(1);
  assert.is(first.getUint8(0), 0x81);
  assert.is(first.getInt32(28), PEER);
  assert.equal([first.getUint8(32), first.getUint32(32) & 0xffffff], [64, 25]);
  assert.is(first.getUint32(36), 65_599);
  for (let sequence = 65_600; sequence < 65_700; sequence++) session.hear(sequence);
  const second = session.write(2);
  assert.equal([second.getUint8(32), second.getUint32(32) & 0xffffff], [0, 25]);
  assert.is(session.write(3).getUint8(0), 0x80, 'nothing came: no block');
});

test('a new source is reported from its own beginning', () => {
  const session = new Session();
  for (let sequence = 0; sequence < 100; sequence += 2) session.hear(sequence);
  session.write(1);
  session.hear(5000, PEER + 1);
  session.hear(5001, PEER + 1);
  const report = session.write(2);
  assert.is(report.getInt32(28), PEER + 1);
  assert.equal([report.getUint32(32), report.getUint32(36)], [0, 5001]);
});

test('the peer learns which of its reports came last, and how long ago', () => {
  const session = new Session();
  session.hear(1);
  assert.equal([session.write(1).getUint32(44), session.write(1).byteLength], [0, 64]);
  session.hear(2);
  session.receive({ [FACT_SENDS]: 1, [FACT_NTP_MIDDLE]: 0x1234_5678 }, ntpMiddle(2e9));
  const report = session.write(2, 2.25e9);
  assert.equal([report.getUint32(44), report.getUint32(48)], [0x1234_5678, SECOND / 4]);
});

test('the round trip is what is left of the time since our report', () => {
  const session = new Session();
  assert.is(rtcpRoundTripMs(session.state, 0), undefined);
  assert.is(rtcpRemoteLost(session.state, 0), undefined);
  const sent = 0x7fff_f000;
  const block = { [FACT_REPORTS]: 1, [FACT_LOST]: 12, [FACT_LAST_SENT]: sent, [FACT_DELAY]: 2 * SECOND };
  session.receive(block, (sent + 2 * SECOND + SECOND / 8) | 0);
  assert.is(rtcpRoundTripMs(session.state, 0), 125);
  assert.is(rtcpRemoteLost(session.state, 0), 12);
  session.receive({ ...block, [FACT_LOST]: -3 }, (sent + 2 * SECOND + SECOND / 8 + SECOND / 2) | 0);
  assert.is(rtcpRoundTripMs(session.state, 0), 250, 'a quarter of the way to the new value');
  assert.is(rtcpRemoteLost(session.state, 0), 0);
});

test('nonsense about the round trip is passed over', () => {
  const session = new Session();
  const about = (sent: number, delay: number): void =>
    session.receive({ [FACT_REPORTS]: 1, [FACT_LAST_SENT]: sent, [FACT_DELAY]: delay }, 1000 * SECOND);
  about(0, 0);
  about(900 * SECOND, 0);
  about(999 * SECOND, 100 * SECOND);
  assert.is(rtcpRoundTripMs(session.state, 0), undefined);
  about(999 * SECOND, SECOND + 50);
  assert.is(rtcpRoundTripMs(session.state, 0), 0, 'less than nothing by the grain of the clocks');
});

test('the last word is BYE, of those who have spoken', () => {
  const session = new Session();
  assert.not.ok(rtcpHasSpoken(session.state, 0, 0));
  assert.ok(rtcpHasSpoken(session.state, 0, 1));
  const last = session.write(0, 0, true);
  assert.equal([last.getUint8(last.byteLength - 7), last.getInt32(last.byteLength - 4)], [203, US]);
  assert.ok(rtcpHasSpoken(session.state, 0, 0));
});

test('the clock has seconds, a fraction, and a middle of both', () => {
  const nowNs = 0x1_0002 * 1e9 + 0.75e9;
  assert.is(ntpSeconds(nowNs), 0x1_0002);
  assert.is(ntpFraction(nowNs) >>> 0, 0xc000_0000);
  assert.is(ntpMiddle(nowNs), 0x0002_c000);
});

test.run();
