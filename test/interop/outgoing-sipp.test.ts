import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { tonesPresent } from '../../src/audio/tone-analysis.js';
import type { PromptId } from '../../src/ivr/prompt-id.js';
import { pause, type Caller } from '../support/caller.js';
import { eventually } from '../support/eventually.js';
import { PromptRecognizer } from '../support/prompt-recognizer.js';
import { createRoom } from '../support/room-maker.js';
import { freeUdpPort } from '../support/server-process.js';
import { ServiceWorld } from '../support/service-world.js';
import { answerWithSipp, requestsIn, type CalledSippOptions, type SippResult } from '../support/sipp.js';
import { storiesOf } from '../support/stories.js';

/** A chair keys *6 and a number, and SIPp is called: each story on a trunk of its own. */
const test = suite('calls of ours, answered by SIPp');
const story = storiesOf(test);

const chinese = new PromptRecognizer('zh-CN');
const RING_MS_MAX = 9_000;
const EARLY_MS = 3_000;
const TONE_HZ = 700;

/** The trunks, each for the numbers that begin like its own. None of their lists names the address of SIPp. */
const TRUNKS = [
  'answers',
  'speaks-early',
  'busy',
  'unknown',
  'away',
  'declines',
  'full',
  'challenges',
  'hangs-up',
  'loses-acks',
  'cancelled',
  'rings-on',
  'crossed',
  'holds',
  'second-target',
  'late',
  'late-target',
  'silent',
  'asked',
] as const;
type TrunkName = (typeof TRUNKS)[number];

interface Line {
  readonly port: number;
  readonly national: string;
}

const lines = new Map<TrunkName, Line>();
/** Takes what comes and says nothing. */
let silence: Socket;
let world: ServiceWorld;

test.before(async () => {
  for (const [index, name] of TRUNKS.entries())
    lines.set(name, { port: await freeUdpPort(), national: `139${10_000_000 + index}` });
  silence = createSocket('udp4').bind(0, '127.0.0.1');
  await once(silence, 'listening');
  world = await ServiceWorld.start({
    trunks: [{ id: 'callers', addresses: ['127.0.0.1'], homeArea: '10' }, ...TRUNKS.map(trunkOf)],
    secrets: { trunk: 'secret' },
    conference: { tones: false, inviteRingMs: RING_MS_MAX },
  });
});
test.after(async () => {
  await world.stop();
  silence.close();
});

function trunkOf(name: TrunkName): object {
  const { port, national } = lineOf(name);
  const sipp = `127.0.0.1:${port}`;
  const silent = `127.0.0.1:${silence.address().port}`;
  const late = `127.0.0.1:${lineOf('late-target').port}`;
  const before = name === 'late' ? [late] : name === 'second-target' ? [silent] : [];
  return {
    id: name,
    addresses: ['192.0.2.1'],
    pingMs: name === 'asked' ? 30_000 : 0,
    outbound: {
      targets: name === 'silent' ? [silent] : [...before, sipp],
      prefixes: [`+86${national}`],
      callerNumbers: ['+861067011018'],
      callerFormat: 'e164',
      firstAnswerMs: 1_000,
      ...(name === 'challenges' ? { credentials: { username: 'trunk', secret: 'trunk' } } : {}),
    },
  };
}

function lineOf(name: TrunkName): Line {
  const line = lines.get(name);
  if (line === undefined) throw new Error(`no line ${name}`);
  return line;
}

const sipp = (
  name: TrunkName,
  scenario: string,
  more: Partial<CalledSippOptions> = {},
): Promise<SippResult> => {
  const running = answerWithSipp({ port: lineOf(name).port, scenario, ...more });
  // Should somebody else in the story fail first, it is told at the end.
  running.catch(() => undefined);
  return running;
};

/** A chair, alone in a room, who has keyed the number of this trunk. */
async function chairCalls(name: TrunkName): Promise<Caller> {
  const room = await createRoom(world.server);
  const chair = await world.enter(room, 'chair', { toneHz: TONE_HZ });
  await chair.hearOneOf(chinese, ['first-party']);
  await chair.pressAndHear('*6', chinese, 'ask-number');
  chair.forget();
  chair.press(`${lineOf(name).national}#`);
  return chair;
}

interface LegRow {
  readonly direction: string;
  readonly calling_number: string;
  readonly calling_e164: string;
  readonly called_number: string;
  readonly called_e164: string;
  readonly q850_cause: number;
  readonly end_reason: string;
  readonly hung_up_by: string;
}

async function legsOf(name: TrunkName): Promise<readonly LegRow[]> {
  return eventually(
    'the record follows the BYE',
    () =>
      world.all<LegRow>(
        `select direction, calling_number, calling_e164, called_number, called_e164, q850_cause,
           end_reason, hung_up_by from legs where trunk = ?`,
        name,
      ),
    (legs) => legs.every((leg) => leg.end_reason !== null),
  );
}

