import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ConferenceId, RecordingId } from '../../../src/base/ids.js';
import { utcMs } from '../../../src/base/units.js';
import { AuditLogRepository } from '../../../src/store/repositories/audit-log-repository.js';
import { ConferenceRepository } from '../../../src/store/repositories/conference-repository.js';
import { RecordingRepository } from '../../../src/store/repositories/recording-repository.js';
import { unit } from '../../../src/store/statement.js';
import { ApiWorld, type Answer, type Party } from '../../support/api-world.js';
import { NOW_MS, sampleConference } from '../../support/store-samples.js';

const test = suite('recordings');
const API = '/api/v1';
const SOUND = 'RIFF0123456789abcdefghijklmnopqrstuvwxyz';

let world: ApiWorld;
let folder: string;
test.before.each(async () => {
  world = await ApiWorld.create({}, {}, (made) => {
    folder = join(made, 'recordings');
    mkdirSync(folder);
    writeFileSync(join(made, 'secret.wav'), 'nobody may read this');
  });
});
test.after.each(() => world.close());

interface Stored {
  readonly party?: Party;
  readonly files?: (id: RecordingId) => readonly string[];
  readonly written?: boolean;
  readonly ended?: boolean;
}

/** A recording of a conference of this party, with its files. */
async function record({
  party = 'mine',
  files,
  written = true,
  ended = true,
}: Stored = {}): Promise<RecordingId> {
  const id = world.ids.next<RecordingId>();
  const conference = world.ids.next<ConferenceId>();
  const account = world.accounts[party].id;
  const recordings = new RecordingRepository(world.store);
  const conferences = new ConferenceRepository(world.store);
  const names = files?.(id) ?? [`${id}/mix.wav`, `${id}/track-001.wav`];
  mkdirSync(join(folder, id));
  writeFileSync(join(folder, id, 'mix.wav'), SOUND);
  writeFileSync(join(folder, id, 'track-001.wav'), 'RIFFtrack');
  const outcome = await world.store.commit(
    unit(
      conferences.started({ ...sampleConference(world.ids), conference, account, room: undefined }),
      recordings.started({ id, conference, account, startedMs: NOW_MS }),
      ...(written ? [recordings.written(id, names, 5_000, true)] : []),
      ...(ended ? [conferences.ended(conference, utcMs(NOW_MS + 9_000), 'empty')] : []),
    ),
  );
  if (!outcome.ok) throw new Error(outcome.error.message);
  return id;
}

const get = (path: string, headers = {}, party: Party = 'mine') =>
  world.ask(party, 'GET', path.startsWith('/') ? path : `${API}/${path}`, undefined, headers);
const link = (id: string, body: object = {}, party: Party = 'mine') =>
  world.ask(party, 'POST', `${API}/recordings/${id}/links`, body);
const urlOf = async (id: string, body = {}): Promise<string> => (await link(id, body)).body.url;
const code = ({ status, body }: Answer): string => `${status} ${body?.code}`;

test('[S4] recordings are listed by their owner alone', async () => {
  const id = await record();
  const { items } = (await get('recordings')).body;
  assert.equal(items.length, 1);
  const { conference: _, ...rest } = items[0];
  assert.equal(rest, {
    id,
    roomNumber: '1234567',
    roomName: null,
    startedMs: NOW_MS,
    durationMs: 5_000,
    status: 'ready',
    tracks: 1,
    deletedMs: NOW_MS + 90 * 86_400_000,
  });
  assert.equal((await get(`recordings/${id}`)).body, items[0]);
  for (const party of ['other', 'admin'] as const) {
    assert.equal((await get('recordings', {}, party)).body.items, []);
    assert.is(code(await get(`recordings/${id}`, {}, party)), '404 RECORDING_NOT_FOUND');
    assert.is(code(await link(id, {}, party)), '404 RECORDING_NOT_FOUND');
    assert.is(code(await world.ask(party, 'DELETE', `${API}/recordings/${id}`)), '404 RECORDING_NOT_FOUND');
  }
});

test('[S53a] a link lives for minutes, for one file, and for the owner', async () => {
  const id = await record();
  const { body } = await link(id);
  assert.is(body.expiresMs, NOW_MS + world.clock.nowMs + 600_000);
  assert.is((await get(body.url)).text, SOUND);
  assert.is((await get(await urlOf(id, { track: 1 }))).text, 'RIFFtrack');
  assert.is(code(await link(id, { track: 2 })), '404 RECORDING_NOT_FOUND');
  for (const party of ['other', 'admin'] as const) {
    assert.is(code(await get(body.url, {}, party)), '404 RECORDING_NOT_FOUND', party);
  }
  assert.is((await world.raw('GET', body.url)).status, 401);
  world.wait(600_000);
  assert.is(code(await get(body.url)), '404 RECORDING_NOT_FOUND');
});

