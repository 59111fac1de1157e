import { Worker } from 'node:worker_threads';
import { invariant, messageOf } from '../base/errors.js';
import type { Log } from '../base/log.js';
import type { IceCredentials } from './ice-lite.js';
import type { Fingerprint } from './peer-certificate.js';
import {
  BROWSER_MEDIA_COUNTERS,
  type BrowserMediaCounter,
  type BrowserThreadCommand,
  type BrowserThreadData,
  type BrowserThreadEvent,
  type PeerId,
  type RemotePeer,
} from './thread-messages.js';

export interface BrowserMediaOptions extends BrowserThreadData {
  readonly log: Log;
}

const NO_COUNTS = Object.fromEntries(BROWSER_MEDIA_COUNTERS.map((name) => [name, 0])) as Readonly<
  Record<BrowserMediaCounter, number>
>;

/** What our description to a browser says of us. */
export interface OpenedPeer {
  readonly local: IceCredentials;
  readonly fingerprint: Fingerprint;
  /** Where the mixer reaches the browser. */
  readonly inside: { readonly address: string; readonly port: number };
}

export interface PeerWatcher {
  opened(opened: OpenedPeer): void;
  /** There is no media path, or none any more. Once. */
  failed(reason: string): void;
}

/** The browsers' media as the main thread sees it: opens, joins and closes what the thread carries. */
export class BrowserMedia {
  readonly #options: BrowserMediaOptions;
  #thread: Worker | undefined;
  #fingerprint: Fingerprint | undefined;
  readonly #watchers = new Map<PeerId, PeerWatcher>();
  #counts: Readonly<Record<BrowserMediaCounter, number>> = NO_COUNTS;

  constructor(options: BrowserMediaOptions) {
    this.#options = options;
  }

  /** The thread begins with the first browser: until then it would only take memory and time of the start. */
  prepare(): void {
    this.#thread ??= this.#start();
  }

  counts(): Readonly<Record<BrowserMediaCounter, number>> {
    return this.#counts;
  }

  /** `remote` undefined: it is called, and `meet` follows its answer. */
  open(peer: PeerId, remote: RemotePeer | undefined, watcher: PeerWatcher): void {
    this.prepare();
    this.#watchers.set(peer, watcher);
    this.#post({ type: 'open', peer, remote });
  }

  meet(peer: PeerId, remote: RemotePeer): void {
    this.#post({ type: 'meet', peer, remote });
  }

  join(peer: PeerId, mixerPort: number): void {
    this.#post({ type: 'join', peer, mixerPort });
  }

  close(peer: PeerId): void {
    if (this.#watchers.delete(peer)) this.#post({ type: 'close', peer });
  }

  async stop(): Promise<void> {
    this.#watchers.clear();
    if (this.#thread === undefined) return;
    const ended = new Promise((resolve) => this.#thread?.once('exit', resolve));
    this.#post({ type: 'stop' });
    await ended;
  }

  #start(): Worker {
    const { bind, port, inside, log } = this.#options;
    const workerData: BrowserThreadData = { bind, port, inside };
    const thread = new Worker(new URL('./browser-thread.js', import.meta.url), {
      workerData,
      name: 'browsers',
    });
    thread.on('message', (event: BrowserThreadEvent) => this.#hear(event));
    thread.on('error', (error) =>
      log.error({ error: messageOf(error) }, 'the thread of the browsers failed'),
    );
    thread.once('exit', () => this.#gone());
    return thread;
  }

  #post(command: BrowserThreadCommand): void {
    this.#thread?.postMessage(command);
  }

  #hear(event: BrowserThreadEvent): void {
    switch (event.type) {
      case 'opened': {
        const { peer, local, insidePort } = event;
        const inside = { address: this.#options.inside, port: insidePort };
        invariant(this.#fingerprint !== undefined, 'the thread says first that it is ready');
        this.#watchers.get(peer)?.opened({ local, fingerprint: this.#fingerprint, inside });
        return;
      }
      case 'refused':
      case 'failed':
        return this.#failed(event.peer, event.reason);
      case 'counts':
        this.#counts = event.counts;
        return;
      case 'ready':
        this.#fingerprint = event.fingerprint;
        return;
    }
  }

  #failed(peer: PeerId, reason: string): void {
    const watcher = this.#watchers.get(peer);
    this.close(peer);
    watcher?.failed(reason);
  }

  /** The next browser begins it anew. */
  #gone(): void {
    this.#thread = undefined;
    for (const peer of this.#watchers.keys()) this.#failed(peer, 'the thread of the browsers is gone');
  }
}
