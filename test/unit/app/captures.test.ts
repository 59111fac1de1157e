import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { CaptureDesk } from '../../../src/app/captures.js';
import type { LegId } from '../../../src/base/ids.js';
import { silentLog } from '../../../src/base/log.js';
import { utcMs } from '../../../src/base/units.js';
import type { PacketCapture } from '../../../src/mixer/mixer-client.js';
import { NOW_MS, sampleIds } from '../../support/store-samples.js';

const test = suite('captures');
const LEG = 'leg-1' as LegId;
const DAY_MS = 86_400_000;
const order = (changes: object = {}) => ({ leg: LEG, reason: '单通', by: 'root', seconds: 10, ...changes });

let folder: string;
let nowMs: number;
let started: PacketCapture[];
let stopped: number[];
let legs: Set<string>;
let lost: number;
let desk: CaptureDesk;
const newDesk = (): CaptureDesk =>
  new CaptureDesk({
    folder: join(folder, 'captures'),
    mixer: {
      front: { portOf: (leg) => (legs.has(leg) ? 20_000 : undefined) },
      startCapture: (capture) => started.push(capture) > 0,
      stopCapture: ({ capture }) => void stopped.push(capture),
      get capturePacketsLost() {
        return lost;
      },
    },
    address: '192.0.2.1',
    ids: sampleIds(),
    clock: { utcNow: () => utcMs(nowMs) },
    log: silentLog,
  });
test.before.each(() => {
  folder = mkdtempSync(join(tmpdir(), 'huitong-captures-'));
  [nowMs, started, stopped, legs, lost] = [NOW_MS, [], [], new Set([LEG]), 0];
  desk = newDesk();
});
test.after.each(() => rmSync(folder, { recursive: true, force: true }));

/** The writer is done with it; what is written to the disk is there. */
async function written(capture: number, changes: object = {}): Promise<void> {
  writeFileSync(started[capture - 1]!.file, 'pcap');
  desk.onCaptured({ type: 'captured', capture, packets: 7, bytes: 4, fault: undefined, ...changes });
  await ended();
}
async function ended(): Promise<void> {
  for (let tries = 0; (await desk.list()).some(({ endedMs }) => endedMs === undefined); tries++)
    if (tries > 1_000) throw new Error('it does not end');
}
/** Nothing is on the disk any more. */
async function emptied(): Promise<void> {
  for (let tries = 0; readdirSync(join(folder, 'captures')).length > 0; tries++) {
    if (tries > 1_000) throw new Error('something stays');
    await desk.list();
  }
}
async function start(changes: object = {}): Promise<string> {
  const result = await desk.start(order(changes));
  if (!result.ok) throw new Error(result.error.code);
  return result.value.id;
}

test('a capture ends when its time is over, and then it can be read', async () => {
  const id = await start();
  assert.equal([started[0]!.leg, started[0]!.address], [LEG, '192.0.2.1']);
  nowMs += 9_000;
  desk.tick();
  assert.equal(stopped, []);
  assert.is(await desk.read(id), undefined);
  nowMs += 1_000;
  desk.tick();
  desk.tick();
  assert.equal(stopped, [1]);
  await written(1);
  assert.equal(await desk.find(id), {
    ...order(),
    id,
    startedMs: NOW_MS,
    endedMs: NOW_MS + 10_000,
    packets: 7,
    bytes: 4,
    complete: true,
  });
  assert.is(Buffer.from((await desk.read(id))!).toString(), 'pcap');
});

test('a capture ends with its leg', async () => {
  await start();
  legs.clear();
  desk.tick();
  assert.equal(stopped, [1]);
});

test('what was lost, or not written, makes it incomplete', async () => {
  const first = await start();
  lost = 3;
  await written(1);
  const second = await start();
  await written(2, { fault: 'ENOSPC' });
  assert.equal([(await desk.find(first))?.complete, (await desk.find(second))?.complete], [false, false]);
});

test('a writer that does not answer leaves no capture that runs for ever', async () => {
  const id = await start();
  nowMs += 10_000;
  desk.tick();
  nowMs += 6_000;
  desk.tick();
  await ended();
  assert.is((await desk.find(id))?.complete, false);
});

