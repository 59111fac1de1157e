import { App } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemNotice } from '../words/problem-notice.js';

interface Act {
  readonly act: () => Promise<unknown>;
  /** Said when it is done. */
  readonly doneText: string;
}

interface Question {
  readonly title: string;
  /** What will happen. */
  readonly text: string;
  readonly okText: string;
}

/** Does something and says so, or why it could not be done; what is dangerous is asked first. */
export function useAct() {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const showProblem = useProblemNotice();
  const run = useCallback(
    async ({ act, doneText }: Act) => {
      try {
        await act();
        void message.success(doneText);
      } catch (thrown) {
        showProblem(thrown);
      }
    },
    [message, showProblem],
  );
  const ask = useCallback(
    ({ title, text, okText, onOk }: Question & { readonly onOk: () => Promise<void> }) =>
      void modal.confirm({
        title,
        content: text,
        okText,
        okButtonProps: { danger: true },
        cancelText: t('app.cancel'),
        onOk,
      }),
    [modal, t],
  );
  const confirm = useCallback(
    ({ act, doneText, ...question }: Question & Act) =>
      ask({ ...question, onOk: () => run({ act, doneText }) }),
    [ask, run],
  );
  return { run, ask, confirm };
}
