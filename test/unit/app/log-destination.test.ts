import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { LogDestination, type Outlet } from '../../../src/app/log-destination.js';

const test = suite('log destination');

/** A disk that may be full; what is written is answered when the test says so. */
class Disk implements Outlet {
  isFull = false;
  takes = Number.POSITIVE_INFINITY;
  #bytes = Buffer.alloc(0);
  #pending: (() => void)[] = [];

  get text(): string {
    return this.#bytes.toString();
  }

  write(bytes: Uint8Array, done: Parameters<Outlet['write']>[1]): void {
    this.#pending.push(() => {
      if (this.isFull) return done(Object.assign(new Error('full'), { code: 'ENOSPC' }), 0);
      // In parts, as a pipe takes it.
      const part = bytes.subarray(0, this.takes);
      this.#bytes = Buffer.concat([this.#bytes, part]);
      done(null, part.length);
    });
  }

  writeNow(bytes: Uint8Array): number {
    if (this.isFull) throw new Error('full');
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
    return bytes.length;
  }

  settle(): void {
    for (let next = this.#pending.shift(); next !== undefined; next = this.#pending.shift()) next();
  }
}

test('lines arrive whole and in order, however little the outlet takes at once', () => {
  const disk = new Disk();
  disk.takes = 8;
  const log = new LogDestination(disk);
  const lines = Array.from({ length: 20 }, (_, i) => `line ${i} 会通\n`);
  for (const line of lines) log.write(line);
  disk.settle();
  assert.is(disk.text, lines.join(''));
});

test('what a full disk refuses is lost and counted, and the log goes on when there is room', () => {
  const disk = new Disk();
  const log = new LogDestination(disk);
  disk.isFull = true;
  for (let i = 0; i < 5; i++) {
    log.write('refused\n');
    disk.settle();
  }
  disk.isFull = false;
  log.write('taken\n');
  disk.settle();
  const [first, second] = disk.text.split('\n');
  assert.is(first, 'taken');
  assert.equal((JSON.parse(second!) as { lost: number }).lost, 5);
});

test('what waits is bounded while nobody reads', () => {
  const disk = new Disk();
  const log = new LogDestination(disk);
  const line = `${'x'.repeat(1_023)}\n`;
  for (let i = 0; i < 10_000; i++) log.write(line);
  disk.settle();
  assert.ok(disk.text.length < 5 * 1_024 * 1_024, `${disk.text.length} characters`);
  assert.match(disk.text, /"lost":\d+/);
});

test('at the end what waits is written at once, and a full disk holds up no exit', () => {
  const disk = new Disk();
  const log = new LogDestination(disk);
  log.write('on its way\n');
  log.write('waits\n');
  log.flush();
  assert.is(disk.text, 'waits\n');
  log.write('more\n');
  disk.isFull = true;
  log.flush();
});

test.run();
