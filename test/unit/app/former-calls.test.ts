import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { endFormerCalls } from '../../../src/app/durable.js';
import type { DialogFacts } from '../../../src/sip/endpoint-api.js';
import { silentLog } from '../../../src/base/log.js';
import { openStore } from '../../../src/store/open-store.js';
import { LegRepository } from '../../../src/store/repositories/leg-repository.js';
import { unit } from '../../../src/store/statement.js';
import type { Store } from '../../../src/store/store.js';
import { sampleIds, sampleLeg } from '../../support/store-samples.js';

/** What a start does with the calls of the process before it [S50]. */
const test = suite('former calls');

const NODE = 'node-a';

async function storeWithOpenLegs(dialogs: readonly string[]): Promise<Store> {
  const opened = await openStore({ kind: 'sqlite', file: ':memory:' }, silentLog);
  if (!opened.ok) throw new Error(opened.error.message);
  const ids = sampleIds();
  const legs = dialogs.map((callId) => ({ ...sampleLeg(ids, 1), dialog: JSON.stringify({ callId }) }));
  const stored = await opened.value.commit(
    unit(...legs.map((leg) => new LegRepository(opened.value).opened(leg))),
  );
  assert.ok(stored.ok);
  return opened.value;
}

test('each dialog that was left gets its BYE, and the next start has none to send', async () => {
  const store = await storeWithOpenLegs(['a', 'b']);
  const byes: string[] = [];
  const bye = ({ callId }: DialogFacts): void => void byes.push(callId);
  await endFormerCalls({ store, epoch: 2 }, NODE, silentLog, bye);
  assert.equal(byes, ['a', 'b']);
  await endFormerCalls({ store, epoch: 3 }, NODE, silentLog, bye);
  assert.equal(byes, ['a', 'b']);
  await store.close();
});

test('a start that dies before the records are closed leaves the BYEs to the next one', async () => {
  const store = await storeWithOpenLegs(['a', 'b']);
  const byes: string[] = [];
  // The process is gone: what it asks of the store from now on does not happen.
  const dying: Store = { ...reading(store), commit: () => new Promise(() => undefined) };
  void endFormerCalls({ store: dying, epoch: 2 }, NODE, silentLog, ({ callId }) => void byes.push(callId));
  await endFormerCalls({ store, epoch: 3 }, NODE, silentLog, ({ callId }) => void byes.push(callId));
  assert.equal(byes, ['a', 'b', 'a', 'b']);
  assert.equal(await new LegRepository(store).openOfOlderEpochs(NODE, 3), []);
  await store.close();
});

const reading = (store: Store): Omit<Store, 'commit'> => ({
  queries: store.queries,
  writable: true,
  read: (query) => store.read(query),
  health: () => store.health(),
  close: () => store.close(),
});

test.run();
