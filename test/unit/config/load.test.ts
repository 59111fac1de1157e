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
  assert.ok(mistakes.some((line) => line.startsWith('trunks.0.addresses.0: must be an address or a CIDR block')));
});

test('a mistake that came from a variable names the variable', () => {
  assert.match(mistakesOf('', { HUITONG_SIP_PORT: 'sixty' })[0] ?? '', /^sip\.port: .*\(set by HUITONG_SIP_PORT\)$/);
});

test('broken YAML and an unreadable file are said in words', () => {
  assert.ok(mistakesOf('sip: { port: 1').length > 0);
  const missing = loadConfig('/nowhere/huitong.yaml', {});
  assert.not(missing.ok);
});

for (const example of ['demo.yaml', 'bench.yaml']) {
  test(`examples/${example} is valid`, () => {
    const result = loadConfig(join(projectRoot, 'examples', example), {});
    assert.equal(result.ok ? [] : result.error.mistakes, []);
  });
}

test.run();
