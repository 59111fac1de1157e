import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { resolveTargets, SYSTEM_DNS, type Dns, type SrvRecord } from '../../../../src/sip/io/resolver.js';

const it = suite('targets of a trunk by DNS');

interface Zone {
  readonly srv?: Readonly<Record<string, readonly SrvRecord[]>>;
  readonly a?: Readonly<Record<string, readonly string[]>>;
}

function dnsOf(zone: Zone): Dns & { readonly asked: string[] } {
  const asked: string[] = [];
  const find = <T>(records: Readonly<Record<string, readonly T[]>> | undefined, name: string) => {
    asked.push(name);
    const found = records?.[name];
    return found === undefined ? Promise.reject(new Error(`ENOTFOUND ${name}`)) : Promise.resolve(found);
  };
  return {
    asked,
    services: (name) => find(zone.srv, name),
    addresses: (name) => find(zone.a, name),
  };
}

const service = (name: string, port: number, priority = 0, weight = 0): SrvRecord => ({
  name,
  port,
  priority,
  weight,
});

it('addresses pass through without a question', async () => {
  const dns = dnsOf({});
  const targets = [
    { host: '198.51.100.7', port: 5070 },
    { host: '198.51.100.8' },
    { host: '2001:db8::1', port: 0 },
    { host: '[2001:db8::2]', port: 5062 },
  ];
  assert.equal(await resolveTargets(targets, dns), [
    { host: '198.51.100.7', port: 5070 },
    { host: '198.51.100.8', port: 5060 },
    { host: '2001:db8::1', port: 5060 },
    { host: '2001:db8::2', port: 5062 },
  ]);
  assert.equal(dns.asked, []);
});

it('a name with a port is that host, at each of its addresses', async () => {
  const dns = dnsOf({ a: { 'sbc.example': ['192.0.2.9', '192.0.2.8', '2001:db8::9'] } });
  assert.equal(await resolveTargets([{ host: 'sbc.example', port: 5080 }], dns), [
    { host: '192.0.2.9', port: 5080 },
    { host: '192.0.2.8', port: 5080 },
    { host: '2001:db8::9', port: 5080 },
  ]);
  assert.not.ok(dns.asked.some((name) => name.startsWith('_sip')));
});

it('a name without a port asks SRV: by priority, then by weight', async () => {
  const dns = dnsOf({
    srv: {
      '_sip._udp.carrier.example': [
        service('c.example', 5062, 20),
        service('b.example', 5061, 10, 1),
        service('a.example', 5060, 10, 9),
      ],
    },
    a: { 'a.example': ['192.0.2.1'], 'b.example': ['192.0.2.2'], 'c.example': ['192.0.2.3'] },
  });
  assert.equal(await resolveTargets([{ host: 'carrier.example', port: 0 }], dns), [
    { host: '192.0.2.1', port: 5060 },
    { host: '192.0.2.2', port: 5061 },
    { host: '192.0.2.3', port: 5062 },
  ]);
});

it('without SRV it is the host itself at 5060', async () => {
  const dns = dnsOf({ a: { 'carrier.example': ['192.0.2.1'] } });
  assert.equal(await resolveTargets([{ host: 'carrier.example' }], dns), [{ host: '192.0.2.1', port: 5060 }]);
});

it('names that lead nowhere are left out, and no address comes twice', async () => {
  const dns = dnsOf({
    srv: { '_sip._udp.none.example': [service('.', 0)] },
    a: { 'none.example': ['192.0.2.66'], 'sbc.example': ['192.0.2.1', '192.0.2.1'] },
  });
  const targets = [
    { host: 'none.example' },
    { host: 'unknown.example', port: 5060 },
    { host: 'sbc.example', port: 5060 },
    { host: '192.0.2.1', port: 5060 },
  ];
  assert.equal(await resolveTargets(targets, dns), [{ host: '192.0.2.1', port: 5060 }]);
});

it('the system knows its own name', async () => {
  const [first] = await resolveTargets([{ host: 'localhost', port: 5062 }], SYSTEM_DNS);
  assert.equal(first, { host: '127.0.0.1', port: 5062 });
});

it('has a bound', async () => {
  const many = Array.from({ length: 100 }, (_, i) => `192.0.2.${i}`);
  const dns = dnsOf({ a: { 'many.example': many } });
  assert.is((await resolveTargets([{ host: 'many.example', port: 5060 }], dns)).length, 16);
});

it.run();
