import { Alert, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../../client/index.js';
import { numberText } from '../../components/number-text.js';
import { barKey } from '../../components/party-words.js';
import { useProblemNotice } from '../../words/problem-notice.js';
import { useProblemText } from '../../words/problem-text.js';
import { useAddNumber, useConfirmNumber, useNumber } from './number-queries.js';
import { failureKey } from './number-words.js';
import type { OwnNumber } from './own-numbers.js';

interface ConfirmNumberProps {
  readonly id: string;
  readonly number: string;
  readonly kind: 'linked' | 'bound';
  readonly onConfirmed: () => void;
  readonly onAnother: () => void;
}

const CODE_DIGITS = 6;

/** Follows the call with the code, and takes the code. */
export function ConfirmNumber({ id, number, kind, onConfirmed, onAnother }: ConfirmNumberProps) {
  const { t } = useTranslation();
  const { data } = useNumber(id);
  const [form] = Form.useForm<{ readonly code: string }>();
  const problemText = useProblemText();
  const showProblem = useProblemNotice();
  const confirm = useConfirmNumber(id);
  const again = useAddNumber();
  const submit = async ({ code }: { readonly code: string }) => {
    try {
      await confirm.mutateAsync(code);
      onConfirmed();
    } catch (thrown) {
      const aboutCode = thrown instanceof ProblemError && thrown.status !== 0;
      if (aboutCode) form.setFields([{ name: 'code', errors: [problemText(thrown)] }]);
      else showProblem(thrown);
    }
  };
  const code = t('numbers.codeRequired');
  return (
    <>
      <div aria-live="polite">
        <CallProgress number={number} state={data?.state ?? 'calling'} failure={data?.failure ?? null} />
      </div>
      <Form form={form} layout="vertical" onFinish={(values) => void submit(values)}>
        <Form.Item
          name="code"
          label={t('numbers.code')}
          extra={t('numbers.codeHint')}
          rules={[
            { required: true, message: code },
            { pattern: /^[0-9]{6}$/, message: code },
          ]}
          validateFirst
          validateTrigger="onSubmit"
        >
          <Input
            size="large"
            inputMode="numeric"
            maxLength={CODE_DIGITS}
            autoComplete="one-time-code"
            className="digits number-code"
            autoFocus
          />
        </Form.Item>
        <Button type="primary" size="large" block htmlType="submit" loading={confirm.isPending}>
          {t('numbers.confirm')}
        </Button>
        <div className="number-again">
          <Button
            type="link"
            loading={again.isPending}
            disabled={data?.state === 'calling'}
            onClick={() => again.mutate({ number, kind }, { onError: showProblem })}
          >
            {t('numbers.callAgain')}
          </Button>
          <Button type="link" onClick={onAnother}>
            {t('numbers.another')}
          </Button>
        </div>
      </Form>
    </>
  );
}

interface CallProgressProps extends Pick<OwnNumber, 'number' | 'state' | 'failure'> {}

function CallProgress({ number, state, failure }: CallProgressProps) {
  const { t } = useTranslation();
  const shown = numberText(number);
  if (state === 'call-failed') {
    const why = failure ?? '';
    const reason = /^[A-Z_]+$/.test(why) ? t(barKey(why), { code: why }) : t(failureKey(why));
    return (
      <Alert
        className="form-notice"
        type="error"
        showIcon
        title={t('numbers.callFailed', { number: shown })}
        description={reason}
      />
    );
  }
  const spoken = state !== 'calling';
  return (
    <Alert
      className="form-notice"
      type={spoken ? 'success' : 'info'}
      showIcon
      title={t(spoken ? 'numbers.spoken' : 'numbers.calling', { number: shown })}
    />
  );
}
