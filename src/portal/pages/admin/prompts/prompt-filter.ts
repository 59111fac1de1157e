import type { Prompt } from '../../../../client/index.js';

export interface PromptFilter {
  readonly voice: Prompt['voice'];
  readonly text: string;
  readonly onlyReplaced: boolean;
}

export function filteredPrompts(prompts: readonly Prompt[], filter: PromptFilter): readonly Prompt[] {
  const wanted = filter.text.trim().toLowerCase();
  return prompts.filter(
    ({ id, voice, text, context, replaced }) =>
      voice === filter.voice &&
      (!filter.onlyReplaced || replaced) &&
      [id, text ?? '', context].some((part) => part.toLowerCase().includes(wanted)),
  );
}
