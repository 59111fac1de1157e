import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseCSeq } from '../../../src/sip/cseq.js';
import { Headers, type HeaderField } from '../../../src/sip/headers.js';
import type { SipRequest, SipResponse } from '../../../src/sip/message.js';
import {
  overLimitFault,
  validateRequest,
  validateResponse,
  type Capabilities,
} from '../../../src/sip/validate.js';

const CAPABILITIES: Capabilities = {
  methods: ['INVITE', 'ACK', 'BYE', 'CANCEL', 'OPTIONS', 'UPDATE'],
  extensions: ['timer'],
  contentTypes: ['application/sdp', 'multipart/mixed'],
};
const test = suite('SIP validation');

type Changes = Partial<Omit<SipRequest, 'headers' | 'kind'>> & {
  readonly headers?: Readonly<Record<string, string | undefined>>;
};

/** A valid INVITE with some of it changed; a header set to undefined is left out. */
function request(changes: Changes = {}): SipRequest {
  const method = changes.method ?? 'INVITE';
  const values: Record<string, string | undefined> = {
    Via: 'SIP/2.0/UDP h;branch=z9hG4bKx',
    From: '<sip:a@b>;tag=1',
    To: '<sip:c@d>',
    'Call-ID': 'x@y',
    CSeq: `1 ${method}`,
    Contact: '<sip:a@b>',
    'Max-Forwards': '70',
    ...changes.headers,
  };
  const fields: HeaderField[] = [];
  for (const [name, value] of Object.entries(values)) if (value !== undefined) fields.push({ name, value });
  return {
    kind: 'request',
    method,
    requestUri: changes.requestUri ?? 'sip:c@d',
    version: changes.version ?? 'SIP/2.0',
    headers: new Headers(fields),
    body: changes.body ?? new Uint8Array(0),
  };
}

function verdict(changes: Changes): unknown {
  const fault = validateRequest(request(changes), CAPABILITIES);
  return fault?.action === 'answer' ? fault.status : fault;
}
const withHeaders = (headers: Readonly<Record<string, string | undefined>>, method = 'INVITE'): unknown =>
  verdict({ method, headers });
const SDP = Buffer.from('v=0\r\n');

test('a whole request is accepted, with any URI one can call', () => {
  for (const requestUri of ['sip:c@d', 'sips:c@d', 'tel:+864001234567', 'SIP:c@[::1]:5060;lr']) {
    assert.is(verdict({ requestUri }), undefined, requestUri);
  }
  assert.is(verdict({ version: 'sip/2.0' }), undefined);
  assert.is(withHeaders({ 'Max-Forwards': undefined, Contact: undefined }), undefined);
});

test('each header of the core must be there once and well-formed', () => {
  for (const name of ['From', 'To', 'Call-ID', 'CSeq']) {
    assert.is(withHeaders({ [name]: undefined }), 400, name);
    assert.is(withHeaders({ [name]: '' }), 400, name);
    const { headers } = request();
    const repeated = {
      ...request(),
      headers: new Headers([...headers.fields, { name, value: headers.first(name.toLowerCase())! }]),
    };
    const fault = validateRequest(repeated, CAPABILITIES);
    assert.ok(fault?.action === 'answer' && fault.reason === `Repeated ${name} Header Field`, name);
  }
  const faults = {
    From: 'a b',
    To: '"x <sip:c@d>',
    'Call-ID': 'a b',
    CSeq: '1 BYE',
    Contact: '<sip:a b>',
    'Max-Forwards': '256',
  };
  for (const [name, value] of Object.entries(faults)) assert.is(withHeaders({ [name]: value }), 400, name);
});

test('a Contact is judged only where we may have to send to it: no BYE or ACK is lost for it', () => {
  for (const method of ['BYE', 'ACK', 'CANCEL']) {
    assert.is(withHeaders({ Contact: '<sip:a b>' }, method), undefined, method);
  }
});

test('an INVITE has one Contact that can be called: * is for REGISTER (RFC 3261 §8.1.1.8)', () => {
  assert.is(withHeaders({ Contact: '*' }), 400);
  assert.is(withHeaders({ Contact: '*' }, 'REGISTER'), 405);
});

test('a malformed Via is answered, a missing one cannot be', () => {
  assert.is(withHeaders({ Via: 'SIP/2.0/UDP' }), 400);
  assert.equal(withHeaders({ Via: undefined }), { action: 'drop', reason: 'no Via' });
});

test('a Call-ID or a branch that is longer than anybody needs is 400', () => {
  const via = (chars: number): string => `SIP/2.0/UDP 198.51.100.7;branch=${'z9hG4bK'.padEnd(chars, 'x')}`;
  assert.is(withHeaders({ 'Call-ID': 'x'.repeat(1_024), Via: via(1_024) }), undefined);
  assert.is(withHeaders({ 'Call-ID': 'x'.repeat(1_025) }), 400);
  assert.is(withHeaders({ Via: via(1_025) }), 400);
});

test('an ACK is never answered', () => {
  assert.is(verdict({ method: 'ACK' }), undefined);
  assert.equal(withHeaders({ CSeq: '1 INVITE' }, 'ACK'), { action: 'drop', reason: 'CSeq Method Mismatch' });
  const headers = new Headers([{ name: 'Via', value: 'x' }]);
  assert.is(overLimitFault({ ...request({ method: 'ACK' }), headers }, 'messageBytesMax').action, 'drop');
});

