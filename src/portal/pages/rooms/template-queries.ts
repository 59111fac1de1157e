import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { done, type RoomTemplateCreate } from '../../../client/index.js';
import { useApi } from '../../api/api-context.js';

const templatesKey = ['room-templates'] as const;

export function useTemplates() {
  const api = useApi();
  return useQuery({
    queryKey: templatesKey,
    queryFn: async () => (await done(api.GET('/room-templates'))).items,
  });
}

export function useCreateTemplate() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: RoomTemplateCreate) => done(api.POST('/room-templates', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: templatesKey }),
  });
}

export function useRemoveTemplate() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (templateId: string) => {
      await api.DELETE('/room-templates/{templateId}', { params: { path: { templateId } } });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: templatesKey }),
  });
}
