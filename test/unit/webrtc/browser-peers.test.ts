import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createDecoder, createEncoder } from 'libopus-wasm';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, RtpPacket } from 'werift';
import { systemClock } from '../../../src/base/clock.js';
import { seededRandom } from '../../../src/base/random.js';
import { browserAnswer, readBrowserOffer, type BrowserDescription } from '../../../src/webrtc/browser-sdp.js';
import { BrowserPeers } from '../../../src/webrtc/browser-peers.js';
import { newDtlsIdentity, type DtlsIdentity } from '../../../src/webrtc/dtls.js';
import type { Fingerprint } from '../../../src/webrtc/peer-certificate.js';
import type { BrowserThreadEvent } from '../../../src/webrtc/thread-messages.js';
import { bindingRequest } from '../../support/stun-client.js';

const test = suite('the media of browsers, with werift as the browser');

const HOST = '127.0.0.1';
const PEER = 'session-1';
const PCMU = 0;
const IN_PCMU = new RTCRtpCodecParameters({ mimeType: 'audio/PCMU', clockRate: 8000, payloadType: PCMU });
const OPUS = 111;
const IN_OPUS = new RTCRtpCodecParameters({
  mimeType: 'audio/opus',
  clockRate: 48_000,
  channels: 2,
  payloadType: OPUS,
});
const LIMIT_MS = 10_000;

let identity: DtlsIdentity;
test.before(async () => {
  identity = await newDtlsIdentity();
});

async function bound(): Promise<Socket> {
  const socket = createSocket('udp4').bind(0, HOST);
  await once(socket, 'listening');
  return socket;
}

