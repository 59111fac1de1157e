import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { unreachable } from '../../base/errors.js';
import { ENTRY_GENERATION, PacketRing } from '../shared/packet-ring.js';
import {
  SLOT_GENERATION,
  SLOT_INTS,
  SLOT_PORT,
  SLOT_RESULT,
  type DgramMemory,
  type GatewayRequest,
} from './dgram-layout.js';
import { formatIp, parseIp, type IpWords } from './ip-words.js';
import {
  PACKET_BYTES_MAX,
  PACKET_IO_COUNTERS,
  RECORD_ADDRESS,
  RECORD_LENGTH,
  RECORD_OFFSET,
  RECORD_PORT,
  RECORD_SLOT,
  type PacketIoCounter,
} from './packet-io.js';

/** Entry of the gateway thread: node:dgram sockets for one media worker, which is parked most of its time. */

const EIO = -5;
const SOCKET_BUFFER_BYTES = 64 * 1024;
const SOURCES_MAX = 4096;

interface GatewaySocket {
  readonly socket: Socket;
  readonly generation: number;
  readonly ipv6: boolean;
  /** The last destination: a leg sends to one address, so its text is made once. */
  words: IpWords;
  text: string;
}

class Gateway {
  readonly #memory: DgramMemory;
  readonly #in: PacketRing;
  readonly #out: PacketRing;
  readonly #sockets = new Map<number, GatewaySocket>();
  /** Words of source addresses already parsed; emptied when full, as anybody may send. */
  readonly #sources = new Map<string, IpWords>();
  readonly #afterSend = (error: Error | null): void => {
    if (error !== null) this.#count('sendFailed');
  };

  constructor(memory: DgramMemory) {
    this.#memory = memory;
    this.#in = new PacketRing(memory.toGateway);
    this.#out = new PacketRing(memory.toWorker);
  }

  handle(request: GatewayRequest): void {
    switch (request.type) {
      case 'open':
        return this.#open(request);
      case 'close':
        return this.#close(request.slot);
      default:
        unreachable(request);
    }
  }

  async pump(): Promise<never> {
    for (;;) {
      const count = this.#in.waiting();
      for (let i = 0; i < count; i++) this.#send(this.#in.entry(i));
      this.#in.release(count);
      await this.#in.untilWaiting();
    }
  }

  #open({ slot, generation, address, port }: GatewayRequest & { readonly type: 'open' }): void {
    const ipv6 = isIPv6(address);
    const socket = createSocket({
      type: ipv6 ? 'udp6' : 'udp4',
      // Addresses are numeric: answering at once keeps a send within the call, in the order of the ring.
      lookup: (host, _options, done) => done(null, host, ipv6 ? 6 : 4),
    });
    const entry: GatewaySocket = { socket, generation, ipv6, words: [0, 0, 0, 0], text: '' };
    this.#sockets.set(slot, entry);
    let bound = false;
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (bound) return this.#count('receiveErrors');
      if (this.#sockets.get(slot) === entry) this.#close(slot);
      this.#report(slot, generation, error.errno ?? EIO, 0);
    });
    socket.on('listening', () => {
      bound = true;
      socket.setRecvBufferSize(SOCKET_BUFFER_BYTES);
      this.#report(slot, generation, 0, socket.address().port);
    });
    socket.on('message', (packet, { address, port }) =>
      this.#receive(slot, generation, packet, address, port),
    );
    socket.bind({ address, port, exclusive: true });
  }

  #report(slot: number, generation: number, result: number, port: number): void {
    const cell = slot * SLOT_INTS;
    this.#memory.slots[cell + SLOT_RESULT] = result;
    this.#memory.slots[cell + SLOT_PORT] = port;
    Atomics.store(this.#memory.slots, cell + SLOT_GENERATION, generation);
  }

  #close(slot: number): void {
    const entry = this.#sockets.get(slot);
    if (entry === undefined) return;
    this.#sockets.delete(slot);
    entry.socket.close();
  }

  #receive(slot: number, generation: number, packet: Buffer, address: string, port: number): void {
    if (packet.length > PACKET_BYTES_MAX) return this.#count('receiveOversize');
    const source = this.#source(address);
    const entry = this.#out.reserve(0);
    if (entry < 0 || source === undefined) return this.#count('receiveDropped');
    const { cells, bytes } = this.#out;
    bytes.set(packet, cells[entry + RECORD_OFFSET]);
    cells[entry + RECORD_SLOT] = slot;
    cells[entry + RECORD_LENGTH] = packet.length;
    cells[entry + RECORD_PORT] = port;
    cells.set(source, entry + RECORD_ADDRESS);
    cells[entry + ENTRY_GENERATION] = generation;
    this.#out.publish(1);
  }

  #source(address: string): IpWords | undefined {
    const known = this.#sources.get(address);
    if (known !== undefined) return known;
    // A link-local source comes with its zone, which the tables cannot carry.
    const words = parseIp(address.split('%', 1)[0]!);
    if (words === undefined) return undefined;
    if (this.#sources.size >= SOURCES_MAX) this.#sources.clear();
    this.#sources.set(address, words);
    return words;
  }

  #send(at: number): void {
    const { cells, bytes } = this.#in;
    const entry = this.#sockets.get(cells[at + RECORD_SLOT]!);
    if (entry === undefined || entry.generation !== cells[at + ENTRY_GENERATION])
      return this.#count('sendFailed');
    const start = cells[at + RECORD_OFFSET]!;
    // A copy: a socket whose buffer is full keeps the packet, while its place in the ring is used again.
    const packet = Buffer.from(bytes.subarray(start, start + cells[at + RECORD_LENGTH]!));
    entry.socket.send(
      packet,
      cells[at + RECORD_PORT],
      this.#destination(entry, at + RECORD_ADDRESS),
      this.#afterSend,
    );
  }

  #destination(entry: GatewaySocket, at: number): string {
    const { cells } = this.#in;
    const { words } = entry;
    const same = words.every((word, i) => word === cells[at + i]);
    if (!same || entry.text === '') {
      entry.words = [cells[at]!, cells[at + 1]!, cells[at + 2]!, cells[at + 3]!];
      const text = formatIp(entry.words);
      entry.text = entry.ipv6 && text.includes('.') ? `::ffff:${text}` : text;
    }
    return entry.text;
  }

  #count(name: PacketIoCounter): void {
    this.#memory.gatewayCounts[PACKET_IO_COUNTERS.indexOf(name)]! += 1;
  }
}

const memory = workerData as DgramMemory;
const gateway = new Gateway(memory);
parentPort!.on('message', (request: GatewayRequest) => gateway.handle(request));
void gateway.pump();
Atomics.store(memory.ready, 0, 1);
Atomics.notify(memory.ready, 0);
