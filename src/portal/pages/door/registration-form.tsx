import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Registration } from '../../../client/index.js';
import { useFormProblems } from '../../components/form-problems.js';
import { NewPasswordFields, type NewPasswordValues } from '../../components/new-password-fields.js';
import { Agreement } from './agreement.js';
import { useBeginRegistration } from './registration-queries.js';

interface RegistrationValues extends NewPasswordValues {
  readonly number: string;
  readonly name: string;
  readonly email?: string;
}

/** 同意条款立即注册: whoever sends the form has accepted the agreement that stands above the button. */
export function RegistrationForm({ onBegun }: { readonly onBegun: (registration: Registration) => void }) {
  const { t, i18n } = useTranslation();
  const [form] = Form.useForm<RegistrationValues>();
  const showProblems = useFormProblems(form, fieldOf);
  const begin = useBeginRegistration();
  const required = { required: true, whitespace: true, message: t('problem.required') };
  const submit = ({ number, name, email, newPassword }: RegistrationValues) => {
    if (begin.isPending) return;
    begin.mutate(
      {
        agreementAccepted: true,
        number,
        name,
        password: newPassword,
        language: i18n.language === 'en' ? 'en' : 'zh-CN',
        ...(email === undefined || email === '' ? {} : { email }),
      },
      { onSuccess: onBegun, onError: showProblems },
    );
  };
  return (
    <Form<RegistrationValues>
      form={form}
      layout="vertical"
      requiredMark={false}
      className="panel door-form"
      onFinish={submit}
      scrollToFirstError={{ block: 'center' }}
    >
      <h1>{t('register.title')}</h1>
      <p className="soft door-form-lead">{t('register.lead')}</p>
      <Form.Item name="number" label={t('register.number')} rules={[required]}>
        <Input size="large" inputMode="tel" autoComplete="tel" placeholder={t('register.numberHint')} />
      </Form.Item>
      <Form.Item name="name" label={t('register.name')} rules={[required]}>
        <Input size="large" autoComplete="name" maxLength={100} />
      </Form.Item>
      <Form.Item
        name="email"
        label={t('register.email')}
        rules={[{ type: 'email', message: t('register.emailWrong') }]}
        validateTrigger="onBlur"
      >
        <Input size="large" type="email" autoComplete="email" placeholder={t('register.emailHint')} />
      </Form.Item>
      <NewPasswordFields size="large" label={t('register.password')} repeatLabel={t('register.repeat')} />
      <h2 className="agreement-title" id="agreement">
        {t('register.agreement')}
      </h2>
      <Agreement labelledBy="agreement" />
      <Button type="primary" size="large" htmlType="submit" block loading={begin.isPending}>
        {t('register.submit')}
      </Button>
    </Form>
  );
}

const fieldOf = (field: string): string[] => [field === 'password' ? 'newPassword' : field];
