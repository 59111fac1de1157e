import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { whyNot, type CreatePacketIo } from '../../../../src/mixer/io/choose.js';
import { formatIp, parseIp, type IpWords } from '../../../../src/mixer/io/ip-words.js';
import {
  PACKET_BYTES_MAX,
  RECORD_ADDRESS,
  RECORD_INTS,
  RECORD_LENGTH,
  RECORD_OFFSET,
  RECORD_PORT,
  RECORD_SLOT,
  type PacketIo,
  type PacketIoName,
  type PacketIoOptions,
} from '../../../../src/mixer/io/packet-io.js';

const LOOPBACK = '127.0.0.1';
const EINVAL = -22;
const EADDRINUSE = -98;
const EOPNOTSUPP = -95;
const SMALL: PacketIoOptions = { slotsMax: 16, batchMax: 64 };
const PATIENCE_NS = 10e9;
const STEP_NS = 2e6;

interface Packet {
  readonly slot: number;
  readonly port: number;
  readonly address: string;
  readonly text: string;
}

/** What every implementation of PacketIo must do. One that this machine cannot run prints why and skips. */
export function packetIoContract(name: PacketIoName, create: CreatePacketIo): void {
  const test = suite(`packet I/O by ${name}`);
  const reason = whyNot(create);
  if (reason !== undefined) {
    console.log(`SKIP packet I/O by ${name}: ${reason}`);
    return;
  }

  const made: PacketIo[] = [];
  const peers: Socket[] = [];
  const make = (options: PacketIoOptions = SMALL): PacketIo => {
    const io = create(options);
    made.push(io);
    return io;
  };
  const peerOn = async (address: string): Promise<{ socket: Socket; port: number; heard: string[] }> => {
    const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
    peers.push(socket);
    const heard: string[] = [];
    socket.on('message', (message, from) => heard.push(`${from.port} ${message.toString('latin1')}`));
    socket.bind(0, address);
    await once(socket, 'listening');
    return { socket, port: socket.address().port, heard };
  };
  test.after.each(() => {
    for (const io of made.splice(0)) io.destroy();
    for (const peer of peers.splice(0)) peer.close();
  });

  test('an opened slot has a port, and a second socket on it is refused with EADDRINUSE', async () => {
    const io = make();
    const port = openNow(io, 0, LOOPBACK);
    assert.ok(port > 0);
    assert.is(await outcome(io, 1, LOOPBACK, port), EADDRINUSE);
    assert.is(io.localPort(1), 0);
  });

  test('a slot in use, a slot out of range and a name instead of an address are refused', () => {
    const io = make();
    openNow(io, 0, LOOPBACK);
    assert.is(io.open(0, LOOPBACK, 0), EINVAL);
    assert.is(io.open(SMALL.slotsMax, LOOPBACK, 0), EINVAL);
    assert.is(io.open(-1, LOOPBACK, 0), EINVAL);
    assert.is(io.open(1, 'localhost', 0), EINVAL);
  });

  test('a packet arrives with its slot, bytes, length and source', async () => {
    const io = make();
    openNow(io, 0, LOOPBACK);
    const port = openNow(io, 3, LOOPBACK);
    const peer = await peerOn(LOOPBACK);
    peer.socket.send('ni hao', port, LOOPBACK);
    assert.equal(await collect(io, 1), [{ slot: 3, port: peer.port, address: LOOPBACK, text: 'ni hao' }]);
    assert.is(io.counters.received, 1);
  });

  test('a packet leaves from the port of its slot with the right bytes', async () => {
    const io = make();
    const ports = [openNow(io, 0, LOOPBACK), openNow(io, 1, LOOPBACK)];
    const peer = await peerOn(LOOPBACK);
    putRow(io, 0, 1, peer.port, LOOPBACK, 'from one');
    putRow(io, 1, 0, peer.port, LOOPBACK, 'from zero');
    putRow(io, 2, 1, peer.port, LOOPBACK, 'from one again');
    assert.is(io.send(3), 3);
    await until(() => peer.heard.length === 3);
    assert.equal(
      peer.heard.toSorted(),
      [`${ports[1]} from one`, `${ports[0]} from zero`, `${ports[1]} from one again`].toSorted(),
    );
    assert.is(io.counters.sent, 3);
  });

  test('rows may be overwritten as soon as send() has returned', async () => {
    const io = make();
    openNow(io, 0, LOOPBACK);
    const peer = await peerOn(LOOPBACK);
    for (let round = 0; round < 4; round++) {
      for (let row = 0; row < 8; row++) putRow(io, row, 0, peer.port, LOOPBACK, `${round}.${row}`);
      io.send(8);
      io.bytes.fill(0x78, io.sendOffset, io.sendOffset + io.batchMax * PACKET_BYTES_MAX);
    }
    await until(() => peer.heard.length === 32);
    const texts = peer.heard.map((line) => line.split(' ')[1]);
    assert.equal(
      texts,
      Array.from({ length: 32 }, (_, i) => `${Math.floor(i / 8)}.${i % 8}`),
    );
  });

  test('more packets than a batch come out in several batches, each socket in order', async () => {
    const io = make({ slotsMax: 4, batchMax: 16 });
    const ports = [0, 1, 2].map((slot) => openNow(io, slot, LOOPBACK));
    const peer = await peerOn(LOOPBACK);
    for (let i = 0; i < 90; i++) peer.socket.send(`${i}`, ports[i % 3], LOOPBACK);
    const packets = await collect(io, 90);
    for (const slot of [0, 1, 2]) {
      const texts = packets.filter((packet) => packet.slot === slot).map(({ text }) => Number(text));
      assert.equal(
        texts,
        Array.from({ length: 30 }, (_, i) => 3 * i + slot),
      );
    }
    assert.is(io.receive(), 0);
  });

  test('thousands of packets between two slots arrive complete and in order', async () => {
    const io = make();
    openNow(io, 0, LOOPBACK);
    const port = openNow(io, 1, LOOPBACK);
    const texts: string[] = [];
    for (let sent = 0; sent < 5000; sent += 50) {
      for (let row = 0; row < 50; row++) putRow(io, row, 0, port, LOOPBACK, `${sent + row}`);
      assert.is(io.send(50), 50);
      texts.push(...(await collect(io, 50)).map((packet) => packet.text));
    }
    assert.equal(
      texts,
      Array.from({ length: 5000 }, (_, i) => `${i}`),
    );
  });

  test('the longest packet is taken whole, a longer one is counted and the next is fine', async () => {
    const io = make();
    const port = openNow(io, 0, LOOPBACK);
    const peer = await peerOn(LOOPBACK);
    const longest = 'x'.repeat(PACKET_BYTES_MAX);
    for (const text of [`${longest}y`, longest, 'short']) peer.socket.send(text, port, LOOPBACK);
    const packets = await collect(io, 2);
    assert.equal(
      packets.map(({ text }) => text),
      [longest, 'short'],
    );
    assert.is(io.counters.receiveOversize, 1);
  });

  test('IPv6 sockets receive and send', async () => {
    const io = make();
    const port = openNow(io, 0, '::1');
    const peer = await peerOn('::1');
    peer.socket.send('six', port, '::1');
    const six = formatIp(parseIp('::1')!);
    assert.equal(await collect(io, 1), [{ slot: 0, port: peer.port, address: six, text: 'six' }]);
    putRow(io, 0, 0, peer.port, '::1', 'back');
    assert.is(io.send(1), 1);
    await until(() => peer.heard.length === 1);
    assert.equal(peer.heard, [`${port} back`]);
  });

  test('a row nobody may receive is refused and counted, its neighbours are sent', async () => {
    const io = make();
    openNow(io, 0, LOOPBACK);
    const peer = await peerOn(LOOPBACK);
    const refused: [slot: number, port: number, address: string][] = [
      [0, 0, LOOPBACK],
      [0, peer.port, '0.0.0.0'],
      [0, peer.port, '255.255.255.255'],
      [0, peer.port, '224.0.0.1'],
      [0, peer.port, '::'],
      [5, peer.port, LOOPBACK],
      [SMALL.slotsMax, peer.port, LOOPBACK],
      [-1, peer.port, LOOPBACK],
    ];
    for (const [row, [slot, port, address]] of refused.entries()) putRow(io, row, slot, port, address, 'no');
    const last = refused.length;
    putRow(io, last, 0, peer.port, LOOPBACK, 'outside');
    io.outgoing[last * RECORD_INTS + RECORD_OFFSET] = 0;
    putRow(io, last + 1, 0, peer.port, LOOPBACK, '');
    putRow(io, last + 2, 0, peer.port, LOOPBACK, 'yes');
    assert.is(io.send(last + 3), 1);
    assert.is(io.counters.sendRefused, last + 2);
    await until(() => peer.heard.length === 1);
    assert.match(peer.heard[0]!, / yes$/);
  });

  test('a port where nobody listens does not disturb the socket', async () => {
    const io = make();
    const port = openNow(io, 0, LOOPBACK);
    const closed = await peerOn(LOOPBACK);
    peers.splice(peers.indexOf(closed.socket), 1);
    closed.socket.close();
    const peer = await peerOn(LOOPBACK);
    for (let i = 0; i < 5; i++) {
      putRow(io, 0, 0, closed.port, LOOPBACK, 'anyone?');
      io.send(1);
      io.receive();
    }
    peer.socket.send('still here', port, LOOPBACK);
    assert.is((await collect(io, 1))[0]!.text, 'still here');
    putRow(io, 0, 0, peer.port, LOOPBACK, 'good');
    assert.is(io.send(1), 1);
    await until(() => peer.heard.length === 1);
  });

  test('a packet for the old owner of a slot is never delivered under the new one', async () => {
    const io = make();
    const sender = make();
    openNow(sender, 0, LOOPBACK);
    for (let round = 0; round < 20; round++) {
      openNow(io, 1, LOOPBACK);
      const oldPort = openNow(io, 0, LOOPBACK);
      io.receive();
      for (let row = 0; row < 4; row++) putRow(sender, row, 0, oldPort, LOOPBACK, 'old');
      sender.send(4);
      io.wait(io.nowNs() + STEP_NS);
      // Closing another slot first makes completions of this one wait in the ring.
      io.close(1);
      io.close(0);
      const newPort = openNow(io, 0, LOOPBACK);
      putRow(sender, 0, 0, newPort, LOOPBACK, `new ${round}`);
      sender.send(1);
      assert.equal(
        (await collect(io, 1)).map(({ text }) => text),
        [`new ${round}`],
      );
      io.close(0);
    }
  });

  test('a closed slot receives nothing and its port is free again', async () => {
    const io = make();
    const port = openNow(io, 0, LOOPBACK);
    io.receive();
    io.close(0);
    io.close(0);
    assert.is(io.localPort(0), 0);
    assert.is(await outcome(io, 1, LOOPBACK, port), 0);
    const peer = await peerOn(LOOPBACK);
    peer.socket.send('new owner', port, LOOPBACK);
    assert.is((await collect(io, 1))[0]!.slot, 1);
  });

  test('wait() sleeps until its deadline, not for a packet, and never longer than a beat', async () => {
    const io = make();
    const start = io.nowNs();
    io.wait(start + 5e6);
    const slept = io.nowNs() - start;
    assert.ok(slept >= 4.9e6, `${slept}`);
    const past = io.nowNs();
    io.wait(past - 1e6);
    io.wait(past + 1e12);
    // A beat is 20 ms; asked for were a thousand seconds.
    assert.ok(io.nowNs() - past < 5e9);
  });

  test('nowNs() is CLOCK_MONOTONIC', () => {
    const io = make();
    const before = Number(process.hrtime.bigint());
    const now = io.nowNs();
    const after = Number(process.hrtime.bigint());
    assert.ok(now > before - 1e5 && now < after + 1e5, `${before} ${now} ${after}`);
  });

  test('2,000 sockets are open at once and each hears its own packet', async () => {
    const sockets = 2000;
    const io = make({ slotsMax: sockets + 1, batchMax: 512 });
    openNow(io, sockets, LOOPBACK);
    for (let slot = 0; slot < sockets; slot++) assert.is(io.open(slot, LOOPBACK, 0), 0);
    await until(() => io.openResult(sockets - 1) !== undefined);
    const heard = new Set<string>();
    for (let first = 0; first < sockets; first += 500) {
      for (let row = 0; row < 500; row++)
        putRow(io, row, sockets, io.localPort(first + row), LOOPBACK, `${first + row}`);
      assert.is(io.send(500), 500);
      for (const { slot, text } of await collect(io, 500)) heard.add(`${slot} ${text}`);
    }
    assert.is(heard.size, sockets);
    assert.ok([...heard].every((line) => line.split(' ')[0] === line.split(' ')[1]));
  });

  test('release and adopt move a socket without losing or doubling a packet', async () => {
    const from = make();
    const to = make();
    const port = openNow(from, 0, LOOPBACK);
    if (from.name === 'dgram') {
      assert.is(from.release(0), EOPNOTSUPP);
      assert.is(to.adopt(0, 0), EOPNOTSUPP);
      return;
    }
    from.receive();
    const sender = make();
    openNow(sender, 0, LOOPBACK);
    const texts: string[] = [];
    const spare = SMALL.slotsMax - 1;
    let owner = { io: from, slot: 0 };
    for (let i = 0; i < 200; i++) {
      putRow(sender, 0, 0, port, LOOPBACK, `${i}`);
      sender.send(1);
      if (i % 10 === 1) {
        openNow(owner.io, spare, LOOPBACK);
        texts.push(...drain(owner.io).map(({ text }) => text));
      } else if (i % 10 === 5) {
        // Closing another slot makes completions of this one wait in the ring: they must still come out.
        owner.io.close(spare);
        const next = { io: owner.io === from ? to : from, slot: (owner.slot + 1) % spare };
        const fd = owner.io.release(owner.slot);
        assert.ok(fd >= 0);
        putRow(sender, 0, 0, port, LOOPBACK, `${i}+`);
        sender.send(1);
        texts.push(...drain(owner.io).map(({ text }) => text));
        assert.is(next.io.adopt(next.slot, fd), 0);
        owner = next;
      } else if (i % 10 === 9) {
        texts.push(...drain(owner.io).map(({ text }) => text));
      }
    }
    await until(() => {
      texts.push(...drain(owner.io).map(({ text }) => text));
      return texts.length >= 220;
    });
    const expected = Array.from({ length: 200 }, (_, i) =>
      i % 10 === 5 ? [`${i}`, `${i}+`] : [`${i}`],
    ).flat();
    assert.equal(texts, expected);
    assert.is(owner.io.localPort(owner.slot), port);
    assert.is(from.counters.receiveStale + to.counters.receiveStale, 0);
  });

  test('after destroy, which may be called twice, every call is harmless', () => {
    const io = make();
    openNow(io, 0, LOOPBACK);
    io.destroy();
    io.destroy();
    assert.is(io.receive(), 0);
    putRow(io, 0, 0, 9, LOOPBACK, 'x');
    assert.is(io.send(1), 0);
    assert.ok(io.open(1, LOOPBACK, 0) < 0);
    io.close(0);
    assert.is(io.localPort(0), 0);
  });

  test.run();
}

