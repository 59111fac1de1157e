import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { LegId } from '../../../src/base/ids.js';
import { monotonicMs, utcMs } from '../../../src/base/units.js';
import type { CallEffect, CallInput } from '../../../src/call/call-io.js';
import { NO_STATS } from '../../../src/call/leg-closed.js';
import type { OutgoingCallMachine } from '../../../src/call/outgoing-call-machine.js';
import type { CallFailure } from '../../../src/dialing/call-result.js';
import type { OutgoingInvite, SessionId } from '../../../src/sip/endpoint-api.js';
import { CALLER_SDP, incomingInvite } from '../../support/calls.js';
import { outboundPlan, outgoingCallMachine } from '../../support/outgoing-calls.js';
import { sampleTrunk } from '../../support/trunks.js';

const test = suite('outgoing call machine');
const leg = 'leg-1' as LegId;
const UTC_START = 1_700_000_000_000;

type Timed = readonly [atMs: number, input: CallInput];

const first = 'leg-1/0' as SessionId;
const second = 'leg-1/1' as SessionId;
const OPENED: CallInput = {
  type: 'media',
  event: { type: 'leg-opened', leg, address: '198.51.100.1', port: 30_000 },
};
const CLOSED: CallInput = { type: 'media', event: { type: 'leg-closed', leg, stats: NO_STATS } };
const HEARD: CallInput = { type: 'media', event: { type: 'media-started', leg } };
const DIGITS_SENT: CallInput = { type: 'media', event: { type: 'digits-sent', leg } };
const ENTERED: CallInput = {
  type: 'trunk-entered',
  targets: [{ host: '192.0.2.7', port: 5060 }],
  password: undefined,
};
const STORED: CallInput = { type: 'opened-stored', stored: true };
const TIMER: CallInput = { type: 'timer' };

const progressed = (status: number, sdp?: string): CallInput => ({
  type: 'sip',
  event: { type: 'progressed', session: first, status, sdp },
});
const answered = (sdp?: string): CallInput => ({
  type: 'sip',
  event: { type: 'answered', session: first, sdp, dialog: incomingInvite().dialog },
});
const refused = (status: number, cause?: number, session = first): CallInput => ({
  type: 'sip',
  event: {
    type: 'ended',
    session,
    by: status === 408 ? 'timeout' : 'refused',
    status,
    ...(cause === undefined ? {} : { cause: { cause } }),
  },
});
const hungUp = (cause?: number): CallInput => ({
  type: 'sip',
  event: {
    type: 'ended',
    session: first,
    by: 'peer',
    status: 200,
    ...(cause === undefined ? {} : { cause: { cause } }),
  },
});

function play(call: OutgoingCallMachine, inputs: readonly Timed[]): readonly CallEffect[] {
  return inputs.flatMap(([atMs, input]) => call.handle(input, monotonicMs(atMs), utcMs(UTC_START + atMs)));
}

/** What happened, in the words that a reader of the trace would use. */
function words(effects: readonly CallEffect[]): readonly string[] {
  return effects.map((effect) => {
    if (effect.type === 'sip') return effect.command.type;
    if (effect.type === 'ringing') return effect.early ? 'early' : 'ringing';
    return effect.type === 'mixer' ? effect.command.type : effect.type;
  });
}

const failureOf = (effects: readonly CallEffect[]): CallFailure | undefined =>
  effects.find((effect) => effect.type === 'over')?.failure;
const inviteOf = (effects: readonly CallEffect[]): OutgoingInvite | undefined =>
  effects
    .flatMap((effect) => (effect.type === 'sip' && effect.command.type === 'invite' ? [effect.command] : []))
    .at(-1)?.invite;

const DIALLED: readonly Timed[] = [
  [0, { type: 'start' }],
  [5, OPENED],
  [5, ENTERED],
];
const ANSWERED: readonly Timed[] = [...DIALLED, [2_000, progressed(180)], [10_000, answered(CALLER_SDP)]];

test('the media leg is open before the INVITE, and the row is stored before the ACK [S50]', () => {
  const call = outgoingCallMachine();
  const effects = play(call, [...ANSWERED, [10_004, STORED], [10_100, HEARD]]);
  assert.equal(words(effects), [
    'open-leg',
    'enter-trunk',
    'invite',
    'ringing',
    'update-leg',
    'store-opened',
    'acknowledge',
    'ready',
  ]);
  assert.is(call.state, 'up');
  const opened = effects.find((effect) => effect.type === 'store-opened')?.opened;
  assert.is(opened?.direction, 'out');
  assert.is(opened?.calledE164, '+8613912345678');
  assert.is(opened?.answerMs, UTC_START + 10_000);
});

