import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Headers } from '../../../src/sip/headers.js';
import { sessionDescription } from '../../../src/sip/session-description.js';

const it = suite('session description of a message');

const SDP = 'v=0\r\ns=-\r\n';

const read = (contentType: string | undefined, body: string): string | undefined =>
  sessionDescription({
    kind: 'request',
    method: 'INVITE',
    requestUri: 'sip:a@b',
    version: 'SIP/2.0',
    headers: new Headers(contentType === undefined ? [] : [{ name: 'c', value: contentType }]),
    body: Buffer.from(body, 'latin1'),
  });

it('is the body of type application/sdp, however it is written', () => {
  assert.is(read('application/sdp', SDP), SDP);
  assert.is(read('Application/SDP ; charset=utf-8', SDP), SDP);
  // RFC 3261 §25.1: SLASH may stand in blanks.
  assert.is(read('application / sdp', SDP), SDP);
});

it('is absent without a body or in another type', () => {
  assert.is(read('application/sdp', ''), undefined);
  assert.is(read('text/plain', SDP), undefined);
});

it('is the first part of its type in a multipart body', () => {
  const part = (type: string, text: string) => `--b\r\ncontent-type : ${type}\r\nX: y\r\n\r\n${text}\r\n`;
  const body = `${part('text/plain', 'hello')}${part('application/SDP;x=y', SDP)}${part('application/sdp', 'v=1')}--b--\r\n`;
  assert.is(read('multipart/mixed; boundary=b', body), SDP);
  assert.is(read('multipart/mixed; boundary="b"', body), SDP);
});

it('is not found after the end of a multipart body, nor without a boundary', () => {
  const body = `--b--\r\n--b\r\nContent-Type: application/sdp\r\n\r\n${SDP}\r\n--b--`;
  assert.is(read('multipart/mixed;boundary=b', body), undefined);
  assert.is(read('multipart/mixed', body), undefined);
});

it.run();