/** Opens and waits for the outcome; the port. */
function openNow(io: PacketIo, slot: number, address: string): number {
  assert.is(io.open(slot, address, 0), 0);
  const deadline = io.nowNs() + PATIENCE_NS;
  while (io.openResult(slot) === undefined && io.nowNs() < deadline) io.wait(io.nowNs() + STEP_NS);
  assert.is(io.openResult(slot), 0);
  return io.localPort(slot);
}

/** Opens and gives the errno, whether it is said at once or later. */
async function outcome(io: PacketIo, slot: number, address: string, port: number): Promise<number> {
  const result = io.open(slot, address, port);
  if (result !== 0) return result;
  await until(() => io.openResult(slot) !== undefined);
  return io.openResult(slot)!;
}

function putRow(io: PacketIo, row: number, slot: number, port: number, address: string, text: string): void {
  const offset = io.sendOffset + row * PACKET_BYTES_MAX;
  const packet = Buffer.from(text, 'latin1');
  io.bytes.set(packet, offset);
  const cells = row * RECORD_INTS;
  io.outgoing[cells + RECORD_SLOT] = slot;
  io.outgoing[cells + RECORD_OFFSET] = offset;
  io.outgoing[cells + RECORD_LENGTH] = packet.length;
  io.outgoing[cells + RECORD_PORT] = port;
  io.outgoing.set(parseIp(address)!, cells + RECORD_ADDRESS);
}

