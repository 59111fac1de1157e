import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ConferenceId, RecordingId } from '../../../src/base/ids.js';
import { utcMs } from '../../../src/base/units.js';
import { linkSecretOf } from '../../../src/app/web/records.js';
import { AccountRepository } from '../../../src/store/repositories/account-repository.js';
import { AuditLogRepository } from '../../../src/store/repositories/audit-log-repository.js';
import { ConferenceRepository } from '../../../src/store/repositories/conference-repository.js';
import { RecordingRepository } from '../../../src/store/repositories/recording-repository.js';
import { unit } from '../../../src/store/statement.js';
import { ApiWorld, type Answer, type Party } from '../../support/api-world.js';
import { NOW_MS, sampleConference } from '../../support/store-samples.js';

const test = suite('[S4] links by which recordings are shared');
const API = '/api/v1';
const SOUND = 'RIFF0123456789';
const DAY_MS = 86_400_000;

let world: ApiWorld;
let folder: string;
test.before.each(async () => {
  world = await ApiWorld.create({}, {}, (made) => {
    folder = join(made, 'recordings');
    mkdirSync(folder);
  });
});
test.after.each(() => world.close());

async function record(written = true): Promise<RecordingId> {
  const id = world.ids.next<RecordingId>();
  const conference = world.ids.next<ConferenceId>();
  const account = world.accounts.mine.id;
  const recordings = new RecordingRepository(world.store);
  const conferences = new ConferenceRepository(world.store);
  mkdirSync(join(folder, id));
  writeFileSync(join(folder, id, 'mix.wav'), SOUND);
  const outcome = await world.store.commit(
    unit(
      conferences.started({ ...sampleConference(world.ids), conference, account, room: undefined }),
      recordings.started({ id, conference, account, startedMs: NOW_MS }),
      ...(written ? [recordings.written(id, [`${id}/mix.wav`], 5_000, true)] : []),
    ),
  );
  if (!outcome.ok) throw new Error(outcome.error.message);
  return id;
}

const share = (id: string, days = 7, party: Party = 'mine'): Promise<Answer> =>
  world.ask(party, 'POST', `${API}/recordings/${id}/shares`, { days });
const code = ({ status, body }: Answer): string => `${status} ${body?.code}`;
const nowMs = (): number => NOW_MS + world.clock.nowMs;

/** What somebody without a login gets who was sent the link. */
const open = (url: string, rest = '', headers = {}): Promise<Answer> =>
  world.raw('GET', `${API}/public/shared-recording${rest}?link=${tokenOf(url)}`, undefined, headers);

const tokenOf = (url: string): string => url.replace('/listen?link=', '');

test('whoever has the link hears the mix without a login, and learns nothing else', async () => {
  const { status, body } = await share(await record());
  assert.equal([status, body.createdMs, body.expiresMs], [201, nowMs(), nowMs() + 7 * DAY_MS]);
  const told = await open(body.url);
  assert.equal(told.body, { startedMs: NOW_MS, durationMs: 5_000, expiresMs: body.expiresMs });
  const sound = await open(body.url, '/sound');
  assert.equal([sound.status, sound.text], [200, SOUND]);
  assert.match(
    sound.headers.get('content-disposition')!,
    /^attachment; filename="recording-[\d-]{10}\.wav"$/,
  );
  const part = await open(body.url, '/sound', { range: 'bytes=4-6' });
  assert.equal([part.status, part.text], [206, '012']);
});

