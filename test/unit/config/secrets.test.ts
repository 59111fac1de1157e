import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openSecrets } from '../../../src/config/secrets.js';

const test = suite('secrets');
const folder = mkdtempSync(join(tmpdir(), 'huitong-secrets-'));
test.after(() => rmSync(folder, { recursive: true, force: true }));

test('a secret comes from the text, the environment or a file without its last newline', () => {
  const file = join(folder, 'password');
  writeFileSync(file, 'with spaces \n');
  const { secrets, mistakes } = openSecrets(
    { plain: 'one', variable: { env: 'PASSWORD' }, kept: { file } },
    { PASSWORD: 'two' },
  );
  assert.equal(mistakes, []);
  assert.equal(
    ['plain', 'variable', 'kept', 'missing'].map((name) => secrets.get(name)),
    ['one', 'two', 'with spaces ', undefined],
  );
});

test('an empty file is no password', () => {
  const file = join(folder, 'empty');
  writeFileSync(file, '\n');
  assert.equal(openSecrets({ empty: { file } }, {}).mistakes, [`secrets.empty: ${file} is empty`]);
});

test('nothing prints a secret', () => {
  const { secrets } = openSecrets({ carrier: 'geheim' }, {});
  for (const text of [JSON.stringify(secrets), inspect(secrets, { showHidden: true })]) {
    assert.not.match(text, /geheim/);
  }
});

test.run();
