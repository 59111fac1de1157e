/**
 * A month of 100,000 call records of one account: totals, lists, search and the CSV file, beside commits.
 * Options: store-bench.ts; a small run has a tenth of the month.
 */
import { measureRecords } from './record-month.js';
import { runStoreBench } from './store-bench.js';

const LEGS_PER_MS = 10;

await runStoreBench((settings, durationMs) => measureRecords(settings, durationMs * LEGS_PER_MS));
