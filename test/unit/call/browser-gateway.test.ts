import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { OperatorId, ParticipantId } from '../../../src/base/ids.js';
import { silentLog } from '../../../src/base/log.js';
import { BrowserGateway } from '../../../src/call/browser-gateway.js';
import { BROWSER_TRUNK, type BrowserLine } from '../../../src/call/browser-line.js';
import type { SessionId, SipCommand, SipEvent, SocketId } from '../../../src/sip/endpoint-api.js';
import type { OpenedPeer, PeerWatcher } from '../../../src/webrtc/browser-media.js';
import type { RemotePeer } from '../../../src/webrtc/thread-messages.js';
import { CHROMIUM_OFFER } from '../../support/browser-offer.js';
import { incomingInvite } from '../../support/calls.js';
import { outgoing } from '../../support/sip-callee.js';

const test = suite('the gateway of browsers');

const SESSION = 's-1' as SessionId;
const BROWSERS = 1 as SocketId;
const SOURCE = { host: '203.0.113.50', port: 50_123 };
const LINE: BrowserLine = {
  participant: 'participant-1' as ParticipantId,
  roomNumber: '1001',
  role: 'chair',
  name: '李雷',
  language: 'zh-CN',
};
const SEAT = { host: '203.0.113.60', port: 50_200 };
const OPUS_MAX = 2;
const OPERATOR = 'operator-1' as OperatorId;
const OPENED: OpenedPeer = {
  local: { ufrag: 'ours', password: 'a-password-of-24-characters' },
  fingerprint: { algorithm: 'sha-256', value: 'AA:BB' },
  inside: { address: '127.0.0.1', port: 41_000 },
};
const PLAIN_ANSWER =
  'v=0\r\no=- 7 1 IN IP4 203.0.113.1\r\ns=-\r\nc=IN IP4 203.0.113.1\r\nt=0 0\r\nm=audio 20010 RTP/AVP 0\r\n';

const PLAIN_OFFER = PLAIN_ANSWER;
const ANSWER = CHROMIUM_OFFER.replace('setup:actpass', 'setup:passive');
const DIALOG = incomingInvite().dialog;

/** The gateway between recorders. */
class World {
  readonly sip: SipCommand[] = [];
  readonly passedOn: SipEvent[] = [];
  readonly begun: { session: SessionId; sdp: string | undefined; line: BrowserLine }[] = [];
  readonly ended: string[] = [];
  readonly media: string[] = [];
  /** What those speak that have called or answered. */
  readonly codecs: ('Opus' | 'G.711')[] = [];
  watcher: PeerWatcher | undefined;
  readonly gateway: BrowserGateway;

  constructor() {
    this.gateway = new BrowserGateway({
      sip: { command: (command) => void this.sip.push(command) },
      media: {
        open: (peer, remote, watcher) => {
          this.media.push(`open ${peer} ${remote?.ufrag ?? 'unknown'}`);
          if (remote !== undefined) this.#speaks(remote);
          this.watcher = watcher;
        },
        meet: (peer, remote) => {
          this.media.push(`meet ${peer} ${remote.ufrag}`);
          this.#speaks(remote);
        },
        join: (peer, port) => void this.media.push(`join ${peer} ${port}`),
        close: (peer) => void this.media.push(`close ${peer}`),
      },
      socket: BROWSERS,
      outside: { address: '203.0.113.1', port: 20_002 },
      opusMax: OPUS_MAX,
      log: silentLog,
    });
    this.gateway.serve({
      onSip: (event) => void this.passedOn.push(event),
      onBrowser: (session, { sdp }, line) => void this.begun.push({ session, sdp, line }),
      endSession: (session, reason) => void this.ended.push(`${session} ${reason}`),
    });
    this.gateway.connected(SOURCE, LINE);
    this.gateway.connected(SEAT, { operator: OPERATOR });
  }

  invite(session = SESSION, sdp = CHROMIUM_OFFER, source = SOURCE): void {
    const invite = incomingInvite({ trunk: BROWSER_TRUNK, source, sdp });
    this.gateway.onSip({ type: 'incoming', session, invite });
  }

