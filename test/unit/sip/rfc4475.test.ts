import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { projectRoot } from '../../../src/base/project-root.js';
import { parseCSeq } from '../../../src/sip/cseq.js';
import { utf8 } from '../../../src/sip/headers.js';
import type { SipMessage, SipRequest } from '../../../src/sip/message.js';
import { parseNameAddr } from '../../../src/sip/name-addr.js';
import { parseMessage } from '../../../src/sip/parser.js';
import { parseUri, unescapeUri, type SipUri } from '../../../src/sip/uri.js';
import { validateRequest, validateResponse, type Capabilities } from '../../../src/sip/validate.js';
import { parseVia, topVia } from '../../../src/sip/via.js';
import {
  TORTURE_VERDICTS,
  type EndpointVerdict,
  type MessageVerdict,
} from '../../support/rfc4475-verdicts.js';

const FOLDER = join(projectRoot, 'test/fixtures/rfc4475');
const LIMITS = { messageBytesMax: 65_535, headerLinesMax: 200, viaMax: 70 };
const OURS: Capabilities = {
  methods: ['INVITE', 'ACK', 'BYE', 'CANCEL', 'OPTIONS'],
  extensions: [],
  contentTypes: ['application/sdp'],
};
const ANY_METHOD: Capabilities = { ...OURS, methods: [...OURS.methods, 'REGISTER', 'MESSAGE'] };

const test = suite('RFC 4475');

function read(file: string): SipMessage {
  const outcome = parseMessage(readFileSync(join(FOLDER, `${file}.dat`)), LIMITS);
  if (outcome.kind !== 'message') throw new Error(`${file}: ${JSON.stringify(outcome)}`);
  return outcome.message;
}

function readRequest(file: string): SipRequest {
  const message = read(file);
  if (message.kind !== 'request') throw new Error(`${file} is no request`);
  return message;
}

function verdictOf(message: SipMessage, capabilities: Capabilities): MessageVerdict {
  if (message.kind === 'response') {
    const reason = validateResponse(message);
    return reason === undefined ? 'accept' : { drop: reason };
  }
  const fault = validateRequest(message, capabilities);
  if (fault === undefined) return 'accept';
  return fault.action === 'drop' ? { drop: fault.reason } : { answer: fault.status };
}

/** The part of an endpoint verdict that validation decides: what it accepts, the endpoint handles. */
function withoutEndpoint(verdict: EndpointVerdict, message: MessageVerdict): MessageVerdict {
  if (message === 'accept' && typeof verdict === 'object' && 'answer' in verdict && verdict.answer === 405)
    return verdict;
  return message;
}

const sipUri = (text: string | undefined): SipUri => {
  const uri = parseUri(text ?? '');
  if (uri?.scheme !== 'sip' && uri?.scheme !== 'sips') throw new Error(`no SIP URI: ${text}`);
  return uri;
};
const first = (file: string, name: string): string => read(file).headers.first(name) ?? '';
const address = (file: string, name: string) => {
  const parsed = parseNameAddr(first(file, name));
  if (parsed === undefined) throw new Error(`${file}: ${name}`);
  return parsed;
};
const entries = (map: ReadonlyMap<string, string>): unknown => [...map.entries()];

test('the table has every message once', () => {
  const files = readdirSync(FOLDER).map((name) => name.replace('.dat', ''));
  assert.is(files.length, 49);
  assert.equal(TORTURE_VERDICTS.map((verdict) => verdict.file).sort(), files.sort());
  assert.is(new Set(TORTURE_VERDICTS.map((verdict) => verdict.section)).size, 49);
});

for (const { file, section, message, endpoint, why } of TORTURE_VERDICTS) {
  test(`§${section} ${file}: ${why}`, () => {
    assert.equal(verdictOf(read(file), ANY_METHOD), message);
    assert.equal(verdictOf(read(file), OURS), withoutEndpoint(endpoint, message));
  });
}

