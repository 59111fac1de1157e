import Database from 'better-sqlite3';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { toneLevel } from '../../src/audio/tone-analysis.js';
import { pause, type Caller } from '../support/caller.js';
import { eventually } from '../support/eventually.js';
import { keyPcap } from '../support/key-pcap.js';
import { untilHears } from '../support/listening.js';
import { PromptRecognizer } from '../support/prompt-recognizer.js';
import { callInPair, createRoom } from '../support/room-maker.js';
import { ServerProcess } from '../support/server-process.js';
import { runSipp, type SippOptions, type SippResult } from '../support/sipp.js';

const test = suite('SIPp against the built server');

const chinese = new PromptRecognizer('zh-CN');
/** T1 is short, so that what takes 64 × T1 takes three seconds. */
const T1_MS = 50;
/** Of the call that echoes: for a slow machine, too. */
const ECHO_MS = 15_000;
const SILENCE = '9003';
const CALLS_PER_SECOND = 300;
const RATE_SECONDS = 4;
let server: ServerProcess;

test.before(async () => {
  server = await ServerProcess.start({
    config: {
      sip: { timers: { t1Ms: T1_MS, t2Ms: 400, t4Ms: 500 } },
      conference: { tones: false },
    },
  });
});
test.after(async () => {
  await server.stop();
  await server.dispose();
});

/** Rejects when a call did not go as its scenario says. */
async function sipp(scenario: string, options: Partial<SippOptions> = {}): Promise<SippResult> {
  const result = await runSipp({ server: server.address, scenario, called: SILENCE, ...options });
  assert.is(result.code, 0, `${scenario}: ${result.output}`);
  return result;
}

const answers = (messages: string): number => messages.match(/^SIP\/2\.0 200 /gm)?.length ?? 0;

test('it enters with the keys of RFC 4733, hears the others, and not itself', async () => {
  const room = await createRoom(server);
  const [talker, listener] = await callInPair(room, server, chinese);
  talker.talk();
  await untilHears(listener, [500], [500]);
  // Nobody echoes yet.
  await untilHears(talker, [500], []);
  const sentLevel = toneLevel(listener.heardLast(400), 500);

  const keys = { 'keys.pcap': keyPcap(`${room.number}#6666#`) };
  const running = sipp('keys-and-echo', {
    called: '4006701018',
    files: keys,
    args: ['-rtp_echo', '-d', String(ECHO_MS)],
  });
  // Should it fail while others are listened to, it is told at the end.
  running.catch(() => undefined);
  // What SIPp hears comes back from it: the talker's tone as loud as it was sent. Heard by SIPp itself too,
  // it would go round and grow. A beat that a busy machine leaves out makes it softer for a moment.
  const isAsLoud = (): boolean => Math.abs(toneLevel(talker.heardLast(400), 500) - sentLevel) < 1;
  await talker.until(isAsLoud, 'an echo');
  for (let second = 0; second < 3; second++) {
    await pause(1_000);
    await talker.until(isAsLoud, `an echo as loud as what was sent, at ${sentLevel}`, ECHO_MS);
  }
  talker.talk(false);
  listener.talk();
  // Now the listener hears itself through SIPp.
  await untilHears(listener, [500, 800], [800]);
  await running;
  await closeAll(talker, listener);
});

async function closeAll(...callers: readonly Caller[]): Promise<void> {
  await Promise.all(callers.map((caller) => caller.hangUp()));
  for (const caller of callers) caller.close();
}

test('without an ACK the 200 is sent again, and at last a BYE [C10]', async () => {
  const startedMs = performance.now();
  const { messages } = await sipp('lost-ack', { args: ['-trace_msg'] });
  const tookMs = performance.now() - startedMs;
  assert.ok(tookMs >= 64 * T1_MS, `${tookMs} ms`);
  // After T1, 3 T1, 7 T1, then every T2; and SIPp's own 200 to the BYE.
  const sent = answers(messages) - 1;
  assert.ok(sent >= 8 && sent <= 13, `the 200 was sent ${sent} times`);
});

test('a late ACK stops the 200, and the call goes on [C10]', async () => {
  const { messages } = await sipp('late-ack', { args: ['-trace_msg'] });
  // At 0, 50, 150, 350 ms, and the one of the BYE; a busy machine may make it one more.
  const sent = answers(messages) - 1;
  assert.ok(sent >= 2 && sent <= 5, `the 200 was sent ${sent} times`);
});

test('CANCEL before the answer gets 200 and 487 [C12]', async () => {
  // The answer waits for its record, and the record for the lock.
  const database = new Database(server.databaseFile);
  database.exec('begin immediate');
  const printed = server.output.length;
  const running = sipp('cancel');
  running.catch(() => undefined);
  await eventually('the call is offered', () => server.output.slice(printed).includes('call offered'));
  await pause(200);
  database.exec('rollback');
  database.close();
  await running;
});

test('re-INVITE holds and resumes [C21]', async () => {
  await sipp('hold');
});

test('a BYE with a wrong tag gets 481, and the call goes on [S55]', async () => {
  await sipp('wrong-tag');
});

test('OPTIONS tells what is allowed [C14]', async () => {
  await sipp('options');
});

test('300 calls a second for some seconds, none fails', async () => {
  const calls = CALLS_PER_SECOND * RATE_SECONDS;
  // With the ordinary T1; the rate is measured on the test number of silence.
  const ordinary = await ServerProcess.start({ config: { ivr: { testCallsMax: calls } } });
  try {
    const result = await sipp('short-call', {
      server: ordinary.address,
      args: ['-r', String(CALLS_PER_SECOND), '-m', String(calls)],
    });
    console.log(`${result.successful} calls, ${result.retransmissions} retransmissions`);
    assert.is(result.failed, 0);
    assert.is(result.successful, calls);
  } finally {
    await ordinary.dispose();
  }
});

test.run();
