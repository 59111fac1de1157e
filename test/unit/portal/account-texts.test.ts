import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fenText, rateText } from '../../../src/portal/components/money-text.js';
import { failureOf } from '../../../src/portal/pages/account/delivery-failure.js';
import { deviceText } from '../../../src/portal/pages/account/device-text.js';

const test = suite('what the account pages say of devices and prices');

test('a browser is named by what it is, not by what it also claims to be', () => {
  const windows = 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36';
  assert.is(deviceText(windows), 'Chrome · Windows');
  assert.is(deviceText(`${windows} Edg/140.0`), 'Edge · Windows');
  const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1';
  assert.is(deviceText(phone), 'Safari · iPhone');
  const weChat = 'Mozilla/5.0 (Linux; Android 15) Chrome/130.0 Mobile Safari/537.36 MicroMessenger/8.0';
  assert.is(deviceText(weChat), '微信 · Android');
});

test('a program that people do not know has no name', () => {
  assert.is(deviceText('curl/8.5.0'), undefined);
});

test('prices of parts of a fen are not rounded away', () => {
  assert.equal([200_000, 45_000, 1_500_000].map(rateText), ['¥0.20', '¥0.045', '¥1.50']);
});

test('why a webhook was not reached is told apart by what the server wrote down', () => {
  assert.equal(failureOf('HTTP 503'), { kind: 'answer', detail: '503' });
  assert.is(failureOf('no answer in time').kind, 'late');
  assert.is(failureOf('ADDRESS_NOT_ALLOWED').kind, 'refusedAddress');
  assert.is(failureOf('the webhook is disabled').kind, 'off');
  assert.equal(failureOf('Error: queryA ENOTFOUND oa.example.com'), {
    kind: 'noSuchName',
    detail: 'oa.example.com',
  });
  const refused = 'connect ECONNREFUSED 127.0.0.1:443';
  assert.equal(failureOf(`Error: ${refused}`), { kind: 'unreachable', detail: refused });
});

test('sums of a statement are fen', () => {
  assert.equal([70_000, -5].map(fenText), ['¥700.00', '−¥0.05']);
});

test.run();
