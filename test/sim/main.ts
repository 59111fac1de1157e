import { parseArgs } from 'node:util';
import { runSeed, simulatedPrompts } from './run-seed.js';
import { describeSummary, runSeeds } from './run-seeds.js';

/** `npm run sim`: --seeds N runs seeds from --from on; --seed N replays one with a trace of all that happens. */
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
  },
});

if (values.seed === undefined) {
  const summary = await runSeeds({ from: Number(values.from), count: Number(values.seeds) });
  console.log(describeSummary(summary));
  process.exitCode = summary.violating.length === 0 ? 0 : 1;
} else {
  const report = runSeed(Number(values.seed), {
    prompts: simulatedPrompts(),
    trace: (line) => console.log(line),
  });
  for (const violation of report.violations) console.log(`seed ${report.seed}: ${violation}`);
  console.log(
    `${report.violations.length} violations in ${(report.virtualMs / 1_000).toFixed(1)} virtual seconds`,
  );
  process.exitCode = report.violations.length === 0 ? 0 : 1;
}