  #speaks({ opus }: RemotePeer): void {
    this.codecs.push(opus === undefined ? 'G.711' : 'Opus');
  }

  /** The state after its media was opened. */
  static opened(): World {
    const world = new World();
    world.invite();
    world.watcher?.opened(OPENED);
    return world;
  }

  /** The call layer calls the operator's browser. */
  call(session = SESSION): void {
    const invite = outgoing({ trunk: BROWSER_TRUNK, targets: [SEAT], sdp: PLAIN_OFFER });
    this.gateway.command({ type: 'invite', session, invite });
  }

  /** The state when it rings there. */
  static ringing(): World {
    const world = new World();
    world.call();
    world.watcher?.opened(OPENED);
    world.gateway.onSip({ type: 'progressed', session: SESSION, status: 180, sdp: undefined });
    return world;
  }

  answer(sdp: string | undefined): void {
    this.gateway.onSip({ type: 'answered', session: SESSION, sdp, dialog: DIALOG });
  }

  statuses(): readonly (number | undefined)[] {
    return this.sip.map((command) => (command.type === 'reject' ? command.status : undefined));
  }
}

const ended: SipEvent = { type: 'ended', session: SESSION, by: 'peer' };

test('a browser with a line becomes a call with a plain offer from this machine', () => {
  const world = World.opened();
  assert.equal(world.media, ['open s-1 qGpV']);
  assert.is(world.begun.length, 1);
  assert.is(world.begun[0]!.line, LINE);
  assert.match(world.begun[0]!.sdp ?? '', /m=audio 41000 RTP\/AVP /);
});

test('its answer is told how to reach us, and the media are told where the mixer is', () => {
  const world = World.opened();
  world.gateway.command({ type: 'accept', session: SESSION, sdp: PLAIN_ANSWER });
  assert.equal(world.media, ['open s-1 qGpV', 'join s-1 20010']);
  const [accept] = world.sip;
  assert.is(accept?.type, 'accept');
  assert.match(accept?.type === 'accept' ? accept.sdp : '', /a=ice-ufrag:ours/);
});

test('calls of telephones pass through as they are', () => {
  const world = new World();
  const invite = incomingInvite();
  const incoming: SipEvent = { type: 'incoming', session: SESSION, invite };
  world.gateway.onSip(incoming);
  world.gateway.onSip(ended);
  const accept: SipCommand = { type: 'accept', session: SESSION, sdp: PLAIN_ANSWER };
  world.gateway.command(accept);
  assert.equal(world.passedOn, [incoming, ended]);
  assert.equal(world.sip, [accept]);
  assert.equal(world.media, []);
});

test('a connection without a line, or whose line is gone, reaches nothing', () => {
  const world = new World();
  world.invite(SESSION, CHROMIUM_OFFER, { ...SOURCE, port: 50_124 });
  world.gateway.disconnected(SOURCE, LINE);
  world.invite();
  assert.equal(world.statuses(), [403, 403]);
  assert.equal([world.media, world.begun], [[], []]);
});

test('one connection has one call at a time', () => {
  const world = World.opened();
  world.invite('s-2' as SessionId);
  assert.equal(world.statuses(), [486]);
  world.gateway.onSip(ended);
  world.invite('s-3' as SessionId);
  assert.equal(world.media.at(-1), 'open s-3 qGpV');
});

test('an offer that cannot be carried is refused', () => {
  const world = new World();
  world.invite(SESSION, PLAIN_ANSWER);
  world.invite(SESSION, '');
  assert.equal(world.statuses(), [488, 488]);
  assert.equal([world.media, world.gateway.size], [[], 0]);
});

test('who cancels while the media are being opened was never a call', () => {
  const world = new World();
  world.invite();
  world.gateway.onSip({ type: 'ended', session: SESSION, by: 'cancel' });
  world.watcher?.opened(OPENED);
  assert.equal(world.media, ['open s-1 qGpV', 'close s-1']);
  assert.equal([world.begun, world.passedOn], [[], []]);
});

test('the end of a call closes its media and is passed on', () => {
  const world = World.opened();
  world.gateway.onSip(ended);
  assert.equal(world.media, ['open s-1 qGpV', 'close s-1']);
  assert.equal(world.passedOn, [ended]);
  assert.is(world.gateway.size, 0);
});

test('media that cannot be opened refuse the call; media that fail end it', () => {
  const refused = new World();
  refused.invite();
  refused.watcher?.failed('no socket');
  assert.equal(refused.statuses(), [503]);
  const lost = World.opened();
  lost.watcher?.failed('the browser does not answer any more');
  assert.equal(lost.ended, ['s-1 media-lost']);
});

test('a re-INVITE is refused, and the call goes on as it was', () => {
  const world = World.opened();
  world.gateway.onSip({ type: 'reinvite', session: SESSION, sdp: CHROMIUM_OFFER });
  assert.equal(world.sip, [{ type: 'reject-reinvite', session: SESSION, status: 488 }]);
  assert.equal(world.passedOn, []);
});