const rowOf = (name: TrunkName, ending: Partial<LegRow>): LegRow => ({
  direction: 'out',
  calling_number: '+861067011018',
  calling_e164: '+861067011018',
  called_number: `0${lineOf(name).national}`,
  called_e164: `+86${lineOf(name).national}`,
  q850_cause: 16,
  end_reason: 'invitation-over',
  hung_up_by: 'us',
  ...ending,
});

function assertEnded(result: SippResult, by: { readonly bye?: number; readonly cancel?: number }): void {
  const { code, output, messages } = result;
  assert.is(code, 0, output);
  assert.is(requestsIn(messages, 'BYE'), by.bye ?? 0, 'BYE');
  assert.is(requestsIn(messages, 'CANCEL'), by.cancel ?? 0, 'CANCEL');
}

/** Talks until SIPp gives it back, or no more. */
async function echoes(chair: Caller, on = true): Promise<void> {
  chair.talk();
  const isEchoed = (): boolean => tonesPresent(chair.heardLast(400), [TONE_HZ]).length > 0;
  await chair.until(() => isEchoed() === on, on ? 'an echo' : 'no echo');
  chair.talk(false);
}

story('[C19] [C29] an answered call: its INVITE, its sound both ways, one BYE, its record', async () => {
  const called = sipp('answers', 'called-answers', { args: ['-d', '1500', '-rtp_echo'] });
  const chair = await chairCalls('answers');
  await echoes(chair);
  chair.press('*#');
  const result = await called;
  assertEnded(result, { bye: 1 });
  const { messages } = result;
  const invite = /^INVITE [\s\S]*?\r?\n\r?\n[\s\S]*?\r?\n\r?\n/m.exec(messages)?.[0] ?? '';
  const { port, national } = lineOf('answers');
  const called164 = `sip:0${national}@127.0.0.1:${port};user=phone`;
  for (const line of [
    `INVITE ${called164} SIP/2.0`,
    `To: <${called164}>`,
    'Max-Forwards: 70',
    `Contact: <sip:127.0.0.1:${world.server.sipPort}>`,
    'P-Asserted-Identity: <sip:+861067011018@127.0.0.1;user=phone>',
    'Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, INFO',
    'Content-Type: application/sdp',
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:101 telephone-event/8000',
    'a=fmtp:101 0-15',
    'a=ptime:20',
    'a=sendrecv',
    'a=rtcp-mux',
  ])
    assert.ok(invite.split(/\r?\n/).includes(line), `${line}\n${invite}`);
  assert.match(invite, /^From: <sip:\+861067011018@127\.0\.0\.1;user=phone>;tag=\w+\r?$/m);
  assert.match(invite, /^Via: SIP\/2\.0\/UDP 127\.0\.0\.1:\d+;branch=z9hG4bK\w+;rport\r?$/m);
  assert.is(requestsIn(messages, 'INVITE'), 1);
  assert.equal(await legsOf('answers'), [rowOf('answers', {})]);
});

story(
  '[C23] early media is heard before the answer; a 200 without a description goes on with that of the 183',
  async () => {
    const called = sipp('speaks-early', 'called-speaks-early', {
      args: ['-d', String(EARLY_MS), '-rtp_echo'],
    });
    const chair = await chairCalls('speaks-early');
    await echoes(chair);
    await pause(EARLY_MS);
    await echoes(chair);
    await chair.hangUp();
    assertEnded(await called, { bye: 1 });
  },
);

const REFUSALS: readonly (readonly [TrunkName, status: number, cause: number, PromptId])[] = [
  ['busy', 486, 17, 'called-busy'],
  ['unknown', 404, 1, 'number-wrong'],
  ['away', 480, 19, 'called-no-answer'],
  ['declines', 603, 21, 'called-rejected'],
  ['full', 503, 34, 'lines-busy'],
];
for (const [name, status, cause, prompt] of REFUSALS)
  story(`[C20] ${status} with cause ${cause}: ${prompt}, and nothing is recorded or charged`, async () => {
    const called = sipp(name, 'called-refuses', { values: { status, cause } });
    const chair = await chairCalls(name);
    await chair.hear(chinese, prompt);
    const result = await called;
    assertEnded(result, {});
    assert.is(requestsIn(result.messages, 'ACK'), 1);
    assert.equal(await legsOf(name), []);
    await chair.hangUp();
  });

