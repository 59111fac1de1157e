import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { projectRoot } from '../../src/base/project-root.js';
import { below, seededRandom, type Random } from '../../src/base/random.js';
import type { HeaderField } from '../../src/sip/headers.js';
import type { SipMessage } from '../../src/sip/message.js';
import { parseNameAddr } from '../../src/sip/name-addr.js';
import { parseMessage } from '../../src/sip/parser.js';
import { serializeMessage } from '../../src/sip/serializer.js';
import { parseUri } from '../../src/sip/uri.js';
import { validateRequest, validateResponse, type Capabilities } from '../../src/sip/validate.js';
import { topVia, withSource } from '../../src/sip/via.js';

const MESSAGES = 20_000;
const SEED = 4475;
const LIMITS = { messageBytesMax: 65_535, headerLinesMax: 200, viaMax: 70 };
const CAPABILITIES: Capabilities = {
  methods: ['INVITE', 'ACK', 'BYE', 'CANCEL', 'OPTIONS', 'REGISTER', 'MESSAGE'],
  extensions: [],
  contentTypes: ['application/sdp'],
};
const SOURCE = { host: '192.0.2.1', port: 5060 };
const FOLDER = join(projectRoot, 'test/fixtures/rfc4475');
const FIXTURES = readdirSync(FOLDER).map((name) => readFileSync(join(FOLDER, name)));
/** What the grammar gives a meaning to: more of a mutation's hits land on a branch than with any byte. */
const DELIMITERS = Buffer.from(' \t\r\n:;,<>"\\=/@?%()[]0\0\xff', 'latin1');

const ADDRESS_CHARACTERS = 'sip:;<>"@ab=%1 \\,[]?'.split('');

const test = suite('SIP parser under mutation');

type Mutation = (bytes: Buffer, random: Random) => Buffer;

const MUTATIONS: readonly Mutation[] = [
  function flipBits(bytes, random) {
    for (let i = below(random, 8); i >= 0; i--) bytes[below(random, bytes.length)]! ^= 1 << below(random, 8);
    return bytes;
  },
  function plantDelimiters(bytes, random) {
    for (let i = below(random, 8); i >= 0; i--) {
      bytes[below(random, bytes.length)] = DELIMITERS[below(random, DELIMITERS.length)]!;
    }
    return bytes;
  },
  function truncate(bytes, random) {
    return bytes.subarray(0, below(random, bytes.length + 1));
  },
  function splice(bytes, random) {
    const other = pick(FIXTURES, random);
    return Buffer.concat([
      bytes.subarray(0, below(random, bytes.length)),
      other.subarray(below(random, other.length)),
    ]);
  },
  function repeatSlice(bytes, random) {
    const start = below(random, bytes.length);
    const slice = bytes.subarray(start, start + 1 + below(random, 60));
    const times = Array.from({ length: below(random, 50) }, () => slice);
    return Buffer.concat([bytes.subarray(0, start), ...times, bytes.subarray(start)]);
  },
  function randomBytes(_, random) {
    return Buffer.from(Array.from({ length: below(random, 400) }, () => below(random, 256)));
  },
];

const pick = <T>(values: readonly T[], random: Random): T => values[below(random, values.length)]!;

/** One to three mutations of one fixture. */
function mutant(random: Random): Buffer {
  let bytes = Buffer.from(pick(FIXTURES, random));
  for (let i = below(random, 3); i >= 0 && bytes.length > 0; i--)
    bytes = Buffer.from(pick(MUTATIONS, random)(bytes, random));
  return bytes;
}

function validate(message: SipMessage): unknown {
  return message.kind === 'request' ? validateRequest(message, CAPABILITIES) : validateResponse(message);
}

/** Everything that is sent again; Content-Length is the serializer's own. */
function content(message: SipMessage): unknown {
  const { headers, body, ...startLine } = message;
  const fields: HeaderField[] = headers.fields.filter((_, i) => headers.names[i] !== 'content-length');
  return { ...startLine, fields, body: Buffer.from(body).toString('latin1') };
}

function reparsed(message: SipMessage): SipMessage {
  const outcome = parseMessage(serializeMessage(message), {
    ...LIMITS,
    messageBytesMax: 200_000,
    headerLinesMax: 201,
  });
  if (outcome.kind !== 'message') throw new Error(`does not come back: ${JSON.stringify(content(message))}`);
  return outcome.message;
}

/** A CR that ends no line goes out as a space, so such a message would come back changed. */
function hasStrayCr(message: SipMessage): boolean {
  const startLine = message.kind === 'request' ? [message.method, message.requestUri] : [message.reason];
  const lines = message.headers.fields.flatMap(({ name, value }) => [name, value]);
  return [...startLine, message.version, ...lines].some((text) => text.includes('\r'));
}

