import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { opened, sealed, sealingKey } from '../../../src/api/door/sealed-text.js';

const test = suite('sealed text');
const key = sealingKey(['account', 'key'], 'test');

test('a text is opened by the words it was sealed with', () => {
  for (const text of ['', '{"名":"会议"}']) {
    const seal = sealed(text, key);
    assert.is(opened(seal, sealingKey(['account', 'key'], 'test')), text);
    assert.not.match(Buffer.from(seal, 'base64').toString(), /会议/);
  }
  assert.is.not(sealed('a', key), sealed('a', key));
});

test('other words, words cut elsewhere, another use and a changed text open nothing', () => {
  const seal = sealed('text', key);
  for (const other of [
    sealingKey(['account', 'kez'], 'test'),
    sealingKey(['accountk', 'ey'], 'test'),
    sealingKey(['account', 'key'], 'tess'),
  ])
    assert.throws(() => opened(seal, other));
  const bytes = Buffer.from(seal, 'base64');
  for (const at of [0, 12, bytes.length - 1]) {
    const changed = Uint8Array.from(bytes, (byte, index) => (index === at ? byte ^ 1 : byte));
    assert.throws(() => opened(Buffer.from(changed).toString('base64'), key));
  }
});

test.run();
