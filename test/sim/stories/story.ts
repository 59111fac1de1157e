import type { Test } from 'uvu';
import type { Language } from '../../../src/accounts/account.js';
import { simulatedPrompts } from '../run-seed.js';
import type { StoryOptions } from './story-house.js';
import { StoryWorld } from './story-world.js';

const LANGUAGES: readonly Language[] = ['zh-CN', 'en'];

/** What the people of a story do and hear; it may tell at last what each leg has cost. */
export type Script = (world: StoryWorld) => readonly string[] | void;

/**
 * Tells each story once in each language, in a world of its own. HUITONG_STORY=1 prints what happens: pick the
 * story by a part of its title in HUITONG_STORY.
 */
export function storiesOf(test: Test): (title: string, script: Script, options?: StoryOptions) => void {
  const prompts = simulatedPrompts();
  const wanted = process.env['HUITONG_STORY'];
  return (title, script, options = {}) => {
    for (const language of LANGUAGES) {
      const name = `${title} (${language})`;
      if (wanted !== undefined && !name.includes(wanted)) continue;
      test(name, () => {
        const trace = wanted === undefined ? undefined : (line: string) => console.log(line);
        const world = new StoryWorld({ language, prompts, trace, ...options });
        world.finish(script(world) ?? undefined);
      });
    }
  };
}