test('the INVITE is written as the trunk wants it [C19] [S40]', () => {
  const trunk = sampleTrunk({
    outbound: {
      domain: 'carrier.example',
      credentials: { username: 'huitong', secret: 'carrier', realm: 'carrier.example' },
      firstAnswerMs: 4_000,
    },
  });
  const call = outgoingCallMachine({ plans: [outboundPlan(trunk)] });
  const targets = [{ host: '192.0.2.8', port: 5070 }];
  const entered: CallInput = { type: 'trunk-entered', targets, password: 'secret' };
  const effects = play(call, [
    [0, { type: 'start' }],
    [5, OPENED],
    [5, entered],
  ]);
  const invite = inviteOf(effects);
  assert.is(invite?.requestUri, 'sip:013912345678@carrier.example;user=phone');
  assert.is(invite?.from, '<sip:01067011018@carrier.example;user=phone>');
  assert.equal(invite?.headers, [
    { name: 'P-Asserted-Identity', value: '<sip:01067011018@carrier.example;user=phone>' },
  ]);
  assert.equal(invite?.targets, targets);
  assert.equal(invite?.credentials, { username: 'huitong', password: 'secret', realm: 'carrier.example' });
  assert.match(invite?.sdp ?? '', /m=audio 30000 RTP\/AVP 8 0 101/);
});

test('without a domain the called party is at the server as the trunk names it (RFC 3263 §4)', () => {
  const hosts = [
    [{ host: 'sbc.carrier.example', port: undefined }, 'sbc.carrier.example'],
    [{ host: 'sbc.carrier.example', port: 5070 }, 'sbc.carrier.example:5070'],
    [{ host: '2001:db8::8', port: undefined }, '[2001:db8::8]'],
  ] as const;
  for (const [target, host] of hosts) {
    const trunk = sampleTrunk({ outbound: { targets: [target], userPhone: false } });
    const call = outgoingCallMachine({ plans: [outboundPlan(trunk)] });
    const effects = play(call, [
      [0, { type: 'start' }],
      [5, OPENED],
      [5, { type: 'trunk-entered', targets: [{ host: '192.0.2.8', port: 5060 }], password: undefined }],
    ]);
    assert.is(inviteOf(effects)?.requestUri, `sip:013912345678@${host}`);
    assert.is(inviteOf(effects)?.to, `<sip:013912345678@${host}>`);
  }
});

test('the first prompt waits for the first packet, at most a second after our ACK [C23]', () => {
  const call = outgoingCallMachine();
  play(call, [...ANSWERED, [10_004, STORED]]);
  assert.is(call.nextDeadline(), 11_004);
  assert.equal(words(play(call, [[11_003, TIMER]])), []);
  assert.equal(words(play(call, [[11_004, TIMER]])), ['ready']);
});

test('early media is told, and who was heard before the answer is spoken to right after the ACK [C23]', () => {
  const call = outgoingCallMachine();
  play(call, DIALLED);
  const early = play(call, [
    [1_000, progressed(180)],
    [1_500, progressed(183, CALLER_SDP)],
    [1_600, HEARD],
  ]);
  assert.equal(words(early), ['ringing', 'update-leg', 'early']);
  const later = play(call, [
    [9_000, answered()],
    [9_005, STORED],
  ]);
  assert.equal(words(later), ['store-opened', 'acknowledge', 'ready']);
});

test('an answer that tells nowhere to send to is acknowledged and ended', () => {
  const call = outgoingCallMachine();
  play(call, DIALLED);
  const effects = play(call, [[1_000, answered()]]);
  assert.equal(words(effects), ['acknowledge', 'bye', 'close-leg', 'over']);
  assert.equal(failureOf(effects)?.result, 'failed');
});

test('a store that cannot write acknowledges, says BYE, and the call has failed [S50]', () => {
  const call = outgoingCallMachine();
  play(call, ANSWERED);
  const effects = play(call, [[10_004, { type: 'opened-stored', stored: false }]]);
  assert.equal(words(effects), ['acknowledge', 'bye', 'close-leg', 'over']);
  assert.equal(failureOf(effects), { result: 'failed', sipStatus: 200, q850Cause: 41 });
  assert.equal(words(play(call, [[10_010, CLOSED]])), ['closed']);
});

for (const [status, cause, result] of [
  [486, undefined, 'busy'],
  [600, undefined, 'busy'],
  [480, undefined, 'no-answer'],
  [404, undefined, 'bad-number'],
  [484, undefined, 'bad-number'],
  [603, undefined, 'rejected'],
  [403, undefined, 'rejected'],
  [503, undefined, 'congested'],
  [408, undefined, 'congested'],
  [500, undefined, 'failed'],
  // The Reason header wins [C20].
  [480, 17, 'busy'],
  [503, 1, 'bad-number'],
  [404, 34, 'congested'],
  [500, 16, 'failed'],
] as const) {
  test(`${status}${cause === undefined ? '' : ` with cause ${cause}`} is ${result} [C20]`, () => {
    const call = outgoingCallMachine();
    const effects = play(call, [...DIALLED, [1_000, refused(status, cause)]]);
    assert.is(failureOf(effects)?.result, result);
    assert.is(failureOf(effects)?.sipStatus, status);
    assert.equal(words(play(call, [[1_010, CLOSED]])), ['closed']);
  });
}

