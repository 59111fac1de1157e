import { createHash } from 'node:crypto';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { runSeed, simulatedPrompts } from './run-seed.js';
import { describeSummary, runSeeds } from './run-seeds.js';
import { SABOTAGES } from './sabotage.js';

const test = suite('simulation');
const prompts = simulatedPrompts();
const quick = process.env['HUITONG_TEST_QUICK'] === '1';
const SEEDS = quick ? 60 : 1_000;
/** 1,000 seeds in two minutes on two processors; what else runs there does not count. */
const CPU_MS_MAX = (2 * 120_000) / 1_000;
/** Not each seed has what a canary needs, such as somebody who mutes itself. */
const CANARY_SEEDS = 10;

test(`${SEEDS} seeds of callers on bad lines end without a violation`, async () => {
  const summary = await runSeeds({ from: 1, count: SEEDS });
  console.log(describeSummary(summary));
  assert.is(summary.violating.length, 0, describeSummary(summary));
  assert.ok(summary.callersMin >= 4, `${summary.callersMin} callers`);
  assert.ok(summary.virtualMsMin >= 20_000, `${summary.virtualMsMin} ms of virtual time`);
  assert.ok(summary.pairsListened > 500 * SEEDS, 'somebody was listened to all the time');
  assert.ok(summary.linesListened > 5 * SEEDS, 'private lines were spoken on');
  assert.ok(summary.dialled > 2 * SEEDS, 'others were called');
  assert.ok(summary.cpuMs / SEEDS < CPU_MS_MAX, `${summary.cpuMs} ms of processor time`);
});

test('a seed gives the same world again, to the last packet', () => {
  const traceOf = (seed: number): string => {
    const hash = createHash('sha256');
    runSeed(seed, { prompts, trace: (line) => hash.update(`${line}\n`) });
    return hash.digest('hex');
  };
  assert.is(traceOf(7), traceOf(7));
  assert.is.not(traceOf(7), traceOf(8));
});

/** What each canary must be reported as. */
const REPORTED: Readonly<Record<keyof typeof SABOTAGES, RegExp>> = {
  'everybody hears itself': /hears itself/,
  'the end of a call is not heard of': /its record says/,
  'muting is forgotten': / hears caller/,
  'nobody joins the mix': /does not hear caller/,
  'media legs stay open': /media legs left/,
  'a private line leads into the room': / hears caller/,
  'a line is not left': / hears caller/,
  'nobody asks whether there is money': /balance of|the books/,
  'each key counts twice': /pressed .* came/,
};

for (const name of Object.keys(SABOTAGES) as (keyof typeof SABOTAGES)[]) {
  test(`the canary is reported: ${name}`, () => {
    const found: string[] = [];
    for (let seed = 1; seed <= CANARY_SEEDS && !found.some((line) => REPORTED[name].test(line)); seed++)
      found.push(...runSeed(seed, { prompts, sabotage: SABOTAGES[name]() }).violations);
    assert.ok(
      found.some((line) => REPORTED[name].test(line)),
      `only: ${found.join('; ')}`,
    );
  });
}

test.run();
