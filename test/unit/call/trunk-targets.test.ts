import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { silentLog } from '../../../src/base/log.js';
import { seededRandom } from '../../../src/base/random.js';
import { TrunkTargets, type Names, type SrvRecord } from '../../../src/call/trunk-targets.js';
import type { TrunkTarget } from '../../../src/dialing/trunk.js';
import { sampleTrunk } from '../../support/trunks.js';

const test = suite('trunk targets');

/** A name server whose records can be changed and that can fall silent. */
class FakeNames implements Names {
  records: Record<string, readonly string[]> = {};
  srv: Record<string, readonly SrvRecord[]> = {};
  silent = false;

  async addresses(name: string): Promise<readonly string[]> {
    if (this.silent) throw new Error('ETIMEOUT');
    const found = this.records[name];
    if (found === undefined) throw new Error(`ENOTFOUND ${name}`);
    return found;
  }

  async services(name: string): Promise<readonly SrvRecord[]> {
    if (this.silent) throw new Error('ETIMEOUT');
    return this.srv[name] ?? [];
  }
}

const trunkTo = (...targets: readonly TrunkTarget[]) => sampleTrunk({ outbound: { targets } });

async function found(names: Names, ...targets: readonly TrunkTarget[]): Promise<readonly string[]> {
  const resolver = new TrunkTargets(names, seededRandom(4), silentLog);
  const trunk = trunkTo(...targets);
  await resolver.refresh([trunk]);
  return resolver.of(trunk).map(({ host, port }) => `${host}:${port}`);
}

test('addresses are taken as they stand, in their order, at 5060 unless a port is named [C4]', async () => {
  const names = new FakeNames();
  names.silent = true;
  const targets = [
    { host: '192.0.2.2', port: 5080 },
    { host: '192.0.2.1', port: undefined },
  ];
  assert.equal(await found(names, ...targets), ['192.0.2.2:5080', '192.0.2.1:5060']);
});

test('a name with a port is all its addresses, SRV is not asked (RFC 3263 §4.2)', async () => {
  const names = new FakeNames();
  names.records = { 'sbc.example.cn': ['192.0.2.1', '192.0.2.2'] };
  names.srv = { '_sip._udp.sbc.example.cn': [{ name: 'x', port: 1, priority: 0, weight: 0 }] };
  assert.equal(await found(names, { host: 'sbc.example.cn', port: 5070 }), [
    '192.0.2.1:5070',
    '192.0.2.2:5070',
  ]);
});

test('a name without a port is its SRV records by priority, or else its addresses', async () => {
  const names = new FakeNames();
  names.records = { a: ['192.0.2.1'], b: ['192.0.2.2'], plain: ['192.0.2.9'] };
  names.srv = {
    '_sip._udp.carrier.cn': [
      { name: 'b', port: 5062, priority: 20, weight: 0 },
      { name: 'a', port: 5061, priority: 10, weight: 0 },
    ],
  };
  assert.equal(await found(names, { host: 'carrier.cn', port: undefined }), [
    '192.0.2.1:5061',
    '192.0.2.2:5062',
  ]);
  assert.equal(await found(names, { host: 'plain', port: undefined }), ['192.0.2.9:5060']);
});

test('of several servers one may be without an address, and no address comes twice', async () => {
  const names = new FakeNames();
  names.records = { a: ['192.0.2.1', '192.0.2.1'] };
  names.srv = {
    '_sip._udp.carrier.cn': [
      { name: 'gone', port: 5060, priority: 1, weight: 0 },
      { name: 'a', port: 5060, priority: 2, weight: 0 },
    ],
  };
  const targets = [
    { host: 'carrier.cn', port: undefined },
    { host: '192.0.2.1', port: 5060 },
    { host: 'unknown.cn', port: 5060 },
  ];
  assert.equal(await found(names, ...targets), ['192.0.2.1:5060']);
});

test('an SRV record of a dot says that there is no such service (RFC 2782)', async () => {
  const names = new FakeNames();
  names.records = { 'none.cn': ['192.0.2.66'] };
  names.srv = { '_sip._udp.none.cn': [{ name: '.', port: 0, priority: 0, weight: 0 }] };
  assert.equal(await found(names, { host: 'none.cn', port: undefined }), []);
});

test('a call is tried at sixteen addresses at most', async () => {
  const names = new FakeNames();
  names.records = { many: Array.from({ length: 100 }, (_, i) => `192.0.2.${i}`) };
  assert.is((await found(names, { host: 'many', port: 5060 })).length, 16);
});

test('of equal priority the heavier comes first more often, in proportion (RFC 2782)', async () => {
  const names = new FakeNames();
  names.records = { a: ['192.0.2.1'], b: ['192.0.2.2'] };
  names.srv = {
    '_sip._udp.carrier.cn': [
      { name: 'a', port: 5060, priority: 1, weight: 30 },
      { name: 'b', port: 5060, priority: 1, weight: 90 },
    ],
  };
  const resolver = new TrunkTargets(names, seededRandom(1), silentLog);
  const trunk = trunkTo({ host: 'carrier.cn', port: undefined });
  let heavyFirst = 0;
  for (let i = 0; i < 1_000; i++) {
    await resolver.refresh([trunk]);
    const hosts = resolver.of(trunk).map(({ host }) => host);
    assert.is(hosts.length, 2);
    if (hosts[0] === '192.0.2.2') heavyFirst += 1;
  }
  assert.ok(heavyFirst > 700 && heavyFirst < 800, `${heavyFirst} of 1000`);
});

test('what was found last holds while the name server is silent', async () => {
  const names = new FakeNames();
  names.records = { sbc: ['192.0.2.1'] };
  const resolver = new TrunkTargets(names, seededRandom(1), silentLog);
  const trunk = trunkTo({ host: 'sbc', port: 5060 });
  assert.equal(resolver.of(trunk), []);
  await resolver.refresh([trunk]);
  names.silent = true;
  await resolver.refresh([trunk]);
  assert.equal(resolver.of(trunk), [{ host: '192.0.2.1', port: 5060 }]);
  names.silent = false;
  names.records = { sbc: ['192.0.2.7'] };
  await resolver.refresh([trunk]);
  assert.equal(resolver.of(trunk), [{ host: '192.0.2.7', port: 5060 }]);
});

test('a name that nobody answers for holds up neither addresses nor other names', async () => {
  const silence = new Promise<never>(() => undefined);
  const names: Names = {
    addresses: async (name) => (name === 'silent' ? silence : ['192.0.2.7']),
    services: async () => [],
  };
  const resolver = new TrunkTargets(names, seededRandom(1), silentLog);
  const [silent, literal, named] = ['silent', '192.0.2.1', 'sbc'].map((host) =>
    trunkTo({ host, port: 5060 }),
  );
  void resolver.refresh([silent!, literal!, named!]);
  assert.equal(resolver.of(literal!), [{ host: '192.0.2.1', port: 5060 }]);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(resolver.of(named!), [{ host: '192.0.2.7', port: 5060 }]);
  assert.equal(resolver.of(silent!), []);
});

test.run();
