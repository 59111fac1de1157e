import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { SipMessage, SipRequest } from '../../../src/sip/message.js';
import { contentLength, parseMessage, type ParseLimits } from '../../../src/sip/parser.js';

const LIMITS: ParseLimits = { messageBytesMax: 65_535, headerLinesMax: 200, viaMax: 70 };
const test = suite('SIP parser');

const bytesOf = (text: string): Buffer => Buffer.from(text, 'latin1');
const parse = (text: string, limits = LIMITS) => parseMessage(bytesOf(text), limits);

function message(text: string): SipMessage {
  const outcome = parse(text);
  if (outcome.kind !== 'message') throw new Error(JSON.stringify(outcome));
  return outcome.message;
}

const options = (headers: string, body = ''): SipRequest => {
  const parsed = message(`OPTIONS sip:a@b SIP/2.0\r\n${headers}\r\n${body}`);
  assert.ok(parsed.kind === 'request');
  return parsed;
};
const bodyOf = (headers: string, body: string): string =>
  Buffer.from(options(headers, body).body).toString('latin1');

test('a request line is split into method, URI and version, verbatim', () => {
  const request = options('Via: x\r\n');
  assert.equal([request.method, request.requestUri, request.version], ['OPTIONS', 'sip:a@b', 'SIP/2.0']);
});

test('a status line is split into version, status and phrase', () => {
  const response = message('SIP/2.0 486 Busy  Here\r\n\r\n');
  assert.ok(response.kind === 'response');
  assert.equal([response.version, response.status, response.reason], ['SIP/2.0', 486, 'Busy  Here']);
  const bare = message('SIP/2.0 200\r\n\r\n');
  assert.ok(bare.kind === 'response' && bare.reason === '');
});

test('line ends alone are a keep-alive, and before a message they are ignored', () => {
  for (const text of ['', '\r\n', '\r\n\r\n', '\n']) assert.is(parse(text).kind, 'keep-alive');
  assert.is(parse('\r\n\r\nOPTIONS sip:a@b SIP/2.0\r\n\r\n').kind, 'message');
});

test('what has no SIP start line is unframable', () => {
  const texts = [
    '\0',
    'hello\r\n\r\n',
    'GET / HTTP/1.1\r\n\r\n',
    'SIP/2.0 OK\r\n\r\n',
    'INVITE SIP/2.0\r\n\r\n',
    ' a b SIP/2.0\r\n',
  ];
  for (const text of texts)
    assert.equal(parse(text), { kind: 'unframable', reason: 'not-sip' }, JSON.stringify(text));
});

test('what ends inside a line is truncated', () => {
  const texts = [
    'INVITE sip:a@b SI',
    'OPTIONS sip:a@b SIP/2.0\r\nVia: SIP',
    'OPTIONS sip:a@b SIP/2.0\r\nTo: x\r\n y',
  ];
  for (const text of texts)
    assert.equal(parse(text), { kind: 'unframable', reason: 'truncated' }, JSON.stringify(text));
});

test('a missing empty line after the headers and bare line feeds are tolerated', () => {
  assert.is(message('OPTIONS sip:a@b SIP/2.0\r\nTo: x\r\n').headers.first('to'), 'x');
  assert.is(message('OPTIONS sip:a@b SIP/2.0\nTo: x\nFrom: y\n\n').headers.first('from'), 'y');
});

test('a value is trimmed of blanks and unfolded; other bytes are kept', () => {
  const { headers } = options('To :\t x \r\nSubject: a\r\n  b\r\n\tc  \r\nOther: \xa0\xc3\xa0\r\n');
  assert.is(headers.first('to'), 'x');
  assert.is(headers.first('subject'), 'a b c');
  assert.is(headers.first('other'), '\xa0\xc3\xa0');
});

test('names are kept as written and found by their long form', () => {
  const { headers } = options('V: one\r\nvia: two\r\nX-Huawei-Thing: a:b\r\n');
  assert.equal(headers.lines('via'), ['one', 'two']);
  assert.equal(
    headers.fields.map((field) => field.name),
    ['V', 'via', 'X-Huawei-Thing'],
  );
  assert.is(headers.first('x-huawei-thing'), 'a:b');
});

test('a line that is no header is kept with an empty name', () => {
  const { headers } = options(' folded onto nothing: x\r\nno colon\r\nTo: x\r\n');
  assert.equal(headers.fields, [
    { name: '', value: 'folded onto nothing: x' },
    { name: '', value: 'no colon' },
    { name: 'To', value: 'x' },
  ]);
});

test('the body is as long as Content-Length says, when it can be', () => {
  assert.is(bodyOf('l: 3\r\n', 'abcdef'), 'abc');
  assert.is(bodyOf('Content-Length: 0\r\n', 'abc'), '');
  assert.is(bodyOf('Content-Length: 0003\r\n', 'abc'), 'abc');
  assert.is(bodyOf('To: x\r\n', 'abc'), 'abc');
  assert.is(bodyOf('Content-Length: 9\r\n', 'abc'), 'abc');
  assert.is(bodyOf('Content-Length: -1\r\n', 'abc'), 'abc');
  assert.is(bodyOf('Content-Length: 1\r\nl: 2\r\n', 'abc'), 'abc');
});

test('a length that is no number or stands twice is malformed', () => {
  for (const lines of ['l: -1\r\n', 'l: 1x\r\n', 'l:\r\n', 'l: 1\r\nl: 1\r\n', `l: ${'9'.repeat(30)}\r\n`]) {
    assert.is(contentLength(options(lines).headers), 'malformed', lines);
  }
  assert.is(contentLength(options('To: x\r\n').headers), undefined);
});

test('the body is a view on the datagram: nothing is copied', () => {
  const bytes = bytesOf('OPTIONS sip:a@b SIP/2.0\r\n\r\nabc');
  const outcome = parseMessage(bytes, LIMITS);
  assert.ok(outcome.kind === 'message');
  assert.is(outcome.message.body.buffer, bytes.buffer);
});

test('an exceeded limit is named, and what was read so far is there to be answered', () => {
  const lines = (count: number, line: string): string =>
    `OPTIONS sip:a@b SIP/2.0\r\nTo: x\r\n${line.repeat(count)}\r\n`;
  const exceeded = (text: string, limits = LIMITS): string | undefined => {
    const outcome = parse(text, limits);
    if (outcome.kind === 'over-limit') assert.is(outcome.message.headers.first('to'), 'x');
    return outcome.kind === 'over-limit' ? outcome.limit : undefined;
  };
  assert.is(exceeded(lines(199, 'X: y\r\n')), undefined);
  assert.is(exceeded(lines(200, 'X: y\r\n')), 'headerLinesMax');
  assert.is(exceeded(lines(70, 'v: y\r\n')), undefined);
  assert.is(exceeded(lines(71, 'v: y\r\n')), 'viaMax');
  assert.is(exceeded(lines(35, 'v: y, z\r\n')), undefined);
  assert.is(exceeded(lines(36, 'v: y, z\r\n')), 'viaMax');
  assert.is(exceeded(lines(36, 'v: y;z="a, b"\r\n')), undefined);
  assert.is(exceeded(lines(1, 'X: y\r\n'), { ...LIMITS, messageBytesMax: 20 }), 'messageBytesMax');
});

test.run();