test('wsinv: every value is read through folds, blanks and odd case', () => {
  const request = readRequest('wsinv');
  const { headers } = request;
  assert.is(address('wsinv', 'to').tag, '1918181833n');
  assert.is(address('wsinv', 'from').displayName, 'J Rosenberg \\"');
  assert.is(address('wsinv', 'from').tag, '98asjd8');
  assert.equal(parseCSeq(first('wsinv', 'cseq')), { number: 9, method: 'INVITE' });
  assert.is(headers.first('max-forwards'), '0068');
  assert.is(headers.first('subject'), '');
  assert.is(headers.first('newfangledheader'), 'newfangled value continued newfangled value');
  assert.is(headers.first('unknownheaderwithunusualvalue'), ';;,,;;,;');
  assert.is(request.body.length, 150);
  const vias = headers.list('via').map((via) => parseVia(via));
  assert.equal(
    vias.map((via) => [via?.protocol, via?.transport, via?.host, via?.branch]),
    [
      ['SIP/2.0', 'UDP', '192.0.2.2', '390skdjuw'],
      ['SIP/2.0', 'TCP', 'spindle.example.com', 'z9hG4bK9ikj8'],
      ['SIP/2.0', 'UDP', '192.168.255.111', 'z9hG4bK30239'],
    ],
  );
  const contact = address('wsinv', 'contact');
  assert.is(contact.displayName, 'Quoted string ""');
  assert.equal(entries(contact.params), [
    ['newparam', 'newvalue'],
    ['secondparam', ''],
    ['q', '0.33'],
  ]);
  assert.equal(entries(sipUri(request.requestUri).params), [['unknownparam', '']]);
  assert.equal(entries(sipUri(address('wsinv', 'route').uri).params), [
    ['lr', ''],
    ['unknownwith', 'value'],
    ['unknown-no-value', ''],
  ]);
});

test('intmeth: every character of the grammar is read where it may stand', () => {
  const request = readRequest('intmeth');
  assert.is(request.method, "!interesting-Method0123456789_*+`.%indeed'~");
  assert.equal(parseCSeq(first('intmeth', 'cseq')), { number: 139122385, method: request.method });
  const uri = sipUri(request.requestUri);
  assert.is(uri.user, "1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*");
  assert.is(uri.password, "&it+has=1,weird!*pas$wo~d_too.(doesn't-it)");
  assert.is(uri.host, 'example.com');
  assert.is(address('intmeth', 'to').displayName, 'BEL:\x07 NUL:\x00 DEL:\x7f');
  const from = address('intmeth', 'from');
  assert.is(from.displayName, "token1~` token2'+_ token3*%!.-");
  assert.is(from.tag, "_token~1'+`*%!-.");
  assert.is(utf8(from.params.get("fromparam''~+*_!.-%") ?? ''), '"работающий"');
  assert.is(topVia(request.headers)?.branch, "z9hG4bK-.!%66*_+`'~");
  assert.is(utf8(request.headers.first("extensionheader-!.%*+_`'~") ?? ''), '\uFEFF大停電');
});

test('esc01, escnull: escapes are resolved where one asks, and kept otherwise', () => {
  assert.is(sipUri(readRequest('esc01').requestUri).user, 'sips%3Auser%40example.com');
  assert.is(unescapeUri(sipUri(readRequest('esc01').requestUri).user ?? ''), 'sips:user@example.com');
  assert.is(unescapeUri(sipUri(first('esc01', 'to')).user ?? ''), 'user');
  assert.is(address('esc01', 'contact').uri, 'sip:cal%6Cer@host5.example.net;%6C%72;n%61me=v%61lue%25%34%31');
  const contacts = readRequest('escnull').headers.list('contact');
  assert.equal(
    contacts.map((contact) => unescapeUri(sipUri(parseNameAddr(contact)?.uri).user ?? '')),
    ['\0', '\0\0'],
  );
});

test('esc02: % is an ordinary character in names, branches and quoted strings', () => {
  const { headers } = readRequest('esc02');
  assert.is(topVia(headers)?.branch, 'z9hG4bK209%fzsnel234');
  assert.is(address('esc02', 'to').displayName, '%Z%45');
  assert.equal(headers.lines('contact').length, 2);
  assert.is(headers.first('c%6fntact'), '<sip:alias2@host2.example.com>');
});

