import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Clock } from '../base/clock.js';
import { Counters } from '../base/counters.js';
import { messageOf } from '../base/errors.js';
import type { Random } from '../base/random.js';
import { BrowserPeer } from './browser-peer.js';
import type { DtlsIdentity } from './dtls.js';
import { newIceCredentials, type IceCredentials } from './ice-lite.js';
import { freeOpusCodec, newOpusCodec } from './opus-codec.js';
import { OpusLeg } from './opus-leg.js';
import { parseBindingRequest, type StunSource } from './stun.js';
import {
  BROWSER_MEDIA_COUNTERS,
  type BrowserMediaCounter,
  type BrowserThreadCommand,
  type BrowserThreadEvent,
  type PeerId,
  type RemotePeer,
} from './thread-messages.js';

export interface BrowserPeersOptions {
  /** The one socket that all browsers send to. */
  readonly outside: Socket;
  readonly inside: string;
  readonly identity: DtlsIdentity;
  readonly clock: Clock;
  readonly random: Random;
  readonly tell: (event: BrowserThreadEvent) => void;
}

interface Entry {
  readonly id: PeerId;
  readonly local: IceCredentials;
  /** Undefined: it is being called and has not answered. */
  peer: BrowserPeer | undefined;
  /** Undefined: its packets pass as they are. */
  opus: OpusLeg | undefined;
  readonly inside: Socket;
  /** Where it was heard from, so that packets from there are its own. */
  readonly sources: Set<string>;
  joined: boolean;
}

type OpenCommand = Extract<BrowserThreadCommand, { type: 'open' }>;

/** A browser may try from each of its networks; beyond this the oldest is forgotten. */
const SOURCES_MAX = 16;

/** All browsers of this server: which packet is whose, and the sockets between them and the mixer. */
export class BrowserPeers {
  readonly counters = new Counters<BrowserMediaCounter>(BROWSER_MEDIA_COUNTERS);
  readonly #options: BrowserPeersOptions;
  readonly #entries = new Map<PeerId, Entry>();
  /** Whose socket is being bound. */
  readonly #opening = new Set<PeerId>();
  readonly #byUfrag = new Map<string, Entry>();
  readonly #bySource = new Map<string, Entry>();

  constructor(options: BrowserPeersOptions) {
    this.#options = options;
    options.outside.on('message', (bytes, from) => this.#guarded(() => this.#fromOutside(bytes, from)));
  }

  handle(command: Exclude<BrowserThreadCommand, { type: 'stop' }>): void {
    switch (command.type) {
      case 'open':
        void this.#open(command);
        return;
      case 'meet':
        void this.#answered(command.peer, command.remote);
        return;
      case 'join':
        return this.#join(command.peer, command.mixerPort);
      case 'close':
        return this.#close(command.peer);
    }
  }

  tick(): void {
    const nowMs = this.#options.clock.now();
    for (const { peer } of this.#entries.values()) peer?.tick(nowMs);
  }

  close(): void {
    this.#opening.clear();
    for (const id of this.#entries.keys()) this.#close(id);
  }

  async #open(command: OpenCommand): Promise<void> {
    const { tell, inside } = this.#options;
    const { peer: id } = command;
    this.#opening.add(id);
    try {
      const socket = await bound(inside);
      if (this.#opening.delete(id)) await this.#opened(command, socket);
      else socket.close();
    } catch (thrown) {
      this.#close(id);
      tell({ type: 'refused', peer: id, reason: messageOf(thrown) });
    }
  }

  async #opened({ peer: id, remote }: OpenCommand, inside: Socket): Promise<void> {
    const { random, tell } = this.#options;
    const local = newIceCredentials(random);
    const entry: Entry = {
      id,
      local,
      peer: undefined,
      opus: undefined,
      inside,
      sources: new Set(),
      joined: false,
    };
    inside.on('message', (packet) => this.#guarded(() => this.#fromMixer(entry, packet)));
    // The mixer's port is closed a moment before ours: an ICMP error, of which nothing follows.
    inside.on('error', () => this.counters.add('sendErrors'));
    this.#entries.set(id, entry);
    this.#byUfrag.set(local.ufrag, entry);
    this.counters.add('opened');
    if (remote !== undefined) await this.#meet(entry, remote);
    if (this.#entries.get(id) === entry)
      tell({ type: 'opened', peer: id, local, insidePort: inside.address().port });
  }

  async #answered(id: PeerId, remote: RemotePeer): Promise<void> {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    try {
      await this.#meet(entry, remote);
    } catch (thrown) {
      this.#failed(id, messageOf(thrown));
    }
  }

  async #meet(entry: Entry, { ufrag: remoteUfrag, fingerprint, opus }: RemotePeer): Promise<void> {
    const { clock, identity } = this.#options;
    const { id, local } = entry;
    const codec = opus && (await newOpusCodec());
    const isWanted = this.#entries.get(id) === entry && entry.peer === undefined;
    if (codec !== undefined && !isWanted) freeOpusCodec(codec);
    if (!isWanted) return;
    if (opus !== undefined && codec !== undefined) {
      this.counters.add('opus');
      entry.opus = new OpusLeg(opus, codec, this.counters, (packet) => this.#toMixer(entry, packet));
    }
    entry.peer = new BrowserPeer(
      { identity, local, remoteUfrag, fingerprint, nowMs: clock.now() },
      {
        toBrowser: (bytes, to) => this.#toBrowser(bytes, to),
        toMixer: (packet) => (entry.opus ? entry.opus.fromBrowser(packet) : this.#toMixer(entry, packet)),
        connected: () => this.counters.add('connected'),
        failed: (reason) => this.#failed(id, reason),
      },
    );
  }

  #failed(id: PeerId, reason: string): void {
    this.counters.add('failed');
    this.#options.tell({ type: 'failed', peer: id, reason });
  }

  /** Connected, so that nobody but the mixer is heard on it. */
  #join(id: PeerId, mixerPort: number): void {
    const entry = this.#entries.get(id);
    if (entry === undefined || entry.joined) return;
    entry.inside.connect(mixerPort, this.#options.inside, () => {
      entry.joined = true;
    });
  }

