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
    serviceNumbers: [{ number: '1001', service: 'direct' }],
  });
  const lines = startReport(config, FIRST_RUN, rowsOf(config));
  assert.ok(lines[0]?.startsWith('SIP     [::1]:5060 (UDP)'));
  assert.ok(lines.includes('portal  http://[::1]:8080/'));
  assert.ok(lines.includes('dial    sip:1001@[::1]:5060  (direct)'));
});

test('the last line is ready', () => {
  assert.is(startReport(DEFAULT, FIRST_RUN, rowsOf(DEFAULT)).at(-1), 'ready');
});

test.run();