test('a foreign version is 505, no version at all 400', () => {
  assert.is(verdict({ version: 'SIP/3.0' }), 505);
  assert.is(verdict({ version: 'SIP/x' }), 400);
  assert.is(verdict({ version: 'SIP/2.0 ' }), 400);
});

test('an unknown method is 501, a known one that is not served 405, both with Allow', () => {
  for (const [method, status] of [
    ['FOO', 501],
    ['invite', 501],
    ['REGISTER', 405],
  ] as const) {
    const fault = validateRequest(request({ method }), CAPABILITIES);
    assert.ok(fault?.action === 'answer');
    assert.is(fault.status, status);
    assert.equal(fault.headers, [{ name: 'Allow', value: 'INVITE, ACK, BYE, CANCEL, OPTIONS, UPDATE' }]);
  }
  assert.is(verdict({ method: 'FO@' }), 400);
});

test('an unknown scheme is 416, no URI 400', () => {
  assert.is(verdict({ requestUri: 'urn:service:sos' }), 416);
  assert.is(verdict({ requestUri: 'sip:' }), 400);
  assert.is(verdict({ requestUri: 'sip:a@b?x=y' }), 400);
});

test('an extension that is required and not understood is 420, but not in ACK and CANCEL', () => {
  assert.is(withHeaders({ Require: 'Timer' }), undefined);
  assert.is(withHeaders({ Require: '100rel' }), 420);
  assert.is(withHeaders({ Require: '100rel' }, 'CANCEL'), undefined);
  assert.is(withHeaders({ Require: '100rel' }, 'ACK'), undefined);
});

test('a body of a session must be of a type that is read, unless it is optional', () => {
  const body = (headers: Record<string, string>, method = 'INVITE'): unknown =>
    verdict({ method, headers, body: SDP });
  assert.is(body({ 'Content-Type': 'Application/SDP ; charset=utf-8' }), undefined);
  assert.is(body({ 'Content-Type': 'application/isup' }), 415);
  assert.is(
    body({ 'Content-Type': 'application/isup', 'Content-Disposition': 'signal;handling=optional' }),
    undefined,
  );
  assert.is(body({ 'Content-Type': 'application/sdp', 'Content-Encoding': 'gzip' }), 415);
  assert.is(body({}), 400);
  assert.is(body({ 'Content-Type': 'application/isup' }, 'BYE'), undefined);
});

test('a caller that takes no session description is told 406', () => {
  for (const accept of ['application/sdp', 'text/plain, application/*;q=0.5', '*/*']) {
    assert.is(withHeaders({ Accept: accept }), undefined, accept);
  }
  assert.is(withHeaders({ Accept: 'text/plain, multipart/mixed' }), 406);
  assert.is(withHeaders({ Accept: 'text/plain' }, 'OPTIONS'), undefined);
});

test('a body shorter than it says, and a line that is no header, are 400', () => {
  assert.is(
    verdict({ headers: { 'Content-Length': '6', 'Content-Type': 'application/sdp' }, body: SDP }),
    400,
  );
  assert.is(withHeaders({ '': 'no colon' }), 400);
  assert.is(withHeaders({ 'Bad Name': 'x' }), 400);
  assert.is(withHeaders({ Subject: 'a\rVia: b' }), 400);
});

test('a message over a limit is refused, or dropped where the refusal would grow as large', () => {
  const statusOf = (limit: Parameters<typeof overLimitFault>[1]): unknown => {
    const fault = overLimitFault(request(), limit);
    return fault.action === 'answer' ? fault.status : fault.action;
  };
  assert.equal(
    [statusOf('messageBytesMax'), statusOf('headerLinesMax'), statusOf('viaMax')],
    [513, 400, 'drop'],
  );
});

test('a response is used if it has one Via, the core headers, and a status there is', () => {
  const { headers } = request();
  const response = (changes: Partial<SipResponse> = {}): string | undefined =>
    validateResponse({
      kind: 'response',
      version: 'SIP/2.0',
      status: 200,
      reason: '',
      headers,
      body: SDP,
      ...changes,
    });
  const plus = (name: string, value: string): Headers => new Headers([...headers.fields, { name, value }]);
  assert.is(response(), undefined);
  assert.is(response({ status: 99 }), 'status out of range');
  assert.is(response({ status: 700 }), 'status out of range');
  assert.is(response({ version: 'SIP/3.0' }), 'unknown version');
  assert.is(response({ headers: plus('v', 'SIP/2.0/UDP i') }), 'not exactly one Via');
  assert.is(response({ headers: plus('t', '<sip:c@d>') }), 'To missing or repeated');
  assert.is(response({ headers: plus('l', '99') }), 'Body Shorter Than Content-Length');
});

test('a CSeq is a number below 2**31 and a method', () => {
  assert.equal(parseCSeq('2147483647 INVITE'), { number: 2 ** 31 - 1, method: 'INVITE' });
  assert.equal(parseCSeq('0009 \t X'), { number: 9, method: 'X' });
  for (const value of ['', '1', 'INVITE', '2147483648 INVITE', '-1 INVITE', '1 IN VITE', '1 IN@']) {
    assert.is(parseCSeq(value), undefined, value);
  }
});

test.run();
