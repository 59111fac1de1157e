import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { DEFAULT_ELIGIBLE_PATTERNS, isEligible } from '../../../src/accounts/eligibility.js';
import { isAcceptablePin } from '../../../src/accounts/phone-login.js';

const RULES = { patterns: DEFAULT_ELIGIBLE_PATTERNS.map((pattern) => new RegExp(pattern)) };

const test = suite('eligibility');

test('[S30] Beijing landlines that begin with 6 or 8, and mobiles, may use the service', () => {
  for (const e164 of ['+861066001234', '+861085001234', '+8613812341234']) {
    assert.ok(isEligible(e164, undefined, RULES), e164);
  }
  for (const e164 of ['+861057001234', '+862166001234', '+85221234567', '+86106600123']) {
    assert.not(isEligible(e164, undefined, RULES), e164);
  }
});

test('[S30] the imported list wins over the patterns, both ways', () => {
  assert.not(isEligible('+8613812341234', 'refused', RULES));
  assert.ok(isEligible('+862166001234', 'allowed', RULES));
});

test('[S26] a phone PIN has six digits and is none that everybody tries first', () => {
  for (const pin of ['123456', '654321', '111111', '000000', '12345', '1234567', 'abcdef']) {
    assert.not(isAcceptablePin(pin), pin);
  }
  for (const pin of ['135790', '902817', '112233']) assert.ok(isAcceptablePin(pin), pin);
});

test.run();
