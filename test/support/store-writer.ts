/**
 * A process to be killed: commits pairs of events for ever, and prints the conference of each pair once
 * its commit is acknowledged. Argument: the settings of the store as JSON.
 */
import { writeSync } from 'node:fs';
import type { ConferenceId } from '../../src/base/ids.js';
import { silentLog } from '../../src/base/log.js';
import { openStore, type StoreSettings } from '../../src/store/open-store.js';
import {
  EventRepository,
  type ConferenceEventRecord,
} from '../../src/store/repositories/event-repository.js';
import { unit } from '../../src/store/statement.js';
import { NOW_MS, sampleIds } from './store-samples.js';

const WRITERS = 20;

const opened = await openStore(JSON.parse(process.argv[2]!) as StoreSettings, silentLog);
if (!opened.ok) throw new Error(opened.error.message);
const store = opened.value;
const events = new EventRepository(store);
const ids = sampleIds(7);

const event = (conference: ConferenceId, sequence: number): ConferenceEventRecord => ({
  conference,
  sequence,
  node: 'node-a',
  epoch: 1,
  utcMs: NOW_MS,
  type: 'muted',
  schemaVersion: 1,
  payload: '{}',
});

async function writeForEver(): Promise<void> {
  for (;;) {
    const conference = ids.next<ConferenceId>();
    const pair = unit(events.append(event(conference, 1)), events.append(event(conference, 2)));
    const committed = await store.commit(pair);
    if (!committed.ok) throw new Error(committed.error.message);
    // Synchronous: what is acknowledged is printed, whatever happens next.
    writeSync(1, `${conference}\n`);
  }
}

await Promise.all(Array.from({ length: WRITERS }, writeForEver));