test('a link ends with its time, when it is taken back, with the recording, and with the account', async () => {
  const id = await record();
  const over = async (url: string): Promise<boolean> => {
    const answers = [await open(url), await open(url, '/sound')].map(code);
    return answers.every((answer) => answer === '404 RECORDING_SHARE_NOT_FOUND');
  };
  const [short, long, other] = [await share(id, 1), await share(id, 7), await share(await record(), 30)];
  world.wait(DAY_MS);
  assert.equal([await over(short.body.url), await over(long.body.url)], [true, false]);
  const list = await world.ask('mine', 'GET', `${API}/recordings/${id}/shares`);
  assert.equal(list.body.items, [long.body]);
  const gone = await world.ask('mine', 'DELETE', `${API}/recordings/${id}/shares/${long.body.id}`);
  assert.equal([gone.status, await over(long.body.url)], [204, true]);
  const again = await share(id);
  assert.is((await world.ask('mine', 'DELETE', `${API}/recordings/${id}`)).status, 204);
  assert.ok(await over(again.body.url));
  assert.not.ok(await over(other.body.url));
  const closed = new AccountRepository(world.store).setStatus(world.accounts.mine.id, 'closed');
  assert.ok((await world.store.commit(unit(closed))).ok);
  assert.ok(await over(other.body.url));
});

test('a link that was changed is none, nor is one of minutes', async () => {
  const id = await record();
  const { url } = (await share(id)).body;
  const [name, signature = ''] = tokenOf(url).split('.');
  const other = tokenOf((await share(await record())).body.url).split('.')[0];
  const owners = (await world.ask('mine', 'POST', `${API}/recordings/${id}/links`, {})).body.url;
  const changed = [
    `${other}.${signature}`,
    `${name}.${signature.replace(/^./, (first: string) => (first === 'A' ? 'B' : 'A'))}`,
    `${name}.`,
    name,
    owners.split('/').at(-1),
  ];
  for (const token of changed) assert.is(code(await open(token)), '404 RECORDING_SHARE_NOT_FOUND', token);
});

test('only the owner shares, what is written to the end, and no longer than it is kept', async () => {
  const id = await record();
  for (const party of ['other', 'admin'] as const) {
    assert.is(code(await share(id, 7, party)), '404 RECORDING_NOT_FOUND');
    const list = await world.ask(party, 'GET', `${API}/recordings/${id}/shares`);
    assert.is(code(list), '404 RECORDING_NOT_FOUND');
  }
  assert.is(code(await share(await record(false))), '409 RECORDING_NOT_READY');
  assert.is((await share(id, 0)).status, 400);
  world.wait(60 * DAY_MS);
  assert.is((await share(id, 90)).body.expiresMs, NOW_MS + 90 * DAY_MS);
});

test('[S53a] who made a link, who took it back and each listening is in the audit log', async () => {
  const id = await record();
  const { body } = await share(id);
  await open(body.url, '/sound', { range: 'bytes=0-3' });
  await world.ask('mine', 'DELETE', `${API}/recordings/${id}/shares/${body.id}`);
  await world.api.settled();
  const entries = await new AuditLogRepository(world.store).list({}, { limit: 10 });
  const account = world.accounts.mine.id;
  assert.equal(entries.map((entry) => [entry.action, entry.actorKind, entry.account]).toReversed(), [
    ['POST /recordings/{recordingId}/shares', 'key', account],
    ['GET /public/shared-recording/sound', 'unknown', account],
    ['DELETE /recordings/{recordingId}/shares/{shareId}', 'key', account],
  ]);
  const listening = entries.find(({ actorKind }) => actorKind === 'unknown')!;
  assert.equal(
    [listening.actor, listening.actorName, JSON.parse(listening.objects)],
    [body.id, 'shared-link', { recording: id }],
  );
  assert.not.match(JSON.stringify(entries), body.url.split('.')[1]);
});

test('the secret of links is drawn once, also by nodes that start at the same time', async () => {
  const both = await Promise.all([1, 2].map(() => linkSecretOf(world.store, utcMs(nowMs()))));
  const later = await linkSecretOf(world.store, utcMs(nowMs()));
  assert.equal(
    [...both, later].map((secret) => Buffer.from(secret).toString('hex')),
    Array(3).fill(Buffer.from(later).toString('hex')),
  );
  assert.is(later.length, 32);
});

test.run();