story('[C15] INVITE and BYE answer their challenges, each in a request of its own', async () => {
  const called = sipp('challenges', 'called-challenges', { args: ['-rtp_echo'] });
  const chair = await chairCalls('challenges');
  await echoes(chair);
  chair.press('*#');
  const result = await called;
  assertEnded(result, { bye: 2 });
  assert.is(requestsIn(result.messages, 'INVITE'), 3);
  const numbers = [...result.messages.matchAll(/^(?:INVITE|BYE) sip:[\s\S]*?^CSeq: (\d+)/gm)].map(
    ([, number]) => number,
  );
  assert.equal(numbers, ['1', '2', '3', '4', '5']);
  assert.equal(await legsOf('challenges'), [rowOf('challenges', {})]);
});

story('the called party hangs up: no BYE of ours, and the chair is told', async () => {
  const called = sipp('hangs-up', 'called-hangs-up', { args: ['-d', '2000'] });
  const chair = await chairCalls('hangs-up');
  await chair.hear(chinese, 'peer-hung-up');
  const result = await called;
  assert.is(result.code, 0, result.output);
  assert.is(requestsIn(result.messages, 'BYE'), 1);
  assert.equal(await legsOf('hangs-up'), [rowOf('hangs-up', { end_reason: 'hung-up', hung_up_by: 'peer' })]);
});

story('[C10] a 200 that comes again gets its ACK again, and is one call', async () => {
  const called = sipp('loses-acks', 'called-loses-acks', { args: ['-rtp_echo'] });
  const chair = await chairCalls('loses-acks');
  await echoes(chair);
  chair.press('*#');
  const result = await called;
  assertEnded(result, { bye: 1 });
  assert.is(requestsIn(result.messages, 'ACK'), 3);
  assert.is((await legsOf('loses-acks')).length, 1);
});

story('[C12] *# while it rings: one CANCEL, 487 and its ACK', async () => {
  const called = sipp('cancelled', 'called-is-cancelled');
  const chair = await chairCalls('cancelled');
  await pause(2_000);
  chair.press('*#');
  const result = await called;
  assertEnded(result, { cancel: 1 });
  assert.match(result.messages, /^CANCEL[\s\S]*?^Reason: Q\.850;cause=16\r?$/m);
  assert.equal(await legsOf('cancelled'), []);
});

story('[C12] an answer that crosses the CANCEL gets ACK and one BYE, and is not recorded', async () => {
  const called = sipp('crossed', 'called-answers-across');
  const chair = await chairCalls('crossed');
  await pause(2_000);
  chair.press('*#');
  const result = await called;
  assertEnded(result, { cancel: 1, bye: 1 });
  assert.is(requestsIn(result.messages, 'ACK'), 1);
  assert.equal(await legsOf('crossed'), []);
});

story(
  '[C20] at the ring limit: one CANCEL with cause 19, and the chair hears that nobody answers',
  async () => {
    const called = sipp('rings-on', 'called-is-cancelled');
    const chair = await chairCalls('rings-on');
    await chair.hear(chinese, 'called-no-answer', RING_MS_MAX + 5_000);
    const result = await called;
    assertEnded(result, { cancel: 1 });
    assert.match(result.messages, /^CANCEL[\s\S]*?^Reason: Q\.850;cause=19\r?$/m);
    assert.equal(await legsOf('rings-on'), []);
  },
);

story('[C21] the called party holds and resumes by re-INVITE', async () => {
  const called = sipp('holds', 'called-holds', { args: ['-d', '2500', '-rtp_echo'] });
  const chair = await chairCalls('holds');
  await echoes(chair);
  await echoes(chair, false);
  await echoes(chair);
  chair.press('*#');
  assertEnded(await called, { bye: 1 });
  assert.equal(await legsOf('holds'), [rowOf('holds', {})]);
});

story('[C4] no answer at all: the second target is called within the first-answer time', async () => {
  const called = sipp('second-target', 'called-answers', { args: ['-d', '0', '-rtp_echo'] });
  const chair = await chairCalls('second-target');
  await echoes(chair);
  chair.press('*#');
  assertEnded(await called, { bye: 1 });
  assert.equal(await legsOf('second-target'), [rowOf('second-target', {})]);
});

story('[C4] a first target that rings late is cancelled; the second has the call', async () => {
  const late = sipp('late-target', 'called-rings-late', { values: { lateMs: 2_500 } });
  const called = sipp('late', 'called-answers', { args: ['-d', '0', '-rtp_echo'] });
  const chair = await chairCalls('late');
  await echoes(chair);
  assertEnded(await late, { cancel: 1 });
  await echoes(chair);
  chair.press('*#');
  assertEnded(await called, { bye: 1 });
  assert.equal(await legsOf('late'), [rowOf('late', {})]);
});

story('[C4] nobody answers at the only target: the lines are busy', async () => {
  const chair = await chairCalls('silent');
  await chair.hear(chinese, 'lines-busy');
  assert.equal(await legsOf('silent'), []);
});

story('[C14] a target is asked by OPTIONS', async () => {
  const result = await sipp('asked', 'called-is-asked');
  assert.is(result.code, 0, result.output);
});

test.run();
