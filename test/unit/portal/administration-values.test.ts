import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { AccountRecord, Tariff, Trunk } from '../../../src/client/index.js';
import { accountFilterOf } from '../../../src/portal/components/account-filter.js';
import {
  accountChangeOf,
  accountCreateOf,
  accountValuesOf,
  NEW_ACCOUNT,
} from '../../../src/portal/pages/admin/accounts/account-values.js';
import { labelOf } from '../../../src/portal/pages/admin/calls/ladder-text.js';
import { contextIn } from '../../../src/portal/pages/admin/prompts/prompt-filter.js';
import { historyAfter } from '../../../src/portal/pages/admin/system/system-values.js';
import {
  badDestination,
  LEG_KINDS,
  readDestination,
  serviceOfField,
  SERVICES,
  tariffCreateOf,
  tariffValuesOf,
} from '../../../src/portal/pages/admin/tariffs/tariff-values.js';
import {
  trunkChangeOf,
  trunkCreateOf,
  trunkValuesOf,
} from '../../../src/portal/pages/admin/trunks/trunk-values.js';

const test = suite('what administrators fill in, and how the API has it');

const ZONE = 'Asia/Shanghai';

test('one field finds accounts by number, telephone or name', () => {
  assert.equal(accountFilterOf(' '), {});
  assert.equal(accountFilterOf('6801 5050'), { number: '68015050' });
  assert.equal(accountFilterOf('138 0013 8000'), { phone: '13800138000' });
  assert.equal(accountFilterOf('+8610123'), { phone: '+8610123' });
  assert.equal(accountFilterOf('星海 2'), { name: '星海 2' });
});

const ACCOUNT: AccountRecord = {
  id: 'a',
  number: '68015050',
  role: 'customer',
  name: '星海',
  tier: 'vip',
  paymentMode: 'postpaid',
  language: 'zh-CN',
  timeZone: ZONE,
  creditLimitMicroYuan: 500_000_000,
  outgoing: {
    stopped: false,
    internationalAllowed: true,
    legsMax: 600,
    legsPerHourMax: 2_000,
    newNumbersPerDayMax: 1_000,
    spendPerDayMax: 12_340_000,
  },
  billingNumber: null,
  status: 'active',
  balanceMicroYuan: 0,
  reservedMicroYuan: 0,
  version: 3,
  createdMs: 0,
};

test('an account that is not touched is sent as it was; prepaid ones have no credit', () => {
  const values = accountValuesOf(ACCOUNT);
  assert.is(values.outgoing.spendPerDayMaxYuan, 12.34);
  const change = accountChangeOf(values, 3);
  for (const [name, value] of Object.entries(change))
    assert.equal(value, ACCOUNT[name as keyof AccountRecord], name);
  assert.is(accountChangeOf({ ...values, paymentMode: 'prepaid' }, 3).creditLimitMicroYuan, 0);
});

test('what was emptied is never sent as 0, which would be no limit', () => {
  const values = accountValuesOf(ACCOUNT);
  assert.throws(() => accountChangeOf({ ...values, creditLimitYuan: null }, 3), /missing/);
  const outgoing = { ...values.outgoing, spendPerDayMaxYuan: null };
  assert.throws(() => accountChangeOf({ ...values, outgoing }, 3), /missing/);
  const prepaid = { ...values, paymentMode: 'prepaid', creditLimitYuan: null } as const;
  assert.is(accountChangeOf(prepaid, 3).creditLimitMicroYuan, 0);
});

test('a new account without a number is given one', () => {
  assert.not('number' in accountCreateOf({ ...NEW_ACCOUNT, name: '星海' }));
  assert.is(accountCreateOf({ ...NEW_ACCOUNT, name: ' 星海 ', number: '12345678' }).number, '12345678');
});

const price = { free: false, microYuanPerMinute: 66_667, firstBlockS: 60, incrementS: 6 };
const TARIFF = {
  version: 'v1',
  validFromMs: 0,
  state: 'current',
  legs: Object.fromEntries(
    SERVICES.map((service) => [service, Object.fromEntries(LEG_KINDS.map((kind) => [kind, price]))]),
  ) as unknown as Tariff['legs'],
  destinations: [
    { prefix: '+86', zone: '国内', microYuanPerMinute: 200_000 },
    { prefix: '+852', zone: '香港, 澳门', microYuanPerMinute: 66_667 },
  ],
} satisfies Tariff;

test('a version of the tariff begins with the prices of the one before, to the micro-yuan', () => {
  const values = tariffValuesOf(TARIFF, 'v2');
  assert.equal(tariffCreateOf(values, ZONE), {
    version: 'v2',
    legs: TARIFF.legs,
    destinations: TARIFF.destinations,
  });
  const later = tariffCreateOf({ ...values, validFrom: '2026-10-01T00:00' }, ZONE);
  assert.is(later.validFromMs, Date.UTC(2026, 8, 30, 16));
});