function drain(io: PacketIo): Packet[] {
  const packets: Packet[] = [];
  let rows: number;
  do {
    rows = io.receive();
    for (let row = 0; row < rows; row++) packets.push(readRow(io, row * RECORD_INTS));
  } while (rows === io.batchMax);
  return packets;
}

function readRow(io: PacketIo, cells: number): Packet {
  const offset = io.received[cells + RECORD_OFFSET]!;
  const words = [...io.received.subarray(cells + RECORD_ADDRESS, cells + RECORD_INTS)] as unknown as IpWords;
  return {
    slot: io.received[cells + RECORD_SLOT]!,
    port: io.received[cells + RECORD_PORT]!,
    address: formatIp(words),
    text: Buffer.from(io.bytes.subarray(offset, offset + io.received[cells + RECORD_LENGTH]!)).toString(
      'latin1',
    ),
  };
}

async function collect(io: PacketIo, count: number): Promise<Packet[]> {
  const packets: Packet[] = [];
  await until(() => {
    packets.push(...drain(io));
    return packets.length >= count;
  });
  assert.is(packets.length, count);
  return packets;
}

/** Lets the event loop turn until it is so, or the patience is over. */
async function until(done: () => boolean): Promise<void> {
  const deadlineMs = performance.now() + PATIENCE_NS / 1e6;
  while (!done()) {
    assert.ok(performance.now() < deadlineMs, 'it did not come in time');
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
