import { toneSamples } from '../../src/audio/tone.js';
import { PROMPT_IDS, type PromptId } from '../../src/ivr/prompt-id.js';
import { PromptBank } from '../../src/mixer/prompt-bank.js';
import { Checks } from './checks.js';
import type { Sabotage } from './sabotage.js';
import { scenarioOf } from './scenario.js';
import { World } from './world.js';

export interface SeedReport {
  readonly seed: number;
  readonly callers: number;
  readonly virtualMs: number;
  /** Pairs of callers of which one listened for the other. */
  readonly pairsListened: number;
  /** How often one of a private line was heard there by the other. */
  readonly linesListened: number;
  /** Calls that reached the carrier. */
  readonly dialled: number;
  readonly violations: readonly string[];
}

/** A world that is not at rest by then never will be. */
const VIRTUAL_MS_MAX = 60_000;
const QUIET_CHECK_MS = 100;
/** Short prompts at a frequency that no caller has; but who is let go hears the room no more for a while. */
const PROMPT = { frequencyHz: 3_500, levelDbm0: -25 };
const PROMPT_SAMPLES = 2_000;
const FAREWELL_SAMPLES = 20_000;
const FAREWELLS: readonly PromptId[] = ['kicked', 'goodbye'];

/** All prompts there are, each a tone. Made once and shared by all worlds of a process. */
export function simulatedPrompts(): PromptBank {
  const farewell = toneSamples([PROMPT], FAREWELL_SAMPLES);
  const short = farewell.subarray(0, PROMPT_SAMPLES);
  const samplesOf = (id: PromptId): Int16Array => (FAREWELLS.includes(id) ? farewell : short);
  const languages = ['zh-CN', 'en'];
  return PromptBank.build(
    PROMPT_IDS.flatMap((id) => languages.map((language) => ({ id, language, samples: samplesOf(id) }))),
  );
}

export interface SeedOptions {
  readonly prompts: PromptBank;
  readonly sabotage?: Sabotage;
  readonly trace?: (line: string) => void;
}

/** One world from its first call to the last timer after its end. */
export function runSeed(seed: number, options: SeedOptions): SeedReport {
  const scenario = scenarioOf(seed);
  const world = new World({ ...options, scenario });
  const checks = new Checks(world);
  while (world.time.now() < VIRTUAL_MS_MAX) {
    world.step();
    checks.afterStep();
    const nowMs = world.time.now();
    if (nowMs > scenario.drainAtMs && nowMs % QUIET_CHECK_MS === 0 && checks.isQuiet) break;
  }
  checks.atEnd();
  return {
    seed,
    callers: scenario.calls.length,
    virtualMs: world.time.now(),
    pairsListened: checks.hearing.pairsListened,
    linesListened: checks.hearing.linesListened,
    dialled: world.carrier.invites.length,
    violations: checks.violations,
  };
}