test('a congested trunk leads to the next one, with an offer and a session of its own [C4]', () => {
  const backup = sampleTrunk({ id: 'backup' });
  const call = outgoingCallMachine({ plans: [outboundPlan(), outboundPlan(backup)] });
  const effects = play(call, [...DIALLED, [1_000, refused(503)], [1_001, ENTERED]]);
  assert.equal(words(effects), ['open-leg', 'enter-trunk', 'invite', 'enter-trunk', 'invite']);
  assert.is(inviteOf(effects)?.trunk.id, 'backup');
  assert.equal(words(play(call, [[2_000, progressed(180)]])), [], 'a late word of the first trunk');
  const last = play(call, [[3_000, refused(486, undefined, second)]]);
  assert.is(failureOf(last)?.result, 'busy');
});

test('a trunk without a free place leads to the next one, and without another the call is congested', () => {
  const backup = sampleTrunk({ id: 'backup' });
  const call = outgoingCallMachine({ plans: [outboundPlan(), outboundPlan(backup)] });
  const full: CallInput = { type: 'trunk-full' };
  const effects = play(call, [
    [0, { type: 'start' }],
    [5, OPENED],
    [5, full],
    [6, full],
  ]);
  assert.equal(words(effects), ['open-leg', 'enter-trunk', 'enter-trunk', 'close-leg', 'over']);
  assert.equal(failureOf(effects), { result: 'congested', sipStatus: 0, q850Cause: 34 });
});

test('no other trunk is tried once anything rang, nor after 4xx whatever its cause [C4]', () => {
  for (const last of [
    [
      [500, progressed(180)],
      [1_000, refused(503)],
    ],
    [[1_000, refused(486)]],
    [[1_000, refused(404, 34)]],
  ] as const) {
    const plans = [outboundPlan(), outboundPlan(sampleTrunk({ id: 'backup' }))];
    const effects = play(outgoingCallMachine({ plans }), [...DIALLED, ...last]);
    assert.ok(failureOf(effects));
    assert.is(words(effects).filter((word) => word === 'enter-trunk').length, 1);
  }
});

test('a trunk that nobody answers on is told as unreachable [C14]', () => {
  const silent = outgoingCallMachine();
  play(silent, [...DIALLED, [32_000, refused(408)]]);
  assert.ok(silent.isUnreachable);
  const busy = outgoingCallMachine();
  play(busy, [...DIALLED, [1_000, refused(486)]]);
  assert.not.ok(busy.isUnreachable);
});

test('a 503 whose cause speaks of the called party tells nothing of the trunk [C14]', () => {
  for (const [cause, unreachable] of [
    [undefined, true],
    [34, true],
    [1, false],
    [17, false],
  ] as const) {
    const call = outgoingCallMachine();
    play(call, [...DIALLED, [1_000, refused(503, cause)]]);
    assert.is(call.isUnreachable, unreachable, `${cause}`);
  }
});

test('a call for which we have no room is congested, on no other trunk, and tells nothing of this one', () => {
  const plans = [outboundPlan(), outboundPlan(sampleTrunk({ id: 'backup' }))];
  const call = outgoingCallMachine({ plans });
  const full: CallInput = { type: 'sip', event: { type: 'ended', session: first, by: 'no-room' } };
  const effects = play(call, [...DIALLED, [6, full]]);
  assert.equal(failureOf(effects), { result: 'congested', sipStatus: 0, q850Cause: 34 });
  assert.is(words(effects).filter((word) => word === 'enter-trunk').length, 1);
  assert.not.ok(call.isUnreachable);
});

test('the next trunk is entered with what the one before has answered, and is not blamed for it [C14]', () => {
  const plans = [outboundPlan(), outboundPlan(sampleTrunk({ id: 'backup' }))];
  for (const [status, cause, unreachable] of [
    [503, undefined, true],
    [500, 41, false],
  ] as const) {
    const call = outgoingCallMachine({ plans });
    const [entering] = play(call, [...DIALLED, [1_000, refused(status, cause)]]).slice(-1);
    assert.is(entering?.type === 'enter-trunk' && entering.unreachable, unreachable, `${status}`);
    play(call, [
      [1_001, ENTERED],
      [2_000, { type: 'end', reason: 'invitation-over' }],
    ]);
    assert.not.ok(call.isUnreachable);
  }
});

