import { messageOf } from '../../base/errors.js';
import type { Log } from '../../base/log.js';
import { createDgramIo } from './dgram-gateway.js';
import { createMmsgIo, createUringIo } from './native-io.js';
import {
  RECORD_ADDRESS,
  RECORD_LENGTH,
  RECORD_OFFSET,
  RECORD_PORT,
  RECORD_SLOT,
  type PacketIo,
  type PacketIoName,
  type PacketIoOptions,
} from './packet-io.js';
import { parseIp } from './ip-words.js';

export type CreatePacketIo = (options: PacketIoOptions) => PacketIo;

/** Best first, by measured cost of a packet. */
export const PACKET_IO_KINDS: readonly { readonly name: PacketIoName; readonly create: CreatePacketIo }[] = [
  { name: 'io_uring', create: createUringIo },
  { name: 'mmsg', create: createMmsgIo },
  { name: 'dgram', create: createDgramIo },
];

export interface PacketIoChoice extends PacketIoOptions {
  readonly log: Log;
  /** Tried first; the others follow in their order. */
  readonly preferred?: PacketIoName;
}

/**
 * Makes the best packet I/O that carries a real packet on this machine. What is refused depends on the kernel, on
 * its settings and on the container's filter of system calls, so only trying tells. Throws when none works.
 */
export function choosePacketIo({ log, preferred, ...options }: PacketIoChoice): PacketIo {
  const inOrder = [...PACKET_IO_KINDS].sort(
    (a, b) => Number(b.name === preferred) - Number(a.name === preferred),
  );
  const refused: string[] = [];
  for (const { name, create } of inOrder) {
    const reason = whyNot(create);
    if (reason === undefined) {
      log.info({ packetIo: name, preferred, refused: refused.join('; ') }, 'packet I/O chosen');
      return create(options);
    }
    refused.push(`${name}: ${reason}`);
  }
  throw new Error(`no packet I/O works here: ${refused.join('; ')}`);
}

/** Sends itself a packet; undefined when it arrived, else the reason. */
export function whyNot(create: CreatePacketIo): string | undefined {
  let io: PacketIo | undefined;
  try {
    io = create({ slotsMax: 2, batchMax: 4 });
    return probe(io);
  } catch (error) {
    return messageOf(error);
  } finally {
    io?.destroy();
  }
}

const PROBE_LENGTH = 172;
const PROBE_TRIES = 50;
const PROBE_PAUSE_NS = 10_000_000;

function probe(io: PacketIo): string | undefined {
  for (const slot of [0, 1]) {
    const result = io.open(slot, '127.0.0.1', 0) || until(io, () => io.openResult(slot));
    if (result !== 0)
      return `cannot open a socket: ${result === undefined ? 'no answer' : `errno ${-result}`}`;
  }
  io.receive();
  const payload = Uint8Array.from({ length: PROBE_LENGTH }, (_, i) => i);
  io.bytes.set(payload, io.sendOffset);
  io.outgoing[RECORD_SLOT] = 0;
  io.outgoing[RECORD_OFFSET] = io.sendOffset;
  io.outgoing[RECORD_LENGTH] = PROBE_LENGTH;
  io.outgoing[RECORD_PORT] = io.localPort(1);
  io.outgoing.set(parseIp('127.0.0.1')!, RECORD_ADDRESS);
  if (io.send(1) !== 1) return 'cannot send a packet';
  const rows = until(io, () => io.receive() || undefined);
  if (rows !== 1) return 'a packet sent did not arrive';
  const start = io.received[RECORD_OFFSET]!;
  const intact =
    io.received[RECORD_SLOT] === 1 &&
    io.received[RECORD_LENGTH] === PROBE_LENGTH &&
    io.received[RECORD_PORT] === io.localPort(0) &&
    payload.every((byte, i) => io.bytes[start + i] === byte);
  return intact ? undefined : 'a packet arrived changed';
}

/** Asks again and again, up to half a second. */
function until(io: PacketIo, ask: () => number | undefined): number | undefined {
  for (let tries = 0; tries < PROBE_TRIES; tries++) {
    const answer = ask();
    if (answer !== undefined) return answer;
    io.wait(io.nowNs() + PROBE_PAUSE_NS);
  }
  return undefined;
}