test('a call is captured once at a time, only while it is up, and only so many are', async () => {
  const code = async (changes: object = {}) => {
    const result = await desk.start(order(changes));
    return result.ok ? 'ok' : result.error.code;
  };
  assert.is(await code({ leg: 'gone' }), 'CALL_NOT_FOUND');
  assert.equal([await code(), await code()], ['ok', 'CAPTURE_RUNNING']);
  for (let at = 2; at <= 8; at++) {
    legs.add(`leg-${at}`);
    assert.is(await code({ leg: `leg-${at}` }), 'ok');
  }
  legs.add('leg-9');
  assert.is(await code({ leg: 'leg-9' }), 'CAPTURE_LIMIT');
});

test('what ran when the server ended is there after the start, over and incomplete', async () => {
  const id = await start();
  writeFileSync(started[0]!.file, 'part');
  desk = newDesk();
  const [found] = await desk.list();
  assert.equal([found?.id, found?.endedMs, found?.complete], [id, NOW_MS, false]);
  assert.is(Buffer.from((await desk.read(id))!).toString(), 'part');
});

test('a capture that is deleted while it runs does not come back, though its writer writes once more', async () => {
  const id = await start();
  assert.is(await desk.remove(id), true);
  assert.equal(stopped, [1]);
  assert.equal([await desk.list(), await desk.find(id), await desk.remove(id)], [[], undefined, false]);
  writeFileSync(started[0]!.file, 'late');
  desk.onCaptured({ type: 'captured', capture: 1, packets: 1, bytes: 1, fault: undefined });
  await emptied();
  const silent = await start();
  await desk.remove(silent);
  writeFileSync(started[1]!.file, 'late');
  nowMs += 6_000;
  desk.tick();
  await emptied();
  assert.equal([await desk.list(), await desk.remove(silent)], [[], false]);
});

test('a call whose capture was deleted can be captured again at once', async () => {
  await desk.remove(await start());
  await start();
  assert.is(started.length, 2);
});

test('a note that was cut hides no other capture, and is one that is over and incomplete', async () => {
  const whole = await start();
  await written(1);
  const noteOf = (id: string): string => join(folder, 'captures', `${id}.json`);
  for (const [id, text] of [
    ['empty', ''],
    ['cut', '{"id":"cut","le'],
  ] as const) {
    writeFileSync(noteOf(id), text);
    writeFileSync(noteOf(id).replace('.json', '.pcap'), 'part');
    utimesSync(noteOf(id), NOW_MS / 1_000 - 60, NOW_MS / 1_000 - 60);
  }
  assert.equal((await desk.list()).map(({ id }) => id).toSorted(), [whole, 'empty', 'cut'].toSorted());
  const { startedMs, endedMs, complete } = (await desk.find('cut'))!;
  assert.equal([startedMs, endedMs, complete], [NOW_MS - 60_000, NOW_MS - 60_000, false]);
  assert.is(Buffer.from((await desk.read('cut'))!).toString(), 'part');
  await start();
  await written(2);
  assert.is(await desk.remove('cut'), true);
  nowMs += 8 * DAY_MS;
  await desk.tidy();
  assert.equal(readdirSync(join(folder, 'captures')), []);
});

test('packets without a note, and a note that was never finished, are deleted after a week', async () => {
  const running = await start();
  const names = ['orphan.pcap', 'begun.json.new', `${running}.pcap`];
  for (const name of names) {
    writeFileSync(join(folder, 'captures', name), 'x');
    utimesSync(join(folder, 'captures', name), NOW_MS / 1_000, NOW_MS / 1_000);
  }
  await desk.tidy();
  assert.is(readdirSync(join(folder, 'captures')).length, 4);
  nowMs += 8 * DAY_MS;
  await desk.tidy();
  assert.not.ok(readdirSync(join(folder, 'captures')).some((name) => /^(orphan|begun)/.test(name)));
});

test('captures are deleted after a week', async () => {
  await start();
  await written(1);
  nowMs += 6 * DAY_MS;
  await desk.tidy();
  assert.is((await desk.list()).length, 1);
  nowMs += 2 * DAY_MS;
  await desk.tidy();
  assert.equal([await desk.list(), readdirSync(join(folder, 'captures'))], [[], []]);
});

test('an id leads nowhere else', async () => {
  writeFileSync(join(folder, 'secret.json'), '{}');
  writeFileSync(join(folder, 'secret.pcap'), 'x');
  assert.equal(
    [await desk.find('../secret'), await desk.read('../secret'), await desk.remove('../secret')],
    [undefined, undefined, false],
  );
  assert.ok(existsSync(join(folder, 'secret.json')));
});

test.run();
