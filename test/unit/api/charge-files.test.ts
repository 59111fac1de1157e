import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ChargeFiles } from '../../../src/app/charge-files.js';
import { runReconcile } from '../../../src/app/money-commands.js';
import { utcMs } from '../../../src/base/units.js';
import { AuditLogRepository } from '../../../src/store/repositories/audit-log-repository.js';
import { RetentionRepository } from '../../../src/store/repositories/retention-repository.js';
import { unit } from '../../../src/store/statement.js';
import type { AdminStage } from '../../support/api/admin-services.js';
import { ApiWorld, type Answer } from '../../support/api-world.js';
import { chargedLeg } from '../../support/charged-leg.js';
import { NOW_MS } from '../../support/store-samples.js';

const test = suite('[S51a] charge files and reconciliation for administrators');
const PATH = '/api/v1/admin';
const HOUR_MS = 3_600_000;

let world: ApiWorld;
let stage: AdminStage;
test.before.each(async () => {
  world = await ApiWorld.create();
  stage = world.services.admin as AdminStage;
});
test.after.each(() => world.close());

const get = (path: string): Promise<Answer> => world.ask('admin', 'GET', `${PATH}/${path}`);

/** Two charged legs, and the files of this hour and the next two. */
async function writeFiles(): Promise<readonly string[]> {
  for (const minutes of [1, 2])
    await chargedLeg(world.store, world.ids, world.accounts.mine.id, utcMs(NOW_MS + minutes * 60_000));
  const paths: string[] = [];
  for (const hours of [1.2, 2.2, 3.2]) {
    const written = await (stage.chargeFiles as ChargeFiles).writeDue(utcMs(NOW_MS + hours * HOUR_MS));
    if (!written.ok) throw new Error(written.error.message);
    paths.push(...written.value);
  }
  return paths;
}

test('files are listed page by page, with what their trailers say', async () => {
  assert.equal((await get('charge-files')).body, { items: [], next: null, periods: ['hour'] });
  const paths = await writeFiles();
  const first = (await get('charge-files?limit=2')).body;
  const rest = (await get(`charge-files?limit=2&after=${first.next}`)).body;
  assert.equal([first.items.length, rest.items.length, rest.next], [2, 1, null]);
  const items = [...first.items, ...rest.items].toReversed();
  assert.equal(
    items.map(({ sequence }) => sequence),
    [1, 2, 3],
  );
  for (const [index, path] of paths.entries()) {
    const text = readFileSync(path, 'utf8');
    const { name, lines, sumMicroYuan, bytes } = items[index];
    assert.ok(path.endsWith(`/${name}`));
    assert.is(bytes, text.length);
    assert.match(text, `,${lines},${(sumMicroYuan / 1_000_000).toFixed(6)}\r\n`);
  }
  assert.ok(items.some(({ lines, sumMicroYuan }) => lines > 0 && sumMicroYuan > 0));
  assert.equal((await get('charge-files?period=day')).body.items, []);
});

test('a file is downloaded as it was written, and one that was collected is not put back', async () => {
  const [path = ''] = await writeFiles();
  const { id, name } = (await get('charge-files')).body.items.at(-1);
  const original = readFileSync(path, 'utf8');
  const answer = await get(`charge-files/${id}/content`);
  assert.equal([answer.status, answer.text], [200, original]);
  assert.is(answer.headers.get('content-disposition'), `attachment; filename="${name}"`);
  rmSync(path);
  assert.is((await get('charge-files')).body.items.at(-1).bytes, null);
  const head = await world.ask('admin', 'HEAD', `${PATH}/charge-files/${id}/content`);
  assert.equal([head.status, head.headers.get('content-length')], [200, String(original.length)]);
  assert.is((await get(`charge-files/${id}/content`)).text, original);
  assert.not.ok(existsSync(path));
  await world.api.settled();
  const [entry] = await new AuditLogRepository(world.store).list({}, { limit: 1 });
  assert.is(entry!.action, 'GET /admin/charge-files/{fileId}/content');
  assert.equal(JSON.parse(entry!.detail), { period: 'hour', sequence: 1 });
});

test('a file that was collected is not made of fewer records than it had', async () => {
  const [path = ''] = await writeFiles();
  const { id } = (await get('charge-files')).body.items.at(-1);
  const retention = new RetentionRepository(world.store);
  const legs = await retention.legsBefore(utcMs(NOW_MS + HOUR_MS), 1);
  const removed = await world.store.commit(unit(...retention.legsRemoved(legs)));
  assert.ok(removed.ok);
  assert.is((await get(`charge-files/${id}/content`)).status, 200);
  rmSync(path);
  const { status, body } = await get(`charge-files/${id}/content`);
  assert.equal([status, body.code], [409, 'CHARGE_RECORDS_GONE']);
});

test('no id leads to another file, and no link in the folder out of it', async () => {
  const [path = ''] = await writeFiles();
  const folder = join(path, '..');
  writeFileSync(join(folder, '..', 'secret.csv'), 'nobody may read this');
  const ids = ['../secret.csv', '..%2fsecret.csv', '%2e%2e%2fsecret.csv', readdirSync(folder)[0]!, 'hour-1'];
  for (const id of ids) {
    const { status, body } = await get(`charge-files/${encodeURIComponent(id)}/content`);
    assert.equal([status, body.code], [404, 'CHARGE_FILE_NOT_FOUND'], id);
  }
  const { id } = (await get('charge-files')).body.items.at(-1);
  rmSync(path);
  symlinkSync('../secret.csv', path);
  assert.match((await get(`charge-files/${id}/content`)).text, /^H,000001,/);
});

test('what the last reconciliation and the last audit of the ledger found is told', async () => {
  assert.equal((await get('reconciliation')).body, { last: null, ledgerAudit: null });
  const folder = join(tmpdir(), `huitong-reconcile-${process.pid}`);
  mkdirSync(folder);
  const path = join(folder, 'carrier.csv');
  writeFileSync(path, 'calling,called,start,duration\n13900139000,4006701018,2026-11-22 00:03:00,60\n');
  const { exitCode, lines } = await runReconcile(world.store, path, undefined, undefined, NOW_MS);
  rmSync(folder, { recursive: true });
  assert.is(exitCode, 1);
  stage.audit = { atMs: NOW_MS, findings: 0, differenceMicroYuan: 0 };
  assert.equal((await get('reconciliation')).body, {
    last: {
      atMs: NOW_MS,
      file: 'carrier.csv',
      trunk: null,
      matched: 0,
      differences: 1,
      first: [lines[0]],
    },
    ledgerAudit: stage.audit,
  });
});

test.run();