test('lwsdisp, semiuri, transports: names, users and transports are told apart', () => {
  assert.is(address('lwsdisp', 'from').displayName, 'caller');
  assert.is(address('lwsdisp', 'from').uri, 'sip:caller@example.com');
  const uri = sipUri(readRequest('semiuri').requestUri);
  assert.is(uri.user, 'user;par=u%40example.net');
  assert.is(uri.host, 'example.com');
  assert.is(uri.params.size, 0);
  assert.is(first('semiuri', 'accept'), read('semiuri').headers.list('accept').join(', '));
  assert.equal(
    read('transports')
      .headers.list('via')
      .map((via) => parseVia(via)?.transport),
    ['UDP', 'SCTP', 'TLS', 'UNKNOWN', 'TCP'],
  );
});

test('longreq: long values arrive whole', () => {
  const { headers, body } = readRequest('longreq');
  assert.is(address('longreq', 'to').displayName.length, 103);
  const to = sipUri(address('longreq', 'to').uri);
  assert.is(to.port, 6000);
  assert.is(to.params.size, 3);
  assert.is(address('longreq', 'from').tag?.length, 155);
  assert.is(headers.list('via').length, 34);
  assert.ok(headers.list('via').every((via) => parseVia(via) !== undefined));
  assert.is(body.length, 150);
});

test('dblreq, mpart01: the body is what Content-Length says, byte for byte', () => {
  assert.is(readRequest('dblreq').body.length, 0);
  assert.is(first('dblreq', 'call-id'), 'dblreq.0ha0isndaksdj99sdfafnl3lk233412');
  const { body } = readRequest('mpart01');
  const bytes = readFileSync(join(FOLDER, 'mpart01.dat'));
  assert.is(body.length, 553);
  assert.ok(bytes.subarray(-553).equals(body));
  assert.ok(body.includes(0x00));
});

test('unreason, noreason, bigcode: a status line is read whatever its phrase', () => {
  const [unreason, noreason, bigcode] = [read('unreason'), read('noreason'), read('bigcode')];
  assert.ok(unreason.kind === 'response' && noreason.kind === 'response' && bigcode.kind === 'response');
  assert.is(utf8(unreason.reason), '= 2**3 * 5**2 но сто девяносто девять - простое');
  assert.is(unreason.status, 200);
  assert.is(noreason.reason, '');
  assert.is(noreason.status, 100);
  assert.is(bigcode.status, 4_294_967_301);
});

test('cparam01, cparam02, regescrt: brackets decide whose the parameter is', () => {
  assert.equal(entries(address('cparam01', 'contact').params), [['unknownparam', '']]);
  assert.is(address('cparam01', 'contact').uri, 'sip:+19725552222@gw1.example.net');
  assert.is(address('cparam02', 'contact').params.size, 0);
  assert.equal(entries(sipUri(address('cparam02', 'contact').uri).params), [['unknownparam', '']]);
  assert.is(sipUri(address('regescrt', 'contact').uri).headers, 'Route=%3Csip:sip.example.com%3E');
});

test('bext01, invut, esc02: the answer says what would have been understood', () => {
  const unsupported = validateRequest(readRequest('bext01'), OURS);
  assert.ok(unsupported?.action === 'answer');
  assert.equal(unsupported.headers, [
    { name: 'Unsupported', value: 'nothingSupportsThis, nothingSupportsThisEither' },
  ]);
  const type = validateRequest(readRequest('invut'), OURS);
  assert.ok(type?.action === 'answer');
  assert.equal(type.headers, [{ name: 'Accept', value: 'application/sdp' }]);
  const method = validateRequest(readRequest('esc02'), OURS);
  assert.ok(method?.action === 'answer');
  assert.equal(method.headers, [{ name: 'Allow', value: 'INVITE, ACK, BYE, CANCEL, OPTIONS' }]);
});

test('inv2543: a request of the old syntax has no tag, no branch, and a body to the end of the datagram', () => {
  assert.is(address('inv2543', 'from').tag, undefined);
  assert.is(topVia(read('inv2543').headers)?.branch, undefined);
  assert.is(sipUri(address('inv2543', 'from').uri).user, '+13035551111');
  assert.equal(entries(address('inv2543', 'to').params), [['user', 'phone']]);
  assert.ok(read('inv2543').body.length > 100);
});

test.run();
