import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findingsOfFiles } from '../../../src/app/doctor/files.js';
import type { Finding } from '../../../src/app/doctor/finding.js';
import { findingsOfMachine, type Machine } from '../../../src/app/doctor/machine.js';
import { answersOptions } from '../../../src/app/doctor/options-ping.js';
import { configSchema } from '../../../src/config/schema.js';
import { makeCertificate } from '../../support/certificates.js';

const test = suite('doctor');
const DAY_MS = 86_400_000;

const limits = (files: number, realTime: number): string =>
  `Limit                     Soft Limit           Hard Limit           Units\nMax open files            ${files}                 65536                files\nMax realtime priority     ${realTime}                    0\n`;

const GOOD: Readonly<Record<string, string>> = {
  '/proc/self/limits': limits(65_536, 1),
  '/proc/self/status': 'CapEff:\t0000000000000000\n',
  '/proc/sys/net/core/rmem_max': '8388608\n',
  '/proc/sys/net/core/wmem_max': '8388608\n',
  '/proc/stat': 'cpu  100 0 100 800 0 0 0 5 0 0\n',
  '/sys/devices/system/clocksource/clocksource0/current_clocksource': 'tsc\n',
  '/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor': 'performance\n',
};

const machine = (changes: Readonly<Record<string, string>> = {}, parts: Partial<Machine> = {}): Machine => ({
  read: (path) => ({ ...GOOD, ...changes })[path],
  run: () => 'yes\n',
  processors: 4,
  ...parts,
});

const notOk = (findings: readonly Finding[]): readonly string[] =>
  findings.filter(({ level }) => level !== 'ok').map(({ check, level }) => `${level} ${check}`);

test('on a good machine all is well', () => {
  assert.equal(notOk(findingsOfMachine(machine(), 4_096)), []);
});

test('each thing that is missing is told, and too few files keep it from its work', () => {
  const cases: readonly (readonly [Machine, string])[] = [
    [machine({ '/proc/self/limits': limits(1_024, 1) }), 'fail open files'],
    [machine({ '/proc/self/limits': limits(65_536, 0) }), 'warn real-time priority'],
    [machine({ '/proc/sys/net/core/rmem_max': '212992' }), 'warn net.core.rmem_max'],
    [machine({}, { run: () => 'no\n' }), 'warn clock synchronised'],
    [machine({}, { run: () => undefined }), 'warn clock synchronised'],
    [
      machine({ '/sys/devices/system/clocksource/clocksource0/current_clocksource': 'hpet' }),
      'warn clock source',
    ],
    [machine({ '/proc/stat': 'cpu  100 0 100 800 0 0 0 50 0 0\n' }), 'warn stolen time'],
    [
      machine({ '/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor': 'powersave' }),
      'warn frequency governor',
    ],
    [machine({}, { processors: 1 }), 'warn processors'],
  ];
  for (const [sick, expected] of cases) assert.equal(notOk(findingsOfMachine(sick, 4_096)), [expected]);
});

test('the capability stands for the limit of real-time priority', () => {
  const able = {
    '/proc/self/limits': limits(65_536, 0),
    '/proc/self/status': 'CapEff:\t0000000000800000\n',
  };
  assert.equal(notOk(findingsOfMachine(machine(able), 4_096)), []);
});

test('a certificate is told before it expires, when it has, and when its key is another one’s', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'huitong-doctor-'));
  const [tls, other] = [makeCertificate(folder, 'one'), makeCertificate(folder, 'two')];
  const level = async (files: typeof tls, days: number): Promise<string | undefined> => {
    const config = configSchema.parse({ dataDir: folder, http: { tls: files } });
    const findings = await findingsOfFiles(config, Date.now() + days * DAY_MS);
    return findings.find(({ check }) => check === 'certificate')?.level;
  };
  assert.is(await level(tls, 0), 'ok');
  assert.is(await level(tls, 20), 'warn');
  assert.is(await level(tls, 40), 'fail');
  assert.is(await level({ ...tls, key: other.key }, 0), 'fail');
  rmSync(folder, { recursive: true });
});

test('a peer that answers OPTIONS by any status lives, also when the first packet is lost', async () => {
  const peer = createSocket('udp4').bind(0, '127.0.0.1');
  await once(peer, 'listening');
  let heard = 0;
  peer.on('message', (bytes, from) => {
    heard += 1;
    if (heard === 1) return;
    const kept = bytes
      .toString()
      .split('\r\n')
      .filter((line) => /^(Via|From|To|Call-ID|CSeq):/.test(line));
    peer.send(
      ['SIP/2.0 403 Forbidden', ...kept, 'Content-Length: 0', '', ''].join('\r\n'),
      from.port,
      from.address,
    );
  });
  const own = { bind: '127.0.0.1', advertise: '127.0.0.1' };
  assert.is(await answersOptions({ host: '127.0.0.1', port: peer.address().port }, own), '403');
  peer.close();
});

test('a peer that says nothing is silent', async () => {
  const peer = createSocket('udp4').bind(0, '127.0.0.1');
  await once(peer, 'listening');
  const own = { bind: '127.0.0.1', advertise: '127.0.0.1' };
  assert.is(await answersOptions({ host: '127.0.0.1', port: peer.address().port }, own), undefined);
  peer.close();
});

test.run();
