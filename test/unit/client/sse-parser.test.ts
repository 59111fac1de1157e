import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { SseParser } from '../../../src/client/sse-parser.js';

const test = suite('client: reading an event stream');
const STREAM =
  'retry: 2000\n\n: heartbeat\n\nid: 1\nevent: snapshot\ndata: {"a":\ndata: 1}\n\nevent:talking\ndata:x:y\n\ndata\n\n';
const MESSAGES = [
  { name: 'snapshot', data: '{"a":\n1}', id: '1' },
  { name: 'talking', data: 'x:y', id: '1' },
  { name: 'message', data: '', id: '1' },
];

test('events have a name, lines of data, and the last id that was sent', () => {
  const parser = new SseParser();
  assert.equal(parser.push(STREAM), MESSAGES);
  assert.is(parser.retryMs, 2_000);
});

test('it does not matter where the pieces are cut, nor how lines end', () => {
  for (const end of ['\n', '\r\n', '\r']) {
    const text = STREAM.replaceAll('\n', end);
    for (let size = 1; size < 9; size++) {
      const parser = new SseParser();
      const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g'))!;
      // A CR at the very end might be half a CRLF.
      const messages = [...pieces, end === '\r' ? ': ' : ''].flatMap((piece) => parser.push(piece));
      assert.equal(messages, MESSAGES, `${JSON.stringify(end)} by ${size}`);
    }
  }
});

test('comments, unknown fields, a broken retry and an event that has not ended are no event', () => {
  const parser = new SseParser();
  assert.equal(parser.push(': x\n\nfoo: bar\nretry: soon\n\nevent: a\n\ndata: half\n'), []);
  assert.is(parser.retryMs, undefined);
});

test.run();
