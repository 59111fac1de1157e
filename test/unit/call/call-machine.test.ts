import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { monotonicMs, utcMs } from '../../../src/base/units.js';
import type { CallEffect, CallInput } from '../../../src/call/call-io.js';
import type { CallMachine } from '../../../src/call/call-machine.js';
import type { LegClosed } from '../../../src/billing/leg-record.js';
import type { LegId } from '../../../src/base/ids.js';
import type { SessionId } from '../../../src/sip/endpoint-api.js';
import { CALLER_SDP, callMachine, incomingInvite } from '../../support/calls.js';

const test = suite('call machine');
const leg = 'leg-1' as LegId;
const session = 'session-1' as SessionId;
const UTC_START = 1_700_000_000_000;

const STATS = {
  packetsReceived: 500,
  packetsSent: 501,
  packetsLost: 2,
  packetsLate: 1,
  packetsDuplicate: 0,
  packetsForeign: 0,
  framesConcealed: 3,
  jitterMs: 4,
  driftPpm: 0,
  roundTripMs: undefined,
  remoteLost: undefined,
  mos: 0,
};
const OPENED: CallInput = {
  type: 'media',
  event: { type: 'leg-opened', leg, address: '198.51.100.1', port: 30_000 },
};
const CLOSED: CallInput = { type: 'media', event: { type: 'leg-closed', leg, stats: STATS } };
const CONFIRMED: CallInput = { type: 'sip', event: { type: 'confirmed', session, sdp: undefined } };
const BYE: CallInput = { type: 'sip', event: { type: 'ended', session, by: 'peer', cause: { cause: 16 } } };
const CANCEL: CallInput = { type: 'sip', event: { type: 'ended', session, by: 'cancel', status: 487 } };

/** What happened, in the words that a reader of the trace would use. */
function words(effects: readonly CallEffect[]): readonly string[] {
  return effects.map((effect) => {
    if (effect.type === 'sip') {
      const status = 'status' in effect.command ? ` ${effect.command.status}` : '';
      return `${effect.command.type}${status}`;
    }
    return effect.type === 'mixer' ? effect.command.type : effect.type;
  });
}

function play(call: CallMachine, inputs: readonly (readonly [number, CallInput])[]): readonly CallEffect[] {
  return inputs.flatMap(([atMs, input]) => call.handle(input, monotonicMs(atMs), utcMs(UTC_START + atMs)));
}

const record = (effects: readonly CallEffect[]): LegClosed | undefined =>
  effects.find((effect) => effect.type === 'store-closed')?.closed;

/** To the moment at which the caller can be spoken to. */
const UP: readonly (readonly [number, CallInput])[] = [
  [0, { type: 'start' }],
  [5, OPENED],
  [8, { type: 'opened-stored', stored: true }],
  [20, CONFIRMED],
  [520, { type: 'timer' }],
];

test('the leg is stored before 200 OK, and the first prompt waits half a second after the ACK [S50] [C23]', () => {
  const call = callMachine();
  assert.equal(words(play(call, UP)), ['progress 180', 'open-leg', 'store-opened', 'accept', 'ready']);
  assert.is(call.state, 'up');
});

test('the opening row holds what a BYE after a restart needs', () => {
  const effects = play(callMachine(), UP);
  const opened = effects.find((effect) => effect.type === 'store-opened')?.opened;
  assert.is(opened?.epoch, 3);
  assert.is(opened?.codec, 'PCMA');
  assert.is(JSON.parse(opened?.dialog ?? '{}').remoteTag, 'a');
});

test('the peer hangs up: the record counts from our 200 to its BYE and waits for the statistics', () => {
  const call = callMachine();
  play(call, UP);
  assert.equal(words(play(call, [[60_008, BYE]])), ['close-leg', 'over']);
  const last = play(call, [[60_030, CLOSED]]);
  assert.equal(words(last), ['store-closed', 'closed']);
  const closed = record(last);
  assert.is(closed?.durationMs, 60_000);
  assert.is(closed?.endMs, UTC_START + 60_008);
  assert.is(closed?.reason, 'hung-up');
  assert.is(closed?.hungUpBy, 'peer');
  assert.is(closed?.packetsLost, 2);
});

