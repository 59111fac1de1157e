import { App, Button, Upload } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemError, type Prompt } from '../../../../client/index.js';
import { useAct } from '../../../components/use-act.js';
import { fieldProblemKey } from '../../../words/problem-key.js';
import { useProblemNotice } from '../../../words/problem-notice.js';
import { useRestorePrompt, useUploadPrompt } from './prompt-queries.js';

/** A recording of one's own in place of a prompt, and back. */
export function PromptActions({ prompt }: { readonly prompt: Prompt }) {
  const { t } = useTranslation();
  const { confirm } = useAct();
  const { send, sending } = useSendRecording(prompt);
  const restore = useRestorePrompt();
  return (
    <>
      <Upload
        accept=".wav,audio/wav"
        showUploadList={false}
        beforeUpload={(file) => {
          void send(file, false);
          return false;
        }}
      >
        <Button type="link" loading={sending}>
          {t('prompts.upload')}
        </Button>
      </Upload>
      {prompt.replaced && (
        <Button
          type="link"
          danger
          onClick={() =>
            confirm({
              title: t('prompts.restoreTitle', { id: prompt.id }),
              text: t('prompts.restoreText'),
              okText: t('prompts.restore'),
              act: () => restore.mutateAsync(prompt),
              doneText: t('prompts.restored'),
            })
          }
        >
          {t('prompts.restore')}
        </Button>
      )}
    </>
  );
}

/** What is too loud or too soft can be brought to the level, if that is wanted. */
function useSendRecording(prompt: Prompt) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { ask } = useAct();
  const showProblem = useProblemNotice();
  const upload = useUploadPrompt();
  const send = async (file: Blob, normalise: boolean): Promise<void> => {
    try {
      const { levelDbm0, durationMs, effective } = await upload.mutateAsync({ prompt, file, normalise });
      const level = (levelDbm0 ?? 0).toFixed(1);
      const seconds = ((durationMs ?? 0) / 1_000).toFixed(1);
      const when = t(effective === 'now' ? 'prompts.now' : 'prompts.nextStart');
      void message.success(`${t('prompts.done', { level, seconds })} · ${when}`);
    } catch (thrown) {
      const code = thrown instanceof ProblemError ? thrown.errors[0]?.code : undefined;
      if (code === 'PROMPT_LEVEL_OFF' && !normalise)
        ask({
          title: t('prompts.levelTitle'),
          text: t('prompts.levelText'),
          okText: t('prompts.normalise'),
          onOk: () => send(file, true),
        });
      else if (code !== undefined) void message.error(t(fieldProblemKey(code)));
      else showProblem(thrown);
    }
  };
  return { send, sending: upload.isPending };
}
