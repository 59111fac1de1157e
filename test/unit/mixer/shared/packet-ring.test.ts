import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { PACKET_BYTES_MAX, RECORD_OFFSET, RECORD_SLOT } from '../../../../src/mixer/io/packet-io.js';
import { PacketRing, packetRingCells } from '../../../../src/mixer/shared/packet-ring.js';

const test = suite('packet ring');
const CAPACITY = 4;
const DATA_OFFSET = PACKET_BYTES_MAX;

/** The two ends, as two threads would have them. */
function ends(): { producer: PacketRing; consumer: PacketRing } {
  const memory = {
    cells: new Int32Array(new SharedArrayBuffer(packetRingCells(CAPACITY) * Int32Array.BYTES_PER_ELEMENT)),
    bytes: new Uint8Array(new SharedArrayBuffer(DATA_OFFSET + CAPACITY * PACKET_BYTES_MAX)),
    dataOffset: DATA_OFFSET,
    capacity: CAPACITY,
  };
  return { producer: new PacketRing(memory), consumer: new PacketRing(memory) };
}

function put(ring: PacketRing, ahead: number, slot: number): boolean {
  const entry = ring.reserve(ahead);
  if (entry < 0) return false;
  ring.cells[entry + RECORD_SLOT] = slot;
  return true;
}

const slotsOf = (ring: PacketRing): number[] =>
  Array.from({ length: ring.waiting() }, (_, i) => ring.cells[ring.entry(i) + RECORD_SLOT]!);

test('entries come out in order, and only once they are published', () => {
  const { producer, consumer } = ends();
  put(producer, 0, 7);
  put(producer, 1, 8);
  assert.is(consumer.waiting(), 0);
  producer.publish(2);
  assert.equal(slotsOf(consumer), [7, 8]);
});

test('a full ring refuses until entries are given back', () => {
  const { producer, consumer } = ends();
  for (let i = 0; i < CAPACITY; i++) assert.ok(put(producer, i, i));
  assert.not(put(producer, CAPACITY, 99));
  producer.publish(CAPACITY);
  assert.not(put(producer, 0, 99));
  consumer.release(1);
  assert.ok(put(producer, 0, CAPACITY));
  producer.publish(1);
  assert.equal(slotsOf(consumer), [1, 2, 3, 4]);
});

test('each entry has a place of its own inside the ring', () => {
  const { producer } = ends();
  const offsets = Array.from(
    { length: CAPACITY },
    (_, i) => producer.cells[producer.reserve(i) + RECORD_OFFSET]!,
  );
  assert.equal(
    offsets,
    Array.from({ length: CAPACITY }, (_, i) => DATA_OFFSET + i * PACKET_BYTES_MAX),
  );
});

test('the counts wrap around 32 bits without losing an entry', () => {
  const { producer, consumer } = ends();
  // Both counters just below the largest 32-bit integer, as after two thousand million packets.
  producer.cells.fill(0x7ffffffe, 0, 2);
  for (let slot = 0; slot < 10; slot++) {
    assert.ok(put(producer, 0, slot));
    producer.publish(1);
    assert.equal(slotsOf(consumer), [slot]);
    consumer.release(1);
  }
});

test('a consumer that waits is woken by the next entry, and not kept waiting by one already there', async () => {
  const { producer, consumer } = ends();
  const keepAlive = setInterval(() => undefined, 1000);
  const woken = consumer.untilWaiting();
  put(producer, 0, 1);
  producer.publish(1);
  await woken;
  await consumer.untilWaiting();
  clearInterval(keepAlive);
  assert.is(consumer.waiting(), 1);
});

test.run();
