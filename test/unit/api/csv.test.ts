import { parse } from 'csv-parse/sync';
import { Hono } from 'hono';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ApiEnv } from '../../../src/api/context.js';
import { csvAnswer, csvLine, unguarded, type CsvValue } from '../../../src/api/csv.js';

const test = suite('CSV');

const HOSTILE = [
  '=HYPERLINK("http://evil.example","click")',
  "+1+cmd|' /C calc'!A0",
  '-2+3',
  '@SUM(1+1)',
  '\t=1+1',
  '\r=1+1',
  '  =1+1',
  '＝1+1',
  '＋1+1',
  '－1+1',
  '＠SUM(1)',
];
const HARMLESS = [
  "'=1",

  '',
  '王先生',
  'a,b',
  'say "hi"',
  'two\nlines',
  '+8613800138000',
  '-12.50',
  "O'Brien",
  "'quoted'",
  ' x ',
];

const parsed = (text: string): string[][] => parse(text, { bom: true });

test('[S42] no field can be taken for a formula, and a number stays a number', () => {
  for (const text of HOSTILE) assert.ok(parsed(csvLine([text]))[0]![0]!.startsWith("'"), text);
  assert.is(csvLine(['+8613800138000', '-12.50', -3, 4.5]), '+8613800138000,-12.50,-3,4.5\r\n');
});

test('every text comes back as it was, also the guarded ones', () => {
  for (const text of [...HOSTILE, ...HARMLESS]) {
    assert.equal(parsed(csvLine([text, 'end']))[0]!.map(unguarded), [text, 'end'], text);
  }
});

test('what is absent is an empty field', () => {
  assert.is(csvLine([undefined, null, 0, '']), ',,0,\r\n');
});

interface Reading {
  pages: number;
  ended: boolean;
}

function answer(reading: Reading, pages: number): Hono<ApiEnv> {
  async function* rows(): AsyncGenerator<readonly (readonly CsvValue[])[]> {
    try {
      for (; reading.pages < pages; reading.pages++) yield [[reading.pages, '王']];
    } finally {
      reading.ended = true;
    }
  }
  const app = new Hono<ApiEnv>();
  app.get('/', (c) => csvAnswer(c, 'x.csv', ['page', 'name'], rows()));
  return app;
}

test('a file begins with the byte order mark and is named', async () => {
  const response = await answer({ pages: 0, ended: false }, 2).request('/');
  assert.is(response.headers.get('content-type'), 'text/csv; charset=utf-8');
  assert.is(response.headers.get('content-disposition'), 'attachment; filename="x.csv"');
  const bytes = new Uint8Array(await response.arrayBuffer());
  assert.equal([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  assert.is(new TextDecoder().decode(bytes), 'page,name\r\n0,王\r\n1,王\r\n');
});

test('a page is read when the client has taken the one before, and none after it went away', async () => {
  const reading = { pages: 0, ended: false };
  const response = await answer(reading, 1_000).request('/');
  const reader = response.body!.getReader();
  for (let taken = 0; taken < 3; taken++) await reader.read();
  assert.ok(reading.pages <= 4, `${reading.pages} pages read`);
  await reader.cancel();
  assert.is(reading.ended, true);
});

test.run();
