import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { kills } from '../../charging/run-kills.js';

/** The small form of the second part of `npm run soak:charging`. */
const test = suite('charging and kill -9');

test('five kills at random instants leave books that agree, and nothing set aside', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'huitong-kill-'));
  try {
    const file = join(folder, 'kill.sqlite');
    const { last, legsClosedByRestart } = await kills({ file, seed: 1, from: 0, to: 5, auditEvery: 1 });
    assert.ok(legsClosedByRestart > 0, 'legs were up when the process was killed');
    assert.ok(last.audit!.legs > 10, `${last.audit!.legs} charged legs`);
    assert.equal([last.reserved, last.openLegs, last.audit!.difference], [0, 0, '0']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.run();
