import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';

export interface NewPasswordValues {
  readonly newPassword: string;
  readonly newPasswordAgain: string;
}

interface NewPasswordFieldsProps {
  readonly label: string;
  readonly repeatLabel: string;
  readonly size?: 'large' | 'middle';
}

/** A new password and its repetition; how good it is the server says. */
export function NewPasswordFields({ label, repeatLabel, size = 'middle' }: NewPasswordFieldsProps) {
  const { t } = useTranslation();
  const required = { required: true, message: t('problem.required') };
  return (
    <>
      <Form.Item name="newPassword" label={label} rules={[required]} extra={t('app.passwordRule')}>
        <Input.Password size={size} autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="newPasswordAgain"
        label={repeatLabel}
        dependencies={['newPassword']}
        rules={[
          required,
          ({ getFieldValue }) => ({
            validator: (_rule, again = '') =>
              again === '' || again === getFieldValue('newPassword')
                ? Promise.resolve()
                : Promise.reject(new Error(t('app.passwordsDiffer'))),
          }),
        ]}
      >
        <Input.Password size={size} autoComplete="new-password" />
      </Form.Item>
    </>
  );
}
