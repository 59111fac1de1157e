import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  chained,
  FIRST_HEAD,
  type AuditEntry,
  type AuditHead,
} from '../../../src/accounts/audit-log-entry.js';
import { runAuditLogVerification } from '../../../src/app/audit-log-command.js';
import { silentLog } from '../../../src/base/log.js';
import { openStore } from '../../../src/store/open-store.js';
import { auditEntryAdded } from '../../../src/store/repositories/audit-log-repository.js';
import { statement, unit } from '../../../src/store/statement.js';
import type { Statement, Store } from '../../../src/store/store.js';
import { NOW_MS, sampleIds } from '../../support/store-samples.js';

const test = suite('audit log command');
const ENTRIES = 600;

let store: Store;
let entries: readonly AuditEntry[];
test.before.each(async () => {
  const opened = await openStore({ kind: 'sqlite', file: ':memory:' }, silentLog);
  if (!opened.ok) throw new Error(opened.error.message);
  store = opened.value;
  entries = chainOf(ENTRIES);
  await commit(...entries.map((entry) => auditEntryAdded(store, entry)));
});
test.after.each(() => store.close());

function chainOf(length: number): readonly AuditEntry[] {
  const ids = sampleIds();
  let head: AuditHead = FIRST_HEAD;
  return Array.from({ length }, () => {
    const entry = chained(
      {
        id: ids.next(),
        utcMs: NOW_MS,
        account: undefined,
        actorKind: 'unknown',
        actor: undefined,
        actorName: '王',
        action: 'POST /rooms',
        objects: '{}',
        detail: '{}',
        address: '203.0.113.1',
        request: 'r',
      },
      head,
    );
    head = entry;
    return entry;
  });
}

async function commit(...statements: readonly Statement[]): Promise<void> {
  const outcome = await store.commit(unit(...statements));
  if (!outcome.ok) throw new Error(outcome.error.message);
}

const remove = (from: number, to: number): Promise<void> => {
  const { queries } = store;
  const removed = queries.deleteFrom('audit_log').where('sequence', '>=', from).where('sequence', '<=', to);
  return commit(statement(removed, to - from + 1));
};

const told = async (): Promise<readonly [number, string]> => {
  const { exitCode, lines } = await runAuditLogVerification(store);
  return [exitCode, lines.join('\n')];
};

test('[S53a] a whole chain is counted, and its end told', async () => {
  const [exitCode, text] = await told();
  assert.is(exitCode, 0);
  assert.match(text, '600 entries, 1 to 600: the chain is whole');
  assert.match(text, entries.at(-1)!.hash);
});

test('what was removed for its age leaves a chain that is whole', async () => {
  await remove(1, 3);
  const [exitCode, text] = await told();
  assert.is(exitCode, 0);
  assert.match(text, '597 entries, 4 to 600');
});

test('an entry that was changed is named', async () => {
  const { queries } = store;
  const changed = queries.updateTable('audit_log').set('actor_name', '李').where('sequence', '=', 550);
  await commit(statement(changed, 1));
  const [exitCode, text] = await told();
  assert.is(exitCode, 1);
  assert.match(text, `the chain breaks at entry 550 (${entries[549]!.id}): it is not what was written`);
  assert.match(text, '549 entries before it hold');
});

test('entries that were taken out of the middle are named', async () => {
  await remove(17, 17);
  assert.match((await told())[1], 'entry 18');
  assert.match((await told())[1], ': 17 is missing');
  await remove(18, 19);
  const [exitCode, text] = await told();
  assert.is(exitCode, 1);
  assert.match(text, ': 17 to 19 are missing');
});

test('an empty log is no break', async () => {
  await remove(1, ENTRIES);
  assert.equal(await told(), [0, 'the audit log is empty']);
});

test.run();
