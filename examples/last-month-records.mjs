// Writes the call records of last month into a CSV file, and prints their totals.
//   node examples/last-month-records.mjs FILE.csv
// HUITONG_URL names the server, HUITONG_API_KEY a key with records:read.
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createClient, done } from 'huitong/client';

const { HUITONG_URL = 'http://127.0.0.1:8080', HUITONG_API_KEY: apiKey } = process.env;
const [file] = process.argv.slice(2);
const huitong = createClient({ baseUrl: HUITONG_URL, apiKey });

const today = new Date();
// Any day of the month names it; the server knows the time zone of the account.
const date = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - 1, 15))
  .toISOString()
  .slice(0, 10);
const params = { query: { range: 'month', date } };

const records = await done(huitong.GET('/call-records.csv', { params, parseAs: 'stream' }));
await pipeline(Readable.fromWeb(records), createWriteStream(file));

const { legs, costMicroYuan } = await done(huitong.GET('/record-totals', { params }));
console.log(`${date.slice(0, 7)}: ${legs} calls, ¥${(costMicroYuan / 1e6).toFixed(2)}`);