test('a price or block that was emptied is no 0; of a leg that is free it may be', () => {
  const values = tariffValuesOf(TARIFF, 'v2');
  const changed = (change: object) => {
    const bridge = { ...values.legs.bridge, browser: { ...values.legs.bridge.browser, ...change } };
    return tariffCreateOf({ ...values, legs: { ...values.legs, bridge } }, ZONE).legs?.bridge.browser;
  };
  for (const name of ['yuanPerMinute', 'firstBlockS', 'incrementS'])
    assert.throws(() => changed({ [name]: null }), /missing/, name);
  const empty = { yuanPerMinute: null, firstBlockS: null, incrementS: null };
  assert.equal(changed({ ...empty, free: true }), {
    free: true,
    microYuanPerMinute: 0,
    firstBlockS: 60,
    incrementS: 60,
  });
  assert.equal(changed({ free: true })?.microYuanPerMinute, 66_667);
});

test('a field of the tariff is found at its service', () => {
  assert.is(serviceOfField(['legs', 'quick', 'browser', 'firstBlockS']), 'quick');
  assert.is(serviceOfField(['version']), undefined);
});

test('a destination that cannot be read is told by its line', () => {
  assert.is(badDestination('+86, 国内, 0.2\n\n852, 香港, 0.5'), 3);
  assert.is(badDestination('+86,国内,0.2\n'), undefined);
  assert.is(readDestination('+86, 国内, free'), undefined);
});

const TRUNK: Trunk = {
  id: 'carrier',
  enabled: true,
  addresses: ['203.0.113.0/24'],
  mediaFrom: [],
  calledFrom: ['to'],
  callerFrom: 'from',
  screened: true,
  homeArea: null,
  callsMax: 30,
  callsPerSecondMax: 5,
  capCodes: { callsAtOnce: 486, callsPerSecond: 503 },
  pingMs: 30_000,
  outbound: {
    targets: ['sip.example'],
    prefixes: ['+86'],
    numberFormat: 'national',
    callerNumbers: ['+861067011018'],
    callerFormat: 'national',
    assertIdentity: true,
    userPhone: true,
    domain: null,
    credentials: { username: 'u', secret: 's', realm: null },
    callsMax: 0,
    callsPerSecondMax: 0,
    firstAnswerMs: 4_000,
  },
  edited: false,
  configured: true,
  version: 1,
  state: {
    up: true,
    failures: 0,
    targets: [],
    callsIn: 0,
    callsOut: 0,
    newCallsIn: 0,
    newCallsOut: 0,
    sent: 0,
    answered: 0,
    answerSeizureRatio: null,
    postDialMs: null,
  },
};

test('a trunk that is not touched is sent as it was, without what the API alone knows', () => {
  const {
    id: _id,
    edited: _edited,
    configured: _configured,
    version: _version,
    state: _state,
    ...same
  } = TRUNK;
  const credentials = { username: 'u', secret: 's' };
  assert.equal(trunkChangeOf(trunkValuesOf(TRUNK)), { ...same, outbound: { ...same.outbound, credentials } });
});

test('what is emptied is taken away by null, and left out of a new trunk', () => {
  const values = trunkValuesOf(TRUNK);
  const emptied = {
    ...values,
    outbound: { ...values.outbound, credentials: { username: '', secret: '', realm: '' } },
  };
  assert.is(trunkChangeOf(emptied).outbound?.credentials, null);
  const created = trunkCreateOf(emptied);
  assert.not('homeArea' in created);
  assert.not('credentials' in created.outbound!);
});

test('an emptied time of a trunk is not 0, which would ping never', () => {
  const values = trunkValuesOf(TRUNK);
  assert.throws(() => trunkChangeOf({ ...values, pingS: null }), /missing/);
  const outbound = { ...values.outbound, firstAnswerS: null };
  assert.throws(() => trunkChangeOf({ ...values, outbound }), /missing/);
});

test('a message stands on the ladder by its method or its answer', () => {
  assert.is(labelOf('INVITE sip:4006701018@192.0.2.1 SIP/2.0'), 'INVITE');
  assert.is(labelOf('SIP/2.0 183 Session Progress'), '183 Session Progress');
});

test('the context of a prompt is read in the language of the page', () => {
  assert.is(contextIn('zh-CN', '会议中的按键 · keys in the conference'), '会议中的按键');
  assert.is(contextIn('en', '会议中的按键 · keys in the conference'), 'keys in the conference');
  assert.is(contextIn('en', 'a sound'), 'a sound');
});

test('the charts keep an hour', () => {
  const at = (atMs: number) => ({ atMs }) as Parameters<typeof historyAfter>[1]['samples'][number];
  const known = { stepMs: 10_000, samples: [at(10_000), at(20_000)] };
  const after = historyAfter(known, { stepMs: 10_000, samples: [at(3_610_000)] });
  assert.equal(
    after.samples.map(({ atMs }) => atMs),
    [20_000, 3_610_000],
  );
});

test.run();
