import { parseIp, type IpWords } from '../../src/mixer/io/ip-words.js';
import {
  PACKET_BYTES_MAX,
  RECORD_ADDRESS,
  RECORD_INTS,
  RECORD_LENGTH,
  RECORD_OFFSET,
  RECORD_PORT,
  RECORD_SLOT,
  type PacketIo,
} from '../../src/mixer/io/packet-io.js';

export function requireIp(text: string): IpWords {
  const words = parseIp(text);
  if (words === undefined) throw new Error(`not an IP address: ${text}`);
  return words;
}

interface OutgoingRecord {
  readonly slot: number;
  readonly offset: number;
  readonly length: number;
  readonly port: number;
  readonly address: IpWords;
}

export function writeRecord(outgoing: Int32Array, row: number, record: OutgoingRecord): void {
  const at = row * RECORD_INTS;
  outgoing[at + RECORD_SLOT] = record.slot;
  outgoing[at + RECORD_OFFSET] = record.offset;
  outgoing[at + RECORD_LENGTH] = record.length;
  outgoing[at + RECORD_PORT] = record.port;
  for (let word = 0; word < 4; word++) outgoing[at + RECORD_ADDRESS + word] = record.address[word]!;
}

const EADDRINUSE = -98;
const OPEN_LIMIT_MS = 10_000;

export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** Lets other work of this thread run: the asynchronous parts of a PacketIo, a server in the same process. */
export type Pause = () => Promise<void>;

/** Binds slots 0 to count − 1 to even ports of the range that are free; returns the ports. */
export async function openSlots(
  io: PacketIo,
  count: number,
  address: string,
  range: PortRange,
  pause: Pause,
): Promise<number[]> {
  const ports: number[] = [];
  let port = range.first + (range.first % 2);
  for (let slot = 0; slot < count; slot++) {
    for (;;) {
      if (port > range.last)
        throw new Error(`ports ${range.first}-${range.last} do not suffice for ${count} sockets`);
      const candidate = port;
      port += 2;
      const result = await openOne(io, slot, address, candidate, pause);
      if (result === EADDRINUSE) continue;
      if (result < 0) throw new Error(`cannot bind ${address}:${candidate}: errno ${-result}`);
      ports.push(candidate);
      break;
    }
  }
  return ports;
}

async function openOne(
  io: PacketIo,
  slot: number,
  address: string,
  port: number,
  pause: Pause,
): Promise<number> {
  const begun = io.open(slot, address, port);
  if (begun < 0) return begun;
  const limitNs = io.nowNs() + OPEN_LIMIT_MS * 1e6;
  for (;;) {
    const result = io.openResult(slot);
    if (result !== undefined) return result;
    if (io.nowNs() > limitNs) throw new Error(`binding ${address}:${port} was never answered`);
    await pause();
  }
}

/** Sends one message at once, in row 0: nothing else may be waiting there. */
export function sendText(io: PacketIo, slot: number, text: string, address: IpWords, port: number): void {
  const bytes = Buffer.from(text, 'latin1');
  if (bytes.length > PACKET_BYTES_MAX) throw new Error(`message of ${bytes.length} bytes does not fit`);
  io.bytes.set(bytes, io.sendOffset);
  writeRecord(io.outgoing, 0, { slot, offset: io.sendOffset, length: bytes.length, port, address });
  io.send(1);
}

export const textOf = (io: PacketIo, offset: number, length: number): string =>
  Buffer.from(io.bytes.buffer, io.bytes.byteOffset + offset, length).toString('latin1');

/** Hands everything that has arrived to `take`. */
export function drain(io: PacketIo, take: (slot: number, offset: number, length: number) => void): void {
  for (;;) {
    const rows = io.receive();
    for (let row = 0; row < rows; row++) {
      const at = row * RECORD_INTS;
      take(
        io.received[at + RECORD_SLOT]!,
        io.received[at + RECORD_OFFSET]!,
        io.received[at + RECORD_LENGTH]!,
      );
    }
    if (rows < io.batchMax) return;
  }
}
