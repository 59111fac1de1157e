import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../../words/problem-text.js';
import { useConfirmRegistration } from './registration-queries.js';

const CODE_DIGITS = 6;

interface CodeValues {
  readonly code: string;
}

interface SpokenCodeFormProps {
  readonly registrationId: string;
  readonly onDone: () => void;
}

/** 立即确认激活 */
export function SpokenCodeForm({ registrationId, onDone }: SpokenCodeFormProps) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const [form] = Form.useForm<CodeValues>();
  const confirm = useConfirmRegistration(registrationId);
  const submit = ({ code }: CodeValues) => {
    if (confirm.isPending) return;
    confirm.mutate(code, {
      onSuccess: onDone,
      onError: (thrown) => form.setFields([{ name: 'code', errors: [problemText(thrown)] }]),
    });
  };
  return (
    <Form<CodeValues> form={form} layout="vertical" requiredMark={false} onFinish={submit}>
      <Form.Item
        name="code"
        label={t('register.code')}
        normalize={(typed: string) => typed.normalize('NFKC').replace(/\D/g, '')}
        rules={[{ required: true, len: CODE_DIGITS, message: t('register.codeWrong') }]}
        validateTrigger="onSubmit"
      >
        <Input
          size="large"
          className="code-field digits"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={CODE_DIGITS}
          autoFocus
        />
      </Form.Item>
      <Button type="primary" size="large" htmlType="submit" block loading={confirm.isPending}>
        {t('register.confirm')}
      </Button>
    </Form>
  );
}
