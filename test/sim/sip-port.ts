import type { MonotonicMs } from '../../src/base/units.js';
import type { SipPort } from '../../src/call/ports.js';
import type { SipCommand, SipEvent, SipInput, SocketId } from '../../src/sip/endpoint-api.js';
import type { SipEndpoint } from '../../src/sip/endpoint.js';
import { ipv4Word, type Network, type Port } from './network.js';
import type { WireTimeline } from './timeline.js';

export interface SimSipOptions {
  readonly endpoint: SipEndpoint;
  readonly network: Network;
  readonly address: { readonly host: string; readonly port: number };
  readonly timeline: WireTimeline;
  readonly now: () => MonotonicMs;
  readonly onEvent: (event: SipEvent) => void;
  readonly trace: (line: string) => void;
}

const SOCKET = 0 as SocketId;

export const SIP_LIMITS = {
  messageBytesMax: 65_535,
  headerLinesMax: 200,
  viaMax: 70,
  transactionsMax: 10_000,
  dialogsMax: 1_000,
};

/** What SipRunner is to real sockets: feeds the endpoint, one input after another, and sends what it wants. */
export class SimSip implements SipPort {
  readonly port: Port;
  readonly #options: SimSipOptions;
  readonly #inputs: SipInput[] = [];
  #feeding = false;

  constructor(options: SimSipOptions) {
    this.#options = options;
    const { host, port } = options.address;
    this.port = {
      host,
      port,
      word: ipv4Word(host),
      line: undefined,
      receive: (bytes, length, from) => this.#onDatagram(bytes.slice(0, length), from),
    };
    options.network.bind(this.port);
  }

  command(command: SipCommand): void {
    this.#feed(command);
  }

  tick(): void {
    const { endpoint, now } = this.#options;
    const dueMs = endpoint.nextDeadline();
    if (dueMs !== undefined && dueMs <= now()) this.#feed({ type: 'timer' });
  }

  #onDatagram(bytes: Uint8Array, from: Port): void {
    const text = Buffer.from(bytes).toString('latin1');
    this.#options.timeline.in(text, this.#options.now());
    this.#options.trace(`  ▶ ${firstLine(text)} from ${from.host}`);
    this.#feed({ type: 'datagram', socket: SOCKET, source: { host: from.host, port: from.port }, bytes });
  }

  #feed(input: SipInput): void {
    this.#inputs.push(input);
    if (this.#feeding) return;
    this.#feeding = true;
    for (let next = this.#inputs.shift(); next !== undefined; next = this.#inputs.shift()) this.#step(next);
    this.#feeding = false;
  }

  #step(input: SipInput): void {
    const { endpoint, network, timeline, now, onEvent, trace } = this.#options;
    for (const effect of endpoint.handle(input, now())) {
      if (effect.type === 'event') {
        onEvent(effect.event);
        continue;
      }
      const { bytes, destination } = effect;
      const text = Buffer.from(bytes).toString('latin1');
      timeline.out(text, now());
      trace(`  ◀ ${firstLine(text)} to ${destination.host}`);
      const to = { word: ipv4Word(destination.host), port: destination.port };
      network.send('sip', bytes, 0, bytes.length, this.port, to);
    }
  }
}

function firstLine(text: string): string {
  const cseq = /^CSeq: *(.*)$/im.exec(text)?.[1] ?? '';
  return `${text.slice(0, text.indexOf('\r\n'))} (${cseq.trim()})`;
}
