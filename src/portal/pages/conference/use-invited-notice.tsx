import { App } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError, type Invited, type RejectedParty } from '../../../client/index.js';
import { RejectedParties } from '../../components/rejected-parties.js';
import { useProblemNotice } from '../../words/problem-notice.js';

/** Says what became of an invitation: who is called, and who is not and why. */
export function useInvitedNotice() {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const showProblem = useProblemNotice();
  const showRejected = useCallback(
    (title: string, rejected: readonly RejectedParty[]) =>
      void modal.warning({
        title,
        content: <RejectedParties rejected={rejected} />,
        okText: t('live.gotIt'),
      }),
    [modal, t],
  );
  const invited = useCallback(
    ({ invited, rejected }: Invited) => {
      if (rejected.length === 0) void message.success(t('live.invited', { count: invited.length }));
      else showRejected(t('live.invitedSome', { count: invited.length }), rejected);
    },
    [message, showRejected, t],
  );
  /** False: it was about something else than who was named. */
  const nobodyCalled = useCallback(
    (thrown: unknown): boolean => {
      if (!(thrown instanceof ProblemError) || thrown.code !== 'NOBODY_TO_CALL') return false;
      const rejected = thrown.errors.map(({ code, message: number }) => ({ code, number }));
      if (rejected.length === 0) showProblem(thrown);
      else showRejected(t('party.rejected'), rejected);
      return true;
    },
    [showProblem, showRejected, t],
  );
  return { invited, nobodyCalled, showRejected };
}