test('we hang up: BYE with the cause, and the BYE that crosses it changes nothing', () => {
  const call = callMachine();
  play(call, UP);
  assert.equal(words(play(call, [[1_000, { type: 'end', reason: 'kicked' }]])), ['bye', 'close-leg', 'over']);
  assert.equal(words(play(call, [[1_001, BYE]])), []);
  const closed = record(play(call, [[1_020, CLOSED]]));
  assert.is(closed?.reason, 'kicked');
  assert.is(closed?.hungUpBy, 'us');
});

test('a caller who gives up before the leg is stored leaves no record', () => {
  const call = callMachine();
  assert.equal(
    words(
      play(call, [
        [0, { type: 'start' }],
        [2, CANCEL],
        [9, CLOSED],
      ]),
    ),
    ['progress 180', 'open-leg', 'close-leg', 'over', 'closed'],
  );
});

test('a caller who gives up while the leg is being stored leaves a closed record of no length', () => {
  const call = callMachine();
  play(call, [
    [0, { type: 'start' }],
    [5, OPENED],
    [6, CANCEL],
  ]);
  assert.equal(words(play(call, [[7, CLOSED]])), []);
  const last = play(call, [[8, { type: 'opened-stored', stored: true }]]);
  assert.equal(words(last), ['store-closed', 'closed']);
  assert.is(record(last)?.durationMs, 0);
  assert.is(record(last)?.reason, 'cancelled');
});

test('a store that cannot write refuses the call with 503 and keeps no port', () => {
  const call = callMachine();
  play(call, [
    [0, { type: 'start' }],
    [5, OPENED],
  ]);
  const effects = play(call, [[8, { type: 'opened-stored', stored: false }]]);
  assert.equal(words(effects), ['reject 503', 'close-leg', 'over']);
  assert.equal(words(play(call, [[9, CLOSED]])), ['closed']);
});

for (const [code, status] of [
  ['NO_RTP_PORTS', 503],
  ['LEG_LIMIT', 486],
  ['SOCKET_FAILED', 503],
] as const) {
  test(`${code} refuses the call with ${status}`, () => {
    const call = callMachine();
    const effects = play(call, [
      [0, { type: 'start' }],
      [3, { type: 'media', event: { type: 'leg-refused', leg, code } }],
    ]);
    assert.equal(words(effects), ['progress 180', 'open-leg', `reject ${status}`, 'over', 'closed']);
  });
}

test('an answer that is never acknowledged counts no second [S48]', () => {
  const call = callMachine();
  play(call, UP.slice(0, 3));
  play(call, [[32_000, { type: 'sip', event: { type: 'ended', session, by: 'timeout', status: 408 } }]]);
  const closed = record(play(call, [[32_010, CLOSED]]));
  assert.is(closed?.durationMs, 0);
  assert.is(closed?.reason, 'no-ack');
});

const SILENT = (silentMs: number): CallInput => ({
  type: 'media',
  event: { type: 'media-silent', leg, silentMs },
});
const PROBED = (alive: boolean): CallInput => ({ type: 'sip', event: { type: 'probed', session, alive } });

test('a target that the peer has moved is stored for the BYE after a restart [S50]', () => {
  const call = callMachine();
  play(call, UP);
  const dialog = { ...incomingInvite().dialog, remoteTarget: 'sip:192.0.2.99' };
  const [effect] = play(call, [
    [1_000, { type: 'sip', event: { type: 'target-refreshed', session, dialog } }],
  ]);
  assert.is(effect?.type === 'store-dialog' && JSON.parse(effect.dialog).remoteTarget, 'sip:192.0.2.99');
});

test('a leg without media stays while its peer answers, and is asked again after each period [C30]', () => {
  const call = callMachine();
  play(call, UP);
  for (let minute = 1; minute < 10; minute++) {
    const asked = play(call, [[minute * 60_000, SILENT(minute * 60_000)]]);
    assert.equal(words(asked), ['probe']);
    assert.equal(words(play(call, [[minute * 60_000 + 20, PROBED(true)]])), []);
  }
  assert.equal(words(play(call, [[600_000, SILENT(600_000)]])), ['bye', 'close-leg', 'over']);
});

