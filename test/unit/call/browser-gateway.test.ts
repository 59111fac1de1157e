import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { silentLog } from '../../../src/base/log.js';
import { BrowserGateway } from '../../../src/call/browser-gateway.js';
import { BROWSER_TRUNK, type BrowserLine } from '../../../src/call/browser-line.js';
import type { SessionId, SipCommand, SipEvent } from '../../../src/sip/endpoint-api.js';
import type { OpenedPeer, PeerWatcher } from '../../../src/webrtc/browser-media.js';
import { CHROMIUM_OFFER } from '../../support/browser-offer.js';
import { incomingInvite } from '../../support/calls.js';

const test = suite('the gateway of browsers');

const SESSION = 's-1' as SessionId;
const SOURCE = { host: '203.0.113.50', port: 50_123 };
const LINE: BrowserLine = { roomNumber: '1001', role: 'chair', name: '李雷', language: 'zh-CN' };
const OPENED: OpenedPeer = {
  local: { ufrag: 'ours', password: 'a-password-of-24-characters' },
  fingerprint: { algorithm: 'sha-256', value: 'AA:BB' },
  inside: { address: '127.0.0.1', port: 41_000 },
};
const PLAIN_ANSWER =
  'v=0\r\no=- 7 1 IN IP4 203.0.113.1\r\ns=-\r\nc=IN IP4 203.0.113.1\r\nt=0 0\r\nm=audio 20010 RTP/AVP 0\r\n';

/** The gateway between recorders. */
class World {
  readonly sip: SipCommand[] = [];
  readonly passedOn: SipEvent[] = [];
  readonly begun: { session: SessionId; sdp: string | undefined; line: BrowserLine }[] = [];
  readonly ended: string[] = [];
  readonly media: string[] = [];
  watcher: PeerWatcher | undefined;
  readonly gateway: BrowserGateway;

  constructor() {
    this.gateway = new BrowserGateway({
      sip: { command: (command) => void this.sip.push(command) },
      media: {
        open: (peer, { ufrag }, watcher) => {
          this.media.push(`open ${peer} ${ufrag}`);
          this.watcher = watcher;
        },
        join: (peer, port) => void this.media.push(`join ${peer} ${port}`),
        close: (peer) => void this.media.push(`close ${peer}`),
      },
      outside: { address: '203.0.113.1', port: 20_002 },
      log: silentLog,
    });
    this.gateway.serve({
      onSip: (event) => void this.passedOn.push(event),
      onBrowser: (session, { sdp }, line) => void this.begun.push({ session, sdp, line }),
      endSession: (session, reason) => void this.ended.push(`${session} ${reason}`),
    });
    this.gateway.connected(SOURCE, LINE);
  }

  invite(session = SESSION, sdp = CHROMIUM_OFFER, source = SOURCE): void {
    const invite = incomingInvite({ trunk: BROWSER_TRUNK, source, sdp });
    this.gateway.onSip({ type: 'incoming', session, invite });
  }

  /** The state after its media was opened. */
  static opened(): World {
    const world = new World();
    world.invite();
    world.watcher?.opened(OPENED);
    return world;
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
  world.gateway.disconnected(SOURCE);
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

test.run();