test('[S53a] a link that was changed is none', async () => {
  const id = await record();
  const url = await urlOf(id);
  const [recording, file, expires, signature] = url.split('/').at(-1)!.split('.');
  const changed = [
    [recording, '1', expires, signature],
    [recording, file, 'zzzzzzzz', signature],
    [await record(), file, expires, signature],
    [recording, file, expires, signature!.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'))],
    [recording, file, expires, ''],
    ['..%2f..%2fsecret', file, expires, signature],
  ];
  for (const parts of changed) {
    assert.is(
      code(await get(`recording-files/${parts.join('.')}`)),
      '404 RECORDING_NOT_FOUND',
      parts.join('.'),
    );
  }
});

test('[S4] a player asks for parts of a file', async () => {
  const url = await urlOf(await record());
  const whole = await get(url);
  assert.equal(
    [whole.status, whole.headers.get('content-type'), whole.headers.get('accept-ranges')],
    [200, 'audio/wav', 'bytes'],
  );
  assert.match(
    whole.headers.get('content-disposition')!,
    /^attachment; filename="recording-1234567-\d{8}-\d{4}-mix\.wav"$/,
  );
  const part = await get(url, { range: 'bytes=4-7' });
  assert.equal(
    [part.status, part.text, part.headers.get('content-range')],
    [206, '0123', `bytes 4-7/${SOUND.length}`],
  );
  assert.is((await get(url, { range: 'bytes=-3' })).text, 'xyz');
  const behind = await get(url, { range: 'bytes=4000-' });
  assert.equal(
    [code(behind), behind.headers.get('content-range')],
    ['416 RANGE_NOT_SATISFIABLE', `bytes */${SOUND.length}`],
  );
  const etag = whole.headers.get('etag')!;
  assert.is((await get(url, { range: 'bytes=0-3', 'if-range': etag })).status, 206);
  assert.is((await get(url, { range: 'bytes=0-3', 'if-range': '"older"' })).text, SOUND);
  const head = await world.ask('mine', 'HEAD', url);
  assert.equal([head.status, head.text, head.headers.get('content-length')], [200, '', String(SOUND.length)]);
});

test('[S53a] no name in the database leads out of the folder of recordings', async () => {
  const names = [
    '../secret.wav',
    'x/../../secret.wav',
    join(folder, '..', 'secret.wav'),
    '/etc/passwd',
    '..\\secret.wav',
    'x/mix.wav\0',
    '',
  ];
  for (const name of names) {
    const url = await urlOf(await record({ files: () => [name] }));
    assert.is(code(await get(url)), '404 RECORDING_NOT_FOUND', name);
  }
  symlinkSync('..', join(folder, 'outside'));
  const id = await record({ files: () => ['outside/secret.wav', 'inside/mix.wav'] });
  assert.is(code(await get(await urlOf(id))), '404 RECORDING_NOT_FOUND');
  mkdirSync(join(folder, 'inside'));
  symlinkSync('../../secret.wav', join(folder, 'inside', 'mix.wav'));
  assert.is(code(await get(await urlOf(id, { track: 1 }))), '404 RECORDING_NOT_FOUND');
});

test('[S53a] each access is in the audit log, by whom and to what', async () => {
  const id = await record();
  const url = await urlOf(id);
  await get(url, { range: 'bytes=0-3' });
  await get(url, {}, 'other');
  await world.api.settled();
  const entries = await new AuditLogRepository(world.store).list({}, { limit: 10 });
  const reads = entries.filter(({ action }) => action === 'GET /recording-files/{token}');
  assert.is(reads.length, 1);
  assert.is(reads[0]!.account, world.accounts.mine.id);
  assert.equal(JSON.parse(reads[0]!.detail), { recording: id, file: 0, range: 'bytes=0-3' });
});

test('a recording is deleted with its files, but not while it is written', async () => {
  const id = await record();
  const running = await record({ written: false, ended: false });
  const lost = await record({ written: false });
  const remove = (which: string) => world.ask('mine', 'DELETE', `${API}/recordings/${which}`);
  assert.is(code(await remove(running)), '409 RECORDING_NOT_READY');
  assert.is(code(await link(running)), '409 RECORDING_NOT_READY');
  assert.is((await get(`recordings/${running}`)).body.status, 'recording');
  assert.is((await get(`recordings/${lost}`)).body.status, 'lost');
  assert.equal([(await remove(id)).status, (await remove(lost)).status], [204, 204]);
  assert.equal(readdirSync(folder), [running]);
  assert.is(code(await get(`recordings/${id}`)), '404 RECORDING_NOT_FOUND');
});

test.run();
