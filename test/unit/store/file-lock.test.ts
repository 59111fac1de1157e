import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { lockFile } from '../../../src/store/file-lock.js';

const test = suite('file lock');
let folder: string;
test.before(() => {
  folder = mkdtempSync(join(tmpdir(), 'huitong-lock-'));
});
test.after(() => rmSync(folder, { recursive: true }));

test('one has it at a time, and the next when it was released', () => {
  const file = join(folder, 'lock');
  const first = lockFile(file);
  assert.ok(first !== undefined);
  assert.is(lockFile(file), undefined);
  first.release();
  const second = lockFile(file);
  assert.ok(second !== undefined);
  second.release();
});

test('a folder that is not there is a fault, and no lock that somebody else has', () => {
  assert.throws(() => lockFile(join(folder, 'nowhere', 'lock')));
});

test.run();