test(`${MESSAGES} mutants: never a throw, never more out than in, and what was read comes back`, () => {
  const random = seededRandom(SEED);
  const seen = new Map<string, number>();
  const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);
  for (let i = 0; i < MESSAGES; i++) {
    const bytes = mutant(random);
    const before = Buffer.from(bytes);
    const outcome = parseMessage(bytes, LIMITS);
    assert.ok(before.equals(bytes), 'the input is left as it was');
    count(outcome.kind);
    if (outcome.kind !== 'message') continue;
    const { message } = outcome;
    const { headers, body } = message;
    const size = headers.fields.reduce(
      (sum, { name, value }) => sum + name.length + value.length,
      body.length,
    );
    assert.ok(size <= bytes.length, `mutant ${i} grew to ${size} of ${bytes.length}`);
    assert.ok(headers.fields.length <= LIMITS.headerLinesMax);
    count(validate(message) === undefined ? 'valid' : 'invalid');
    if (!hasStrayCr(message)) assert.equal(content(reparsed(message)), content(message), `mutant ${i}`);
    else if (message.kind === 'request')
      assert.is.not(validate(message), undefined, `mutant ${i} has a stray CR`);
    const stamped = topVia(withSource(headers, SOURCE));
    if (topVia(headers) !== undefined) assert.is(stamped?.received, SOURCE.host, `mutant ${i}`);
  }
  // The mutations must reach both sides of every decision, or the test tests nothing.
  for (const what of ['message', 'unframable', 'keep-alive', 'over-limit', 'valid', 'invalid']) {
    assert.ok((seen.get(what) ?? 0) > 0, `no mutant was ${what}: ${JSON.stringify([...seen])}`);
  }
});

test('what parses as an address or URI keeps its text', () => {
  const random = seededRandom(SEED + 1);
  for (let i = 0; i < MESSAGES; i++) {
    const text = Array.from({ length: below(random, 24) }, () => pick(ADDRESS_CHARACTERS, random)).join('');
    const address = parseNameAddr(`<sip:${text}`);
    if (address !== undefined) assert.ok(`sip:${text}`.startsWith(address.uri), text);
    const uri = parseUri(`sip:${text}`);
    if (uri?.scheme === 'sip') assert.ok(text.includes(uri.host) && text.startsWith(uri.user ?? ''), text);
  }
});

/** A value of 64 kB in a header that is read in full. */
const HOSTILE: Readonly<Record<string, string>> = {
  quotes: '"'.repeat(65_000),
  'opened quotes': '"\\'.repeat(32_000),
  commas: ','.repeat(65_000),
  'comma elements': 'a,'.repeat(32_000),
  semicolons: ';'.repeat(65_000),
  parameters: ';a=b'.repeat(16_000),
  blanks: ' '.repeat(65_000) + 'x',
  'blanks and semicolons': '; '.repeat(32_000),
  brackets: '<'.repeat(65_000),
  'closed brackets': '<>'.repeat(32_000),
  folds: '\r\n '.repeat(21_000) + 'x',
  'folded text': '\r\n x'.repeat(16_000),
  slashes: 'SIP/'.repeat(16_000),
  colons: ':'.repeat(65_000),
  'dashes in a host': `<sip:a${'-'.repeat(60_000)}!>`,
  percents: `<sip:${'%4'.repeat(30_000)}@h>`,
  'received parameters': 'SIP/2.0/UDP h' + '; received '.repeat(5_000),
  digits: '9'.repeat(65_000),
};

/** Measured at 15 ms at most; anything quadratic in 64 kB costs seconds. */
const CPU_LIMIT_MS = 250;

for (const [name, value] of Object.entries(HOSTILE)) {
  test(`64 kB of ${name} cost no more than their length`, () => {
    for (const header of [
      'Via',
      'To',
      'Contact',
      'CSeq',
      'Require',
      'Content-Type',
      'Subject',
      'Content-Length',
    ]) {
      const head = 'INVITE sip:a@b SIP/2.0\r\nVia: SIP/2.0/UDP h\r\nFrom: <sip:a@b>;tag=1\r\nCall-ID: x\r\n';
      const rest = ['To: <sip:a@b>', 'CSeq: 1 INVITE']
        .filter((line) => !line.startsWith(header))
        .join('\r\n');
      const first = header === 'Via' ? head.replace('Via: SIP/2.0/UDP h\r\n', '') : head;
      const bytes = Buffer.from(`${first}${rest}\r\n${header}: ${value}\r\n\r\n`);
      const start = process.cpuUsage();
      const outcome = parseMessage(bytes, LIMITS);
      if (outcome.kind === 'message' || outcome.kind === 'over-limit') {
        validate(outcome.message);
        withSource(outcome.message.headers, SOURCE);
        serializeMessage(outcome.message);
      }
      const { user, system } = process.cpuUsage(start);
      assert.ok(user + system < CPU_LIMIT_MS * 1000, `${header}: ${(user + system) / 1000} ms`);
    }
  });
}

test('64 kB of bare start line cost no more than their length', () => {
  for (const line of [
    'SIP/2.0 ' + '9'.repeat(65_000),
    ' sip/'.repeat(13_000),
    'A'.repeat(65_000),
    ':'.repeat(65_000),
  ]) {
    const start = process.cpuUsage();
    for (const end of ['', '\r\n', '\r\n\r\n']) parseMessage(Buffer.from(line + end), LIMITS);
    const { user, system } = process.cpuUsage(start);
    assert.ok(user + system < CPU_LIMIT_MS * 1000, `${(user + system) / 1000} ms`);
  }
});

test.run();
