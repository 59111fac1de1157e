import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { startReport } from '../../../src/app/start-report.js';
import { trunkFromConfig } from '../../../src/call/trunk-from-config.js';
import { configSchema, type Config } from '../../../src/config/schema.js';

const test = suite('start report');
const DEFAULT = configSchema.parse({});
const rowsOf = ({ trunks, serviceNumbers }: Config) => ({
  trunks: trunks.map(trunkFromConfig),
  serviceNumbers,
});
const FIRST_RUN = { login: 'admin', adminPassword: undefined, apiKey: undefined, room: undefined };

test('an IPv6 address stands in brackets wherever a port follows', () => {
  const config = configSchema.parse({
    bind: '::1',
    http: { bind: '::1' },
    serviceNumbers: [{ number: '1001', service: 'direct', room: '1001' }],
  });
  const lines = startReport(config, FIRST_RUN, rowsOf(config));
  assert.ok(lines[0]?.startsWith('SIP     [::1]:5060 (UDP)'));
  assert.ok(lines.includes('portal  http://[::1]:8080/'));
  assert.ok(lines.includes('dial    sip:1001@[::1]:5060  (direct)'));
});

test('the last line is ready', () => {
  assert.is(startReport(DEFAULT, FIRST_RUN, rowsOf(DEFAULT)).at(-1), 'ready');
});

test('every service and every test is named with one number', () => {
  const lines = startReport(DEFAULT, FIRST_RUN, rowsOf(DEFAULT));
  const dialled = lines.filter((line) => line.startsWith('dial')).map((line) => /\((.+)\)$/.exec(line)?.[1]);
  const services = DEFAULT.serviceNumbers.map((entry) =>
    entry.service === 'test' ? `test: ${entry.test}` : entry.service,
  );
  assert.equal(dialled, [...new Set(services)]);
});

test('what the trunks of a first start cannot do is said', () => {
  const lines = startReport(DEFAULT, FIRST_RUN, rowsOf(DEFAULT));
  assert.is(lines.filter((line) => line.startsWith('note')).length, 2);
  const [demo] = rowsOf(DEFAULT).trunks;
  const trunk = { ...demo!, inbound: { ...demo!.inbound, screened: true } };
  const able = { ...trunk, outbound: { ...trunk.outbound, targets: [{ host: '192.0.2.1', port: 5060 }] } };
  const silent = startReport(DEFAULT, FIRST_RUN, { ...rowsOf(DEFAULT), trunks: [able] });
  assert.is(silent.filter((line) => line.startsWith('note')).length, 0);
});

test.run();
