import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { below, seededRandom } from '../../../src/base/random.js';
import {
  RECEIVER_REPORT_BYTES,
  SENDER_REPORT_BYTES,
  writeReceiverReport,
  writeReportBlock,
  writeSenderReport,
} from '../../../src/rtp/rtcp.js';
import { walkReports } from '../../../src/rtp/rtcp-walk.js';

const test = suite('a walk through reports');

const BLOCK_BYTES = 24;

function walked(bytes: Uint8Array): { ok: boolean; senders: number[]; blocks: number[] } {
  const senders: number[] = [];
  const blocks: number[] = [];
  const ok = walkReports(bytes, {
    sender: (at) => void senders.push(at),
    block: (at) => void blocks.push(at),
  });
  return { ok, senders, blocks };
}

/** A sender report with its block, and a receiver report without one behind it. */
function compound(): Uint8Array {
  const bytes = new Uint8Array(SENDER_REPORT_BYTES + BLOCK_BYTES + RECEIVER_REPORT_BYTES);
  const block = writeSenderReport(bytes, 0, 1, 2, 3, 4, 5, 6, 1);
  writeReceiverReport(bytes, writeReportBlock(bytes, block, 1, 0, 0, 0, 0, 0, 0), 7, 0);
  return bytes;
}

test('shows each report and each block where it begins', () => {
  assert.equal(walked(compound()), { ok: true, senders: [0], blocks: [SENDER_REPORT_BYTES] });
});

test('what is cut off anywhere between its packets is refused', () => {
  const bytes = compound();
  for (let end = 0; end < bytes.length; end++) {
    const isWhole = end === SENDER_REPORT_BYTES + BLOCK_BYTES;
    assert.is(walked(bytes.subarray(0, end)).ok, isWhole, String(end));
  }
});

test('whatever comes, nothing outside of it is shown', () => {
  const random = seededRandom(7);
  for (let i = 0; i < 20_000; i++) {
    const bytes = compound();
    for (let changes = 0; changes < 3; changes++) bytes[below(random, bytes.length)] = below(random, 256);
    const { senders, blocks } = walked(bytes);
    assert.ok(senders.every((at) => at + SENDER_REPORT_BYTES <= bytes.length));
    assert.ok(blocks.every((at) => at + BLOCK_BYTES <= bytes.length));
  }
});

test.run();
