import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { DEFAULT_OUTGOING_RIGHTS } from '../../../src/accounts/account.js';
import { barOf, type WantedCall } from '../../../src/dialing/barring.js';

const test = suite('call barring');

const DOMESTIC = { destinations: ['+86'] };
const WORLD = { destinations: ['+86', '+852', '+44'] };
const payer = { status: 'active', outgoing: DEFAULT_OUTGOING_RIGHTS } as const;
const worldly = { ...payer, outgoing: { ...DEFAULT_OUTGOING_RIGHTS, internationalAllowed: true } } as const;

const call = (changes: Partial<WantedCall> = {}): WantedCall => ({
  e164: '+8613812341234',
  purpose: 'invitation',
  payer,
  priced: true,
  optedOut: false,
  ...changes,
});

for (const e164 of ['+8613812341234', '+861062345678', '+864006701018']) {
  test(`${e164} may be called [S41]`, () => assert.is(barOf(call({ e164 }), DOMESTIC), undefined));
}

const NEVER: readonly (readonly [string, string])[] = [
  ['+86110', 'EMERGENCY_NUMBER'],
  ['+8610120', 'EMERGENCY_NUMBER'],
  ['+8695588', 'SHORT_NUMBER'],
  ['+861012345', 'SHORT_NUMBER'],
  ['+8616812345', 'PREMIUM_NUMBER'],
  ['+449012345678', 'PREMIUM_NUMBER'],
  ['+881612345678', 'PREMIUM_NUMBER'],
  ['+8662345678', 'NUMBER_INVALID'],
];
for (const [e164, bar] of NEVER) {
  test(`${e164} is never called, whoever asks and pays: ${bar} [S41]`, () => {
    for (const purpose of ['invitation', 'host', 'operator', 'verification'] as const) {
      assert.is(barOf(call({ e164, purpose, payer: worldly }), WORLD), bar);
      assert.is(barOf(call({ e164, purpose, payer: undefined }), WORLD), bar);
    }
  });
}

test('an account whose calls an administrator stopped, or that is closed, calls nobody', () => {
  const stopped = { ...payer, outgoing: { ...DEFAULT_OUTGOING_RIGHTS, stopped: true } };
  assert.is(barOf(call({ payer: stopped }), DOMESTIC), 'OUTGOING_STOPPED');
  assert.is(barOf(call({ payer: { ...payer, status: 'closed' } }), DOMESTIC), 'OUTGOING_STOPPED');
});

test('abroad only where the account may, the allow-list has it and a price exists', () => {
  const e164 = '+85221234567';
  assert.is(barOf(call({ e164 }), WORLD), 'INTERNATIONAL_NOT_ALLOWED');
  assert.is(barOf(call({ e164, payer: worldly }), DOMESTIC), 'DESTINATION_NOT_ALLOWED');
  assert.is(barOf(call({ e164, payer: worldly, priced: false }), WORLD), 'NO_PRICE');
  assert.is(barOf(call({ e164, payer: worldly }), WORLD), undefined);
});

test('a destination outside the allow-list is barred within the country too', () => {
  assert.is(barOf(call(), { destinations: ['+8610'] }), 'DESTINATION_NOT_ALLOWED');
});

test('the house pays no price, and calls no further than the allow-list', () => {
  const house = { payer: undefined, purpose: 'operator', priced: false } as const;
  assert.is(barOf(call(house), DOMESTIC), undefined);
  assert.is(barOf(call({ ...house, e164: '+442079460018' }), DOMESTIC), 'DESTINATION_NOT_ALLOWED');
});

test('who opted out gets no invitation, but can still have the own phone rung', () => {
  assert.is(barOf(call({ optedOut: true }), DOMESTIC), 'OPTED_OUT');
  assert.is(barOf(call({ optedOut: true, purpose: 'host' }), DOMESTIC), undefined);
  assert.is(barOf(call({ optedOut: true, purpose: 'verification' }), DOMESTIC), undefined);
});

test.run();