test('the ring limit cancels, and the call was not answered [S35]', () => {
  const call = outgoingCallMachine({ ringMs: 45_000 });
  play(call, [...DIALLED, [1_000, progressed(180)]]);
  assert.is(call.nextDeadline(), 45_005);
  const effects = play(call, [[45_005, TIMER]]);
  assert.equal(words(effects), ['cancel', 'close-leg', 'over']);
  assert.is(failureOf(effects)?.result, 'no-answer');
});

test('an answer that crosses our CANCEL changes nothing: the endpoint releases it [C12]', () => {
  const call = outgoingCallMachine();
  play(call, [...DIALLED, [1_000, progressed(180)]]);
  const given = play(call, [[5_000, { type: 'end', reason: 'invitation-over' }]]);
  assert.equal(words(given), ['cancel', 'close-leg', 'over']);
  assert.is(failureOf(given)?.result, 'cancelled');
  assert.equal(words(play(call, [[5_010, answered(CALLER_SDP)]])), []);
  assert.equal(words(play(call, [[5_020, CLOSED]])), ['closed']);
});

test('a call given up before its INVITE sends nothing', () => {
  const call = outgoingCallMachine();
  const effects = play(call, [
    [0, { type: 'start' }],
    [3, { type: 'end', reason: 'invitation-over' }],
    [9, OPENED],
    [12, CLOSED],
  ]);
  assert.equal(words(effects), ['open-leg', 'close-leg', 'over', 'closed']);
});

test('given up while the answer is being stored: ACK and BYE, and a closed record', () => {
  const call = outgoingCallMachine();
  play(call, ANSWERED);
  const effects = play(call, [
    [10_002, { type: 'end', reason: 'invitation-over' }],
    [10_005, CLOSED],
    [10_006, STORED],
  ]);
  assert.equal(words(effects), ['acknowledge', 'bye', 'close-leg', 'over', 'store-closed', 'closed']);
});

test('an extension is keyed 2 s after the answer, and the party joins a second after its last digit [S40] [C27]', () => {
  const call = outgoingCallMachine({ called: { e164: '+861067011018', extension: '12*3' } });
  play(call, [...ANSWERED, [10_004, STORED], [10_100, HEARD]]);
  assert.is(call.nextDeadline(), 12_000);
  const [keyed] = play(call, [[12_000, TIMER]]);
  assert.equal(keyed, {
    type: 'mixer',
    command: { type: 'send-digits', leg, digits: '12,3', onMs: 120, offMs: 100 },
  });
  play(call, [[14_700, DIGITS_SENT]]);
  assert.is(call.nextDeadline(), 15_700);
  assert.equal(words(play(call, [[15_700, TIMER]])), ['ready']);
});

test("a contact's own delay counts for its extension, and lost news of the digits holds nobody up [S40]", () => {
  const called = { e164: '+861067011018', extension: '9', extensionDelayMs: 0 };
  const call = outgoingCallMachine({ called });
  play(call, [...ANSWERED, [10_004, STORED]]);
  assert.is(call.nextDeadline(), 10_000);
  play(call, [[10_004, TIMER]]);
  assert.equal(words(play(call, [[12_224, TIMER]])), ['ready']);
});

test('time counts from the answer, not from the ACK or the extension [S48]', () => {
  const call = outgoingCallMachine();
  play(call, [...ANSWERED, [10_400, STORED], [10_500, HEARD], [70_000, hungUp()]]);
  const closed = play(call, [[70_020, CLOSED]]).find((effect) => effect.type === 'store-closed')?.closed;
  assert.is(closed?.durationMs, 60_000);
  assert.is(closed?.hungUpBy, 'peer');
});

for (const [cause, lost] of [
  [undefined, false],
  [16, false],
  [31, false],
  [41, true],
] as const) {
  test(`a BYE ${cause === undefined ? 'without a cause' : `with cause ${cause}`} ${lost ? 'is a loss' : 'is a hang-up'} [S36]`, () => {
    const call = outgoingCallMachine();
    play(call, [...ANSWERED, [10_004, STORED], [10_100, HEARD]]);
    const over = play(call, [[20_000, hungUp(cause)]]).find((effect) => effect.type === 'over');
    assert.is(over?.lost, lost);
  });
}

test('no media leg, no call: nothing is sent', () => {
  const call = outgoingCallMachine();
  const effects = play(call, [
    [0, { type: 'start' }],
    [3, { type: 'media', event: { type: 'leg-refused', leg, code: 'NO_RTP_PORTS' } }],
  ]);
  assert.equal(words(effects), ['open-leg', 'over', 'closed']);
  assert.is(failureOf(effects)?.result, 'congested');
});

test.run();
