import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { LoadRun } from '../../../bench/load/load-run.js';
import { parseLoadCommand } from '../../../bench/load/options.js';
import type { LoadReport } from '../../../bench/load/report.js';
import { FakeConference, type Fault } from '../../support/fake-conference.js';

const test = suite('load run against a conference with known faults');

const CALLERS = 9;
const load = (fault: Fault, ...args: string[]): Promise<LoadReport> => {
  const { options } = parseLoadCommand(['--callers', String(CALLERS), '--seconds', '4', ...args]);
  return LoadRun.run(new FakeConference(fault), options, async () => undefined);
};

test('a right conference: every caller is up and good', async () => {
  const report = await load('none');
  assert.is(report.up, CALLERS);
  assert.is(report.good, CALLERS);
  assert.is(report.starved + report.gaps + report.wrongMixes, 0);
  assert.is(
    report.windows.right,
    CALLERS + 1,
    'one window in 2.9 s for each, and a second for the caller whose turn is first',
  );
  assert.is(report.packetsReceived, report.packetsExpected);
  assert.is(report.silentBlocksPct, 0);
  assert.is(report.retransmissions, 0);
});

test('packets of silence starve everybody', async () => {
  const report = await load('silence');
  assert.is(report.starved, CALLERS);
  assert.is(report.good, 0);
  assert.is(report.silentBlocksPct, 100);
});

test('no packets starve everybody', async () => {
  const report = await load('mute');
  assert.is(report.starved, CALLERS);
  assert.is(report.gaps, CALLERS);
  assert.is(report.packetsReceived, 0);
});

test('the own voice in the mix is an echo', async () => {
  const report = await load('echo');
  assert.is(report.wrongMixes, CALLERS);
  assert.is(report.windows.right, 0);
  assert.ok(report.windows.echo > 0);
  assert.is(report.good, 0);
});

test('a voice of another room is a wrong mix for the caller who hears it, and for nobody else', async () => {
  const report = await load('stranger');
  assert.is(report.wrongMixes, 2, 'callers 2 and 5 hear callers 3 and 6');
  assert.is(report.good, CALLERS - 2);
});

test('a room-mate left out is a wrong mix for the others of its room', async () => {
  const report = await load('missing-mate');
  assert.is(report.wrongMixes, 6);
  assert.is(report.good, 3, 'those left out hear the other two');
});

test('a pause of 100 ms is a gap, in arrivals and in sequence numbers', async () => {
  const report = await load('pause');
  assert.is(report.gaps, CALLERS);
  assert.ok(report.longestGapMs >= 100 && report.longestGapMs <= 140, String(report.longestGapMs));
});

test('a lost INVITE is sent again and the call comes up', async () => {
  const report = await load('deaf-once');
  assert.is(report.good, CALLERS);
  assert.is(report.retransmissions, CALLERS);
  assert.ok(report.inviteTo200Ms.p50 >= 500);
});

test('refused calls are down and their reason is counted', async () => {
  const report = await load('busy');
  assert.is(report.up, 0);
  assert.is(report.good, 0);
  assert.equal(report.failures, { '486': CALLERS });
});

test('loss on the line shows as silent blocks where one voice speaks', async () => {
  const report = await load('none', '--talkers', '1', '--loss', '3', '--callers', '90');
  assert.ok(report.silentBlocksPct > 2 && report.silentBlocksPct < 4, String(report.silentBlocksPct));
  assert.ok(
    report.badBlocksPct! >= report.silentBlocksPct,
    'the way into and out of a silence breaks the tone',
  );
  assert.ok(report.droppedOnPurpose > 0);
});

test('a lone voice on a good line has no bad block; packets out of order make broken ones', async () => {
  const good = await load('none', '--talkers', '1');
  assert.is(good.badBlocksPct, 0);
  const jittered = await load('none', '--talkers', '1', '--jitter-ms', '40');
  assert.ok(jittered.badBlocksPct! > 20, String(jittered.badBlocksPct));
});

test('where several voices are to be heard nothing is said about breaks', async () => {
  assert.is((await load('none')).badBlocksPct, undefined);
});

test('the same seed gives the same run', async () => {
  const once = await load('none', '--loss', '5', '--jitter-ms', '40', '--seed', '7');
  const again = await load('none', '--loss', '5', '--jitter-ms', '40', '--seed', '7');
  assert.equal({ ...once, ownCpuPct: 0 }, { ...again, ownCpuPct: 0 });
});

test('all calls are hung up at the end', async () => {
  const conference = new FakeConference('none');
  const { options } = parseLoadCommand(['--callers', '4', '--seconds', '2']);
  await LoadRun.run(conference, options, async () => undefined);
  assert.is(conference.legs, 0);
});

test.run();
