import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { join } from 'node:path';
import { projectRoot } from '../../../src/base/project-root.js';
import { loadConfig, parseConfig } from '../../../src/config/load.js';

const test = suite('configuration');

function mistakesOf(yaml: string, environment: Record<string, string> = {}): readonly string[] {
  const result = parseConfig(yaml, environment);
  return result.ok ? [] : result.error.mistakes;
}

test('an empty file gives the defaults', () => {
  const result = parseConfig('', {});
  assert.ok(result.ok);
  assert.is(result.value.sip.port, 5060);
  assert.is(result.value.http.port, 8080);
  assert.equal(result.value.trunks[0]?.addresses, ['127.0.0.0/8']);
});

test('a time zone that nobody knows is a mistake', () => {
  assert.equal(
    mistakesOf('operators: { timeZone: Mars/Base }\nchargeFiles: { template: { timeZone: UTC } }'),
    ['operators.timeZone: must be an IANA time zone such as Asia/Shanghai'],
  );
});

test('opening hours end at 24:00 at the latest', () => {
  const mistakes = (hours: string): readonly string[] => mistakesOf(`operators: { hours: '${hours}' }`);
  for (const hours of ['00:00-24:00', '09:00-18:00', '22:00-06:00']) assert.equal(mistakes(hours), [], hours);
  for (const hours of ['09:00-24:30', '24:00-09:00', '09:00-18:60'])
    assert.equal(mistakes(hours), ['operators.hours: must be like 09:00-18:00'], hours);
});

test('a direct number names its room; a pattern need not [S38a]', () => {
  const mistakes = (entry: string): readonly string[] => mistakesOf(`serviceNumbers: [{ ${entry} }]`);
  assert.equal(mistakes(`number: '1001', service: direct, room: '1001'`), []);
  assert.equal(mistakes(`pattern: '^88(.+)$', service: direct`), []);
  const noRoom = ['serviceNumbers.0.room: a direct number must say which room'];
  assert.equal(mistakes(`number: '1001', service: direct`), noRoom);
});

test('a range of ports that is none says how one is written, and where it comes from', () => {
  assert.equal(mistakesOf('', { HUITONG_RTP_PORTS: '20000' }), [
    'media.ports: must be two ports, from and to; as 20000-29999 in HUITONG_RTP_PORTS (set by HUITONG_RTP_PORTS)',
  ]);
  assert.equal(mistakesOf('media: { ports: { form: 1 } }'), ['media.ports.form: is no setting']);
});

test('the environment overrides the file', () => {
  const result = parseConfig('sip: { port: 5070 }\nmedia: { ptimeMs: 40 }', {
    HUITONG_SIP_PORT: '5080',
    HUITONG_RTP_PORTS: '30000-30100',
    HUITONG_TRUNKS: '192.0.2.0/24, 198.51.100.7',
  });
  assert.ok(result.ok);
  assert.is(result.value.sip.port, 5080);
  assert.equal(result.value.media.ports, { from: 30_000, to: 30_100 });
  assert.is(result.value.media.ptimeMs, 40);
  assert.equal(result.value.trunks[0]?.addresses, ['192.0.2.0/24', '198.51.100.7']);
});

test('every mistake has a line of its own that names the key', () => {
  const mistakes = mistakesOf('sip: { port: 70000 }\nmdeia: {}\ntrunks: [{ id: a, addresses: [carrier] }]');
  assert.is(mistakes.length, 3);
  assert.ok(mistakes.some((line) => line.startsWith('sip.port: ')));
  assert.ok(mistakes.some((line) => line.includes('mdeia')));
  assert.ok(
    mistakes.some((line) => line.startsWith('trunks.0.addresses.0: must be an address or a CIDR block')),
  );
});

test('a mistake that came from a variable names the variable', () => {
  assert.match(
    mistakesOf('', { HUITONG_SIP_PORT: 'sixty' })[0] ?? '',
    /^sip\.port: .*\(set by HUITONG_SIP_PORT\)$/,
  );
});

test('unknown keys of one place are each told on a line', () => {
  assert.equal(mistakesOf('sip: { prot: 1, tmers: {} }\nmdeia: {}'), [
    'sip.prot: is no setting',
    'sip.tmers: is no setting',
    'mdeia: is no setting',
  ]);
});

test('an unspecified address to bind to needs one that peers can be told, beside all other mistakes', () => {
  for (const bind of ['0.0.0.0', '::', '0:0::0']) {
    assert.match(mistakesOf('', { HUITONG_BIND: bind })[0] ?? '', /^advertise: must say the address/);
  }
  assert.equal(mistakesOf('', { HUITONG_BIND: '0.0.0.0', HUITONG_ADVERTISE: '203.0.113.5' }), []);
  assert.match(mistakesOf('', { HUITONG_ADVERTISE: '0.0.0.0' })[0] ?? '', /^advertise: must be an address/);
  assert.is(mistakesOf('sip: { port: 70000 }\nbind: 0.0.0.0').length, 2);
});