test('a leg without media whose peer is gone ends as lost, its record at the last packet [C30] [S48]', () => {
  const call = callMachine();
  play(call, UP);
  play(call, [[90_008, SILENT(60_000)]]);
  assert.equal(words(play(call, [[122_008, PROBED(false)]])), ['bye', 'close-leg', 'over']);
  const closed = record(play(call, [[122_020, CLOSED]]));
  assert.is(closed?.reason, 'media-lost');
  assert.is(closed?.durationMs, 30_000);
});

test('a leg whose peer is heard again, or speaks up, stays when the OPTIONS has no answer, and is charged in full [C30]', () => {
  const heard: CallInput = { type: 'media', event: { type: 'media-heard', leg } };
  const reinvite: CallInput = { type: 'sip', event: { type: 'reinvite', session, sdp: CALLER_SDP } };
  for (const sign of [heard, reinvite]) {
    const call = callMachine();
    play(call, UP);
    play(call, [
      [90_008, SILENT(60_000)],
      [95_008, sign],
    ]);
    assert.equal(words(play(call, [[122_008, PROBED(false)]])), []);
    play(call, [[180_008, BYE]]);
    assert.is(record(play(call, [[180_020, CLOSED]]))?.durationMs, 180_000);
  }
});

test('a leg that falls silent again is asked again, and ends when nobody answers [C30]', () => {
  const call = callMachine();
  play(call, UP);
  play(call, [
    [90_008, SILENT(60_000)],
    [95_008, { type: 'media', event: { type: 'media-heard', leg } }],
  ]);
  assert.equal(words(play(call, [[155_008, SILENT(60_000)]])), ['probe']);
  assert.equal(words(play(call, [[187_008, PROBED(false)]])), ['bye', 'close-leg', 'over']);
  assert.is(record(play(call, [[187_020, CLOSED]]))?.durationMs, 95_000);
});

test('a leg that never had a packet counts no time [S48]', () => {
  const call = callMachine();
  play(call, UP);
  play(call, [
    [60_003, SILENT(60_000)],
    [60_010, PROBED(false)],
  ]);
  assert.is(record(play(call, [[60_020, CLOSED]]))?.durationMs, 0);
});

test('a re-INVITE changes the media and is answered; one we cannot take gets 488 and changes nothing', () => {
  const call = callMachine();
  play(call, UP);
  const moved = CALLER_SDP.replaceAll('192.0.2.7', '192.0.2.99').replace('caller 1 1', 'caller 1 2');
  const effects = play(call, [[1_000, { type: 'sip', event: { type: 'reinvite', session, sdp: moved } }]]);
  assert.equal(words(effects), ['update-leg', 'accept-reinvite']);
  const update = effects.find((effect) => effect.type === 'mixer')?.command;
  assert.is(update?.type === 'update-leg' && update.media.remote?.address, '192.0.2.99');
  const video = CALLER_SDP.replace('m=audio', 'm=video');
  const refused = play(call, [[2_000, { type: 'sip', event: { type: 'reinvite', session, sdp: video } }]]);
  assert.equal(words(refused), ['reject-reinvite 488']);
});

test('a late offer: ours goes out with the 200 and the ACK brings the answer', () => {
  const call = callMachine(incomingInvite({ sdp: undefined }));
  const effects = play(call, [
    [0, { type: 'start' }],
    [5, OPENED],
    [8, { type: 'opened-stored', stored: true }],
    [20, { type: 'sip', event: { type: 'confirmed', session, sdp: CALLER_SDP } }],
  ]);
  assert.equal(words(effects), ['progress 180', 'open-leg', 'store-opened', 'accept', 'update-leg']);
  const accept = effects
    .flatMap((effect) => (effect.type === 'sip' ? [effect.command] : []))
    .find((command) => command.type === 'accept');
  assert.match(accept?.type === 'accept' ? accept.sdp : '', /m=audio 30000 RTP\/AVP 8 0 101/);
});

test('a late offer whose ACK brings no answer ends the call: there is nobody to send media to', () => {
  const call = callMachine(incomingInvite({ sdp: undefined }));
  play(call, UP.slice(0, 3));
  assert.equal(words(play(call, [[20, CONFIRMED]])), ['bye', 'close-leg', 'over']);
  assert.is(record(play(call, [[40, CLOSED]]))?.reason, 'rejected');
});

test.run();
