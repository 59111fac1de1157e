import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { done, type Prompt } from '../../../../client/index.js';
import { useApi } from '../../../api/api-context.js';

const promptsKey = ['admin', 'prompts'] as const;

export function usePrompts() {
  const api = useApi();
  return useQuery({
    queryKey: promptsKey,
    queryFn: async () => (await done(api.GET('/admin/prompts'))).items,
  });
}

type PromptName = Pick<Prompt, 'id' | 'voice'>;

const pathOf = ({ id: promptId, voice }: PromptName) => ({ promptId, voice });

export interface PromptUpload {
  readonly prompt: PromptName;
  readonly file: Blob;
  /** Brought to the level of the others instead of being refused. */
  readonly normalise: boolean;
}

export function useUploadPrompt() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ prompt, file, normalise }: PromptUpload) =>
      done(
        api.PUT('/admin/prompts/{voice}/{promptId}/audio', {
          params: { path: pathOf(prompt), query: normalise ? { normalise: 'true' } : {} },
          headers: { 'content-type': 'audio/wav' },
          // The description has no words for a file but text.
          body: file as never,
          bodySerializer: (body: unknown) => body as Blob,
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: promptsKey }),
  });
}

export function useRestorePrompt() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (prompt: PromptName) =>
      done(api.DELETE('/admin/prompts/{voice}/{promptId}/audio', { params: { path: pathOf(prompt) } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: promptsKey }),
  });
}

/** `version`: another one after each change, so that the browser fetches it anew. */
export const audioUrl = ({ id, voice }: PromptName, version: number): string =>
  `/api/v1/admin/prompts/${voice}/${encodeURIComponent(id)}/audio?v=${version}`;