async function until(condition: () => boolean): Promise<void> {
  const endMs = Date.now() + LIMIT_MS;
  while (!condition()) {
    if (Date.now() > endMs) throw new Error('not so in time');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** One browser, the server's side of it, and what would be the mixer. */
class World {
  readonly events: BrowserThreadEvent[] = [];
  readonly atMixer: Buffer[] = [];
  readonly atBrowser: RtpPacket[] = [];
  readonly microphone = new MediaStreamTrack({ kind: 'audio' });
  readonly browser: RTCPeerConnection;
  readonly peers: BrowserPeers;
  readonly mixer: Socket;
  readonly #outside: Socket;
  insidePort = 0;

  private constructor(outside: Socket, mixer: Socket, codec: RTCRtpCodecParameters) {
    this.browser = new RTCPeerConnection({
      iceServers: [],
      iceAdditionalHostAddresses: [HOST],
      codecs: { audio: [codec] },
    });
    this.#outside = outside;
    this.mixer = mixer;
    this.peers = new BrowserPeers({
      outside,
      inside: HOST,
      identity,
      clock: systemClock,
      random: seededRandom(1),
      tell: (event) => void this.events.push(event),
    });
    mixer.on('message', (packet) => void this.atMixer.push(packet));
  }

  /** The browser has the answer; its checks are on their way. */
  static async answered(
    named: (offered: Fingerprint) => Fingerprint = (offered) => offered,
    codec = IN_PCMU,
  ): Promise<World> {
    const world = new World(await bound(), await bound(), codec);
    const { browser } = world;
    browser.addTransceiver(world.microphone, { direction: 'sendrecv' });
    const description = await browser.createOffer();
    // Without a server of ours it would ask one in the Internet where it is.
    for (const { connection } of browser.iceTransports) Object.assign(connection, { stunServer: undefined });
    await browser.setLocalDescription(description);
    // Below its tracks, which know only sources that SDP has named.
    browser.dtlsTransports[0]!.onRtp.subscribe((packet) => void world.atBrowser.push(packet));
    const offer = readBrowserOffer(browser.localDescription!.sdp);
    assert.ok(offer.ok);
    await world.#answer(offer.value, named(offer.value.remote.fingerprint));
    return world;
  }

  get outsideAddress(): { readonly port: number } {
    return this.#outside.address();
  }

  async #answer(offer: BrowserDescription, fingerprint: Fingerprint): Promise<void> {
    this.peers.handle({ type: 'open', peer: PEER, remote: { ...offer.remote, fingerprint } });
    await until(() => this.events.length > 0);
    const [opened] = this.events;
    assert.ok(opened?.type === 'opened');
    this.insidePort = opened.insidePort;
    const inside = { address: HOST, port: opened.insidePort };
    const { port } = this.#outside.address();
    const mixerPort = this.mixer.address().port;
    const plain = `v=0\r\no=- 1 1 IN IP4 ${HOST}\r\ns=-\r\nc=IN IP4 ${HOST}\r\nt=0 0\r\nm=audio ${mixerPort} RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n`;
    const opening = { local: opened.local, fingerprint: identity.fingerprint, inside };
    const answer = browserAnswer(offer, plain, opening, { address: HOST, port });
    this.peers.handle({ type: 'join', peer: PEER, mixerPort: answer!.mixerPort });
    await this.browser.setRemoteDescription({ type: 'answer', sdp: answer!.sdp });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
    this.peers.close();
    this.#outside.close();
    this.mixer.close();
  }
}

function audioPacket(sequence: number): Buffer {
  const packet = Buffer.alloc(172, 0x55);
  packet.writeUInt16BE(0x8000 | PCMU, 0);
  packet.writeUInt16BE(sequence, 2);
  packet.writeUInt32BE(sequence * 160, 4);
  packet.writeUInt32BE(0xcafe, 8);
  return packet;
}

test('what the browser says comes out plain at the mixer, and what the mixer sends reaches the browser', async () => {
  await using world = await World.answered();
  await until(() => world.browser.connectionState === 'connected');
  const payload = Buffer.alloc(160, 0x2a);
  let sequence = 0;
  const beat = setInterval(() => {
    const packet = RtpPacket.deSerialize(audioPacket(sequence));
    packet.payload = payload;
    world.microphone.writeRtp(packet);
    world.mixer.send(audioPacket(sequence++), world.insidePort, HOST);
  }, 5);
  await until(() => world.atMixer.length > 5 && world.atBrowser.length > 5).finally(() =>
    clearInterval(beat),
  );
  assert.equal(world.atMixer.at(-1)!.subarray(12), payload);
  const { header, payload: heard } = world.atBrowser.at(-1)!;
  assert.equal([header.payloadType, header.ssrc, heard.length], [PCMU, 0xcafe, 160]);
  assert.is(world.peers.counters.get('connected'), 1);
});

test('a browser that speaks Opus is PCMU at the mixer, and hears Opus', async () => {
  await using world = await World.answered(undefined, IN_OPUS);
  await until(() => world.browser.connectionState === 'connected');
  const silence = (await createEncoder({ channels: 1 })).encode(new Int16Array(960));
  let sequence = 0;
  const beat = setInterval(() => {
    const packet = RtpPacket.deSerialize(audioPacket(sequence));
    packet.header.payloadType = OPUS;
    packet.payload = Buffer.from(silence);
    world.microphone.writeRtp(packet);
    world.mixer.send(audioPacket(sequence++), world.insidePort, HOST);
  }, 5);
  await until(() => world.atMixer.length > 5 && world.atBrowser.length > 5).finally(() =>
    clearInterval(beat),
  );
  const atMixer = RtpPacket.deSerialize(world.atMixer.at(-1)!);
  assert.equal([atMixer.header.payloadType, atMixer.payload.length], [PCMU, 160]);
  const { header, payload } = world.atBrowser.at(-1)!;
  assert.is(header.payloadType, OPUS);
  assert.is((await createDecoder({ sampleRate: 8_000, channels: 1 })).decode(payload).length, 160);
  assert.equal([world.peers.counters.get('opus'), world.peers.counters.get('faults')], [1, 0]);
});

test('whoever has another certificate than SDP has named is not spoken to', async () => {
  await using world = await World.answered(({ algorithm, value }) => ({
    algorithm,
    value: value.replace(/^../, (digits) => (digits === '00' ? '11' : '00')),
  }));
  await until(() => world.events.some(({ type }) => type === 'failed'));
  const failed = world.events.find(({ type }) => type === 'failed');
  assert.equal(failed, { type: 'failed', peer: PEER, reason: 'it is not the peer that SDP has named' });
  world.mixer.send(audioPacket(1), world.insidePort, HOST);
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(world.atBrowser, []);
});

test('a stranger is not answered and reaches nobody', async () => {
  await using world = await World.answered();
  await until(() => world.browser.connectionState === 'connected');
  const before = world.peers.counters.get('strangers');
  const stranger = await bound();
  let answers = 0;
  stranger.on('message', () => answers++);
  const { port } = world.outsideAddress;
  for (const bytes of [audioPacket(1), Buffer.from([22, 1, 2]), Buffer.from([0, 1]), Buffer.alloc(0)])
    stranger.send(bytes, port, HOST);
  await until(() => world.peers.counters.get('strangers') >= before + 4);
  assert.equal([answers, world.atMixer.filter((packet) => packet[12] === 0x55)], [0, []]);
  stranger.close();
});

test('who goes does not take along an address that another browser has proven since', async () => {
  const [outside, phone] = [await bound(), await bound()];
  const opened = new Map<string, Extract<BrowserThreadEvent, { type: 'opened' }>>();
  const peers = new BrowserPeers({
    outside,
    inside: HOST,
    identity,
    clock: systemClock,
    random: seededRandom(1),
    tell: (event) => void (event.type === 'opened' && opened.set(event.peer, event)),
  });
  let answers = 0;
  phone.on('message', () => answers++);
  const fingerprint = { algorithm: 'sha-256', value: 'AA' };
  for (const peer of ['former', 'present']) {
    peers.handle({ type: 'open', peer, remote: { ufrag: 'them', fingerprint, opus: undefined } });
    await until(() => opened.has(peer));
    const { ufrag, password } = opened.get(peer)!.local;
    const before = answers;
    phone.send(
      bindingRequest({ username: `${ufrag}:them`, password, useCandidate: false }),
      outside.address().port,
      HOST,
    );
    await until(() => answers > before);
  }
  peers.handle({ type: 'close', peer: 'former' });
  const { fromBrowsers, strangers } = peers.counters.snapshot();
  phone.send(audioPacket(1), outside.address().port, HOST);
  await until(() => peers.counters.get('fromBrowsers') > fromBrowsers);
  assert.is(peers.counters.get('strangers'), strangers);
  peers.close();
  outside.close();
  phone.close();
});

test('who closes is closed, also while its socket is being opened', async () => {
  await using world = await World.answered();
  world.peers.handle({ type: 'close', peer: PEER });
  world.peers.handle({ type: 'close', peer: PEER });
  const fingerprint = { algorithm: 'sha-256', value: 'AA' };
  const opus = undefined;
  world.peers.handle({ type: 'open', peer: 'session-2', remote: { ufrag: 'x', fingerprint, opus } });
  world.peers.handle({ type: 'close', peer: 'session-2' });
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(
    world.events.map(({ type }) => type),
    ['opened'],
  );
});

test.run();
