import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

/** Rules are evaluated where the account lives: the zone of the host plays no part. */
const ZONES = ['UTC', 'America/Los_Angeles', 'Asia/Kathmandu'];
const FILES = ['occurrences', 'keyed-time', 'opening-hours', 'booking'];

const test = suite('time zones of the host');

for (const zone of ZONES) {
  for (const name of FILES) {
    test(`[S8] what holds of ${name} holds on a host in ${zone}`, () => {
      const file = fileURLToPath(new URL(`${name}.test.js`, import.meta.url));
      const { status, stdout } = spawnSync(process.execPath, [file], {
        env: { ...process.env, TZ: zone },
        encoding: 'utf8',
        timeout: 60_000,
      });
      assert.is(status, 0, stdout);
    });
  }
}

test.run();
