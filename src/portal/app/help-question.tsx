import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { done, type Session } from '../../client/index.js';
import { useApi } from '../api/api-context.js';
import { sessionKey } from '../api/session-query.js';
import { useProblemNotice } from '../words/problem-notice.js';
import { useSession } from './session.js';

/** 「您是第一次使用,是否需要帮助?」 [S33]: asked until it is answered, once, and in nobody's way. */
export function HelpQuestion() {
  const { t } = useTranslation();
  const { session } = useSession();
  const navigate = useNavigate();
  const showProblem = useProblemNotice();
  const answer = useHelpAnswer();
  if (session.helpSeen !== false) return null;
  const say = (wanted: boolean) =>
    answer.mutate(undefined, {
      onSuccess: () => {
        if (wanted) void navigate('/help');
      },
      onError: showProblem,
    });
  return (
    <section className="help-question" aria-label={t('app.tips')}>
      <p>{t('app.firstTime')}</p>
      <Button type="primary" disabled={answer.isPending} onClick={() => say(true)}>
        {t('app.ok')}
      </Button>
      <Button disabled={answer.isPending} onClick={() => say(false)}>
        {t('app.cancel')}
      </Button>
    </section>
  );
}

function useHelpAnswer() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const { version } = await done(api.GET('/profile'));
      await api.PATCH('/profile', { body: { helpSeen: true, version } });
    },
    onSuccess: () =>
      queries.setQueryData<Session | null>(sessionKey, (known) => known && { ...known, helpSeen: true }),
  });
}
