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

/** The table says it in both languages: 来电者进入会议之前 · before a caller enters. */
export function contextIn(language: string, context: string): string {
  const [chinese = '', english = chinese] = context.split(' · ');
  return language === 'en' ? english : chinese;
}
