import { scryptSync } from 'node:crypto';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hashPassword, verifyPassword } from '../../../src/accounts/password-hash.js';

const test = suite('password hash');

test('a password is verified by its own hash alone, and each hash has its own salt', async () => {
  const [one, two] = await Promise.all([hashPassword('密码 secret'), hashPassword('密码 secret')]);
  assert.is.not(one, two);
  assert.match(one, /^\$scrypt\$ln=15,r=8,p=3\$/);
  assert.equal(await Promise.all([verifyPassword('密码 secret', one), verifyPassword('密码 Secret', one)]), [
    true,
    false,
  ]);
});

test('a hash of another cost is verified with that cost', async () => {
  const salt = Buffer.alloc(16, 7);
  const unpadded = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');
  const hash = scryptSync('pleaseletmein', salt, 32, { N: 1_024, r: 4, p: 2 });
  const stored = `$scrypt$ln=10,r=4,p=2$${unpadded(salt)}$${unpadded(hash)}`;
  assert.is(await verifyPassword('pleaseletmein', stored), true);
  assert.is(await verifyPassword('pleaseletmein', stored.replace('p=2', 'p=1')), false);
});

test('what is no hash of ours, or asks for too much, verifies nothing', async () => {
  const stored = await hashPassword('x');
  const texts = ['', 'x', '$scrypt$', stored.replace('ln=15', 'ln=31'), stored.replace('r=8', 'r=0')];
  for (const text of texts) assert.is(await verifyPassword('x', text), false, text);
});

test.run();