  #close(id: PeerId): void {
    this.#opening.delete(id);
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    this.#entries.delete(id);
    this.#byUfrag.delete(entry.local.ufrag);
    for (const source of entry.sources) this.#bySource.delete(source);
    entry.peer?.close();
    entry.opus?.close();
    entry.inside.close();
  }

  /** No packet of one browser may end the media of all [C5]. */
  #guarded(work: () => void): void {
    try {
      work();
    } catch {
      this.counters.add('faults');
    }
  }

  #fromOutside(bytes: Buffer, { address, port }: RemoteInfo): void {
    this.counters.add('fromBrowsers');
    const source = { address, port };
    const key = `${address} ${port}`;
    const entry = this.#claimed(bytes) ?? this.#bySource.get(key);
    if (entry === undefined) return this.counters.add('strangers');
    // A check that is faster than the answer comes again.
    const proven = entry.peer?.fromBrowser(bytes, source, this.#options.clock.now());
    if (proven === true) this.#remember(entry, key);
  }

  /** A check names whose it is; whether that is true, its signature says. */
  #claimed(bytes: Buffer): Entry | undefined {
    const username = (bytes[0] ?? 0) < 4 ? parseBindingRequest(bytes)?.username : undefined;
    return username === undefined ? undefined : this.#byUfrag.get(username.split(':')[0]!);
  }

  #remember(entry: Entry, key: string): void {
    const former = this.#bySource.get(key);
    if (former === entry) return;
    // A port that a network gives to the next: who had it must not take it along when it goes.
    former?.sources.delete(key);
    this.#bySource.set(key, entry);
    entry.sources.add(key);
    const [oldest] = entry.sources;
    if (entry.sources.size <= SOURCES_MAX || oldest === undefined) return;
    entry.sources.delete(oldest);
    this.#bySource.delete(oldest);
  }

  #toBrowser(bytes: Uint8Array, { address, port }: StunSource): void {
    this.counters.add('toBrowsers');
    this.#options.outside.send(bytes, port, address, (error) => {
      if (error !== null) this.counters.add('sendErrors');
    });
  }

  #fromMixer({ peer, opus }: Entry, packet: Uint8Array): void {
    const translated = opus === undefined ? packet : opus.fromMixer(packet);
    if (translated !== undefined) peer?.fromMixer(translated);
  }

  #toMixer(entry: Entry, packet: Uint8Array): void {
    if (!entry.joined) return;
    entry.inside.send(packet, (error) => {
      if (error !== null) this.counters.add('sendErrors');
    });
  }
}

async function bound(address: string): Promise<Socket> {
  const socket = createSocket('udp4');
  const listening = once(socket, 'listening');
  socket.bind(0, address);
  await listening;
  return socket;
}
