import { useMutation } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemError, type PasswordChange } from '../../client/index.js';
import { useApi } from '../api/api-context.js';
import { useProblemText } from '../words/problem-text.js';
import { useFormProblems } from './form-problems.js';
import { NewPasswordFields, type NewPasswordValues } from './new-password-fields.js';

interface PasswordFormProps {
  readonly oldLabel: string;
  readonly submitText: string;
  readonly size?: 'large' | 'middle';
  readonly onDone?: () => void;
}

interface PasswordValues extends NewPasswordValues {
  readonly oldPassword: string;
}

/** 修改密码 [S43]: the old one is asked. */
export function PasswordForm({ oldLabel, submitText, size = 'middle', onDone }: PasswordFormProps) {
  const { t } = useTranslation();
  const api = useApi();
  const { message } = App.useApp();
  const problemText = useProblemText();
  const [form] = Form.useForm<PasswordValues>();
  const showProblems = useFormProblems(form);
  const change = useMutation({
    mutationFn: (body: PasswordChange) => api.PUT('/password', { body }),
    onSuccess: () => {
      form.resetFields();
      void message.success(t('app.passwordChanged'));
      onDone?.();
    },
    onError: (thrown) => {
      if (thrown instanceof ProblemError && thrown.code === 'PASSWORD_WRONG') {
        form.setFields([{ name: 'oldPassword', errors: [problemText(thrown)] }]);
      } else {
        showProblems(thrown);
      }
    },
  });
  const submit = ({ oldPassword, newPassword }: PasswordValues) => {
    if (!change.isPending) change.mutate({ oldPassword, newPassword });
  };
  return (
    <Form<PasswordValues> form={form} layout="vertical" requiredMark={false} onFinish={submit}>
      <Form.Item
        name="oldPassword"
        label={oldLabel}
        rules={[{ required: true, message: t('problem.required') }]}
      >
        <Input.Password size={size} autoComplete="current-password" />
      </Form.Item>
      <NewPasswordFields size={size} label={t('app.newPassword')} repeatLabel={t('app.newPasswordAgain')} />
      <Button
        type="primary"
        size={size}
        htmlType="submit"
        block={size === 'large'}
        loading={change.isPending}
      >
        {submitText}
      </Button>
    </Form>
  );
}
