import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { StartLimits } from '../../../src/accounts/start-limits.js';
import { Verifications } from '../../../src/accounts/verification.js';
import { seededRandom } from '../../../src/base/random.js';
import { monotonicMs } from '../../../src/base/units.js';

const PHONE = '+8613812341234';
const at = (minutes: number) => monotonicMs(minutes * 60_000);

function begun(verifications: Verifications, minutes = 0, purpose = 'register'): string {
  const code = verifications.begin(PHONE, purpose, at(minutes));
  assert.ok(code.ok);
  return code.value;
}

const test = suite('verification');

test('[S32] a spoken code has six digits, is right once, and only for what it was spoken for', () => {
  const verifications = new Verifications(seededRandom(1));
  const code = begun(verifications);
  assert.match(code, /^\d{6}$/);
  assert.equal(verifications.check(PHONE, 'link', code, at(1)), {
    ok: false,
    error: { code: 'CODE_EXPIRED' },
  });
  assert.ok(verifications.check(PHONE, 'register', code, at(1)).ok);
  assert.not(verifications.check(PHONE, 'register', code, at(1)).ok);
});

test('[S32] a code lives five minutes and bears five tries', () => {
  const verifications = new Verifications(seededRandom(1));
  const code = begun(verifications);
  for (let i = 0; i < 5; i++) {
    assert.equal(verifications.check(PHONE, 'register', 'no', at(1)), {
      ok: false,
      error: { code: 'CODE_WRONG' },
    });
  }
  assert.equal(verifications.check(PHONE, 'register', code, at(1)), {
    ok: false,
    error: { code: 'TOO_MANY_TRIES' },
  });
  const second = begun(verifications, 2);
  assert.equal(verifications.check(PHONE, 'register', second, at(7)), {
    ok: false,
    error: { code: 'CODE_EXPIRED' },
  });
});

test('[S32] a number is called at most three times an hour, whatever the codes are for', () => {
  const verifications = new Verifications(seededRandom(1));
  begun(verifications, 0);
  begun(verifications, 1, 'link');
  begun(verifications, 2, 'bind');
  assert.equal(verifications.begin(PHONE, 'register', at(3)), {
    ok: false,
    error: { code: 'TOO_MANY_CALLS' },
  });
  begun(verifications, 61);
});

test('[S34] attempts without a login: a minute apart, 3 an hour by number, 10 by address', () => {
  const limits = new StartLimits();
  assert.is(limits.attempt(PHONE, '192.0.2.1', at(0)), undefined);
  assert.is(limits.attempt(PHONE, '192.0.2.1', at(0.5)), 'TOO_SOON');
  assert.is(limits.attempt(PHONE, '192.0.2.2', at(1)), undefined);
  assert.is(limits.attempt(PHONE, '192.0.2.1', at(2)), undefined);
  assert.is(limits.attempt(PHONE, '192.0.2.1', at(3)), 'NUMBER_LIMIT');
  for (let i = 0; i < 8; i++) assert.is(limits.attempt(`+86139${i}`, '192.0.2.1', at(4)), undefined);
  assert.is(limits.attempt('+86137', '192.0.2.1', at(4)), 'ADDRESS_LIMIT');
  assert.is(limits.attempt('+86137', '192.0.2.1', at(61.5)), undefined);
});

test.run();