test('bind and advertise are of one family [C3a]', () => {
  const addresses = { HUITONG_BIND: '::1', HUITONG_ADVERTISE: '203.0.113.5' };
  assert.match(
    mistakesOf('', addresses)[0] ?? '',
    /^advertise: must be of the same family.*HUITONG_ADVERTISE/,
  );
  assert.equal(mistakesOf('', { ...addresses, HUITONG_ADVERTISE: '2001:db8::5' }), []);
});

test('what would start and then fail is a mistake: two trunks of one id, a password without keys', () => {
  const twice = 'trunks: [{ id: a, addresses: [192.0.2.1] }, { id: a, addresses: [192.0.2.2] }]';
  assert.equal(mistakesOf(twice), ['trunks: must each have an id of its own']);
  assert.equal(mistakesOf('firstRun: { room: { chairPassword: secret } }'), [
    'firstRun.room.chairPassword: must be 4 to 12 digits, in quotes',
  ]);
  assert.match(mistakesOf('sip: { timers: { t1Ms: 0 } }')[0] ?? '', /^sip\.timers\.t1Ms: /);
});

test('an empty variable sets nothing and is blamed for nothing', () => {
  assert.not.match(mistakesOf('sip: { port: 70000 }', { HUITONG_SIP_PORT: '' })[0] ?? '', /HUITONG/);
});

test('broken YAML and an unreadable file are said in words', () => {
  assert.ok(mistakesOf('sip: { port: 1').length > 0);
  const missing = loadConfig('/nowhere/huitong.yaml', {});
  assert.not(missing.ok);
});

const OUTBOUND = `trunks:
  - id: carrier
    addresses: [192.0.2.0/24]
    outbound:
      targets: [sbc.example.cn, '192.0.2.1:5080', '[2001:db8::1]:5060']
      callerNumbers: ['+861067011018']
      credentials: { username: huitong, secret: carrier }
`;

test('targets are read with and without a port, IPv6 in brackets', () => {
  const result = parseConfig(`${OUTBOUND}secrets: { carrier: geheim }`, {});
  assert.ok(result.ok);
  assert.equal(result.value.trunks[0]?.outbound.targets, [
    { host: 'sbc.example.cn', port: undefined },
    { host: '192.0.2.1', port: 5080 },
    { host: '2001:db8::1', port: 5060 },
  ]);
  for (const target of [
    'sip:carrier.cn',
    'carrier:0',
    'carrier:70000',
    '2001:db8::1',
    '[carrier]:5060',
    '',
  ]) {
    const yaml = `trunks: [{ id: a, addresses: [192.0.2.1], outbound: { targets: ['${target}'], callerNumbers: ['+861067011018'] } }]`;
    assert.match(mistakesOf(yaml)[0] ?? '', /^trunks\.0\.outbound\.targets\.0: must be a host/, target);
  }
});

test('a trunk that calls out needs a number that the carrier assigned [C19]', () => {
  const yaml = 'trunks: [{ id: a, addresses: [192.0.2.1], outbound: { targets: [carrier.cn] } }]';
  assert.match(mistakesOf(yaml)[0] ?? '', /^trunks\.0\.outbound\.callerNumbers: must name a number/);
});

test('credentials name a secret that is there', () => {
  assert.equal(mistakesOf(OUTBOUND), [
    'trunks.0.outbound.credentials.secret: is no name of secrets: carrier',
  ]);
});

test('a secret is a text, a variable or a file, and a missing one is told before the start', () => {
  assert.equal(mistakesOf(`${OUTBOUND}secrets: { carrier: { env: CARRIER_PASSWORD } }`), [
    'secrets.carrier: CARRIER_PASSWORD is not set',
  ]);
  const set = { CARRIER_PASSWORD: 'geheim' };
  assert.equal(mistakesOf(`${OUTBOUND}secrets: { carrier: { env: CARRIER_PASSWORD } }`, set), []);
  assert.match(
    mistakesOf(`${OUTBOUND}secrets: { carrier: { file: /nowhere/password } }`)[0] ?? '',
    /^secrets\.carrier: \/nowhere\/password cannot be read/,
  );
  assert.match(mistakesOf('secrets: { carrier: { path: x } }')[0] ?? '', /^secrets\.carrier: must be a text/);
});

test('two service numbers of one number are a mistake', () => {
  const twice = `serviceNumbers: [{ number: '1001', service: bridge }, { number: '1001', service: quick }]`;
  assert.equal(mistakesOf(twice), ['serviceNumbers: must each have a number or a pattern of its own']);
});

for (const example of ['demo.yaml', 'bench.yaml', 'carrier.yaml']) {
  test(`examples/${example} is valid`, () => {
    const result = loadConfig(join(projectRoot, 'examples', example), {});
    assert.equal(result.ok ? [] : result.error.mistakes, []);
  });
}

test.run();