test('the browser of an operator is called over its connection, with an offer that it can answer', () => {
  const world = new World();
  world.call();
  assert.equal([world.media, world.sip], [['open s-1 unknown'], []], 'the offer waits for the media');
  world.watcher?.opened(OPENED);
  const [invite] = world.sip;
  assert.ok(invite?.type === 'invite');
  const { socket, targets, sdp } = invite.invite;
  assert.equal([socket, targets], [BROWSERS, [SEAT]]);
  for (const line of ['ice-ufrag:ours', 'setup:active', 'fingerprint:sha-256 AA:BB', 'mid:0', 'rtcp-mux'])
    assert.ok(sdp.includes(`a=${line}\r\n`), line);
  assert.match(sdp, /m=audio 20002 UDP\/TLS\/RTP\/SAVPF 111 110 0\r\n/);
});

test('its answer connects the media and is plain for the call layer', () => {
  const world = World.ringing();
  world.answer(ANSWER);
  assert.equal(world.media, ['open s-1 unknown', 'meet s-1 qGpV', 'join s-1 20010']);
  const answered = world.passedOn.at(-1);
  assert.match((answered?.type === 'answered' && answered.sdp) || '', /m=audio 41000 RTP\/AVP /);
});

test('an answer that cannot be carried is passed on without a description', () => {
  for (const sdp of [undefined, 'nonsense', ANSWER.replace('passive', 'active'), PLAIN_ANSWER]) {
    const world = World.ringing();
    world.answer(sdp);
    const answered = world.passedOn.at(-1);
    assert.equal(answered?.type === 'answered' && answered.sdp, undefined);
    assert.equal(world.media, ['open s-1 unknown']);
  }
});

test('a call that is given up before its INVITE could be made never was one', () => {
  const world = new World();
  world.call();
  world.gateway.command({ type: 'cancel', session: SESSION });
  assert.equal(world.passedOn, [{ type: 'ended', session: SESSION, by: 'local' }]);
  world.watcher?.opened(OPENED);
  assert.equal([world.sip, world.media.at(-1), world.gateway.size], [[], 'close s-1', 0]);
});

test('media that cannot be opened, or fail, end a call of ours too', () => {
  const refused = new World();
  refused.call();
  refused.watcher?.failed('no socket');
  assert.equal(refused.passedOn, [{ type: 'ended', session: SESSION, by: 'transport' }]);
  const lost = World.ringing();
  lost.answer(ANSWER);
  lost.watcher?.failed('the browser does not answer any more');
  assert.equal(lost.ended, ['s-1 media-lost']);
});

test('the browser of an operator is busy while it is called, and free when that is over', () => {
  const world = World.ringing();
  assert.not.ok(world.gateway.isFree(SEAT));
  assert.ok(world.gateway.isFree(SOURCE));
  world.gateway.onSip(ended);
  assert.ok(world.gateway.isFree(SEAT));
  assert.is(world.media.at(-1), 'close s-1');
});

const OTHER = { ...SOURCE, port: 50_125 };
const THIRD = 's-3' as SessionId;

test('when all of Opus is taken, whoever comes next speaks G.711, until somebody leaves', () => {
  const world = new World();
  world.gateway.connected(OTHER, LINE);
  world.invite();
  world.call('s-2' as SessionId);
  world.invite(THIRD, CHROMIUM_OFFER, OTHER);
  assert.equal([world.codecs, world.gateway.counters.get('opusFull')], [['Opus', 'G.711'], 1]);
  world.gateway.onSip({ ...ended, session: THIRD });
  world.gateway.onSip(ended);
  world.invite(THIRD, CHROMIUM_OFFER, OTHER);
  assert.equal(world.codecs, ['Opus', 'G.711', 'Opus']);
});

test('an operator that answers in G.711 leaves Opus to others', () => {
  const world = World.ringing();
  world.answer(ANSWER.replace('opus/48000/2', 'red/48000/2'));
  for (const port of [1, 2]) {
    world.gateway.connected({ ...SOURCE, port }, LINE);
    world.invite(`s-of-${port}` as SessionId, CHROMIUM_OFFER, { ...SOURCE, port });
  }
  assert.equal(world.codecs, ['G.711', 'Opus', 'Opus']);
});

test('the connection of an operator calls nobody', () => {
  const world = new World();
  world.invite(SESSION, CHROMIUM_OFFER, SEAT);
  assert.equal([world.statuses(), world.media], [[403], []]);
});

test.run();
