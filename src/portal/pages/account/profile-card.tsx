import { App, Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Profile, ProfileChange } from '../../../client/index.js';
import { DraftNotice } from '../../components/draft-notice.js';
import { useFormProblems } from '../../components/form-problems.js';
import { LoadFailure } from '../../components/load-failure.js';
import { numberText } from '../../components/number-text.js';
import { PageLoading } from '../../components/page-loading.js';
import { useDraft } from '../../components/use-draft.js';
import { PORTAL_LANGUAGES, type PortalLanguage } from '../../words/languages.js';
import { Card } from './card.js';
import { useChangeProfile, useProfile } from './profile-queries.js';

/** 用户信息 */
export function ProfileCard() {
  const { t } = useTranslation();
  const { data: profile, error, refetch } = useProfile();
  return (
    <Card title={t('account.info')}>
      {profile !== undefined ? (
        // A newer version is a new form.
        <ProfileForm key={profile.version} profile={profile} />
      ) : error === null ? (
        <PageLoading />
      ) : (
        <LoadFailure error={error} onRetry={() => void refetch()} />
      )}
    </Card>
  );
}

interface ProfileValues {
  readonly name: string;
  readonly email: string;
  readonly language: PortalLanguage;
  readonly timeZone: string;
}

const LANGUAGES = Object.entries(PORTAL_LANGUAGES).map(([value, label]) => ({ value, label }));
const TIME_ZONES = Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value }));

function ProfileForm({ profile }: { readonly profile: Profile }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<ProfileValues>();
  const showProblems = useFormProblems(form);
  const change = useChangeProfile();
  const { number, login, name, email, language, timeZone, version } = profile;
  const initial: ProfileValues = { name, email: email ?? '', language, timeZone };
  const draft = useDraft(form, { initial, name: 'profile', basis: version });
  const submit = (values: ProfileValues) => {
    if (change.isPending) return;
    draft.keep();
    change.mutate(changeOf(values, version), {
      onSuccess: () => {
        draft.clear();
        void message.success(t('account.saved'));
      },
      onError: showProblems,
    });
  };
  return (
    <Form<ProfileValues>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={initial}
      onValuesChange={draft.keep}
      onFinish={submit}
    >
      <DraftNotice draft={draft} />
      <dl className="account-facts">
        <div>
          <dt>{t('account.number')}</dt>
          <dd className="digits">{number}</dd>
        </div>
        {login !== null && (
          <div>
            <dt>{t('account.login')}</dt>
            <dd className="digits">
              <bdi>{numberText(login)}</bdi>
            </dd>
          </div>
        )}
      </dl>
      <Form.Item
        name="name"
        label={t('account.name')}
        rules={[{ required: true, whitespace: true, message: t('problem.required') }]}
      >
        <Input maxLength={100} autoComplete="name" />
      </Form.Item>
      <Form.Item
        name="email"
        label={t('account.email')}
        rules={[{ type: 'email', message: t('account.emailWrong') }]}
        validateTrigger="onBlur"
      >
        <Input type="email" autoComplete="email" placeholder={t('account.emailHint')} />
      </Form.Item>
      <Form.Item name="language" label={t('account.language')}>
        <Select options={LANGUAGES} />
      </Form.Item>
      <Form.Item name="timeZone" label={t('account.timeZone')}>
        <Select showSearch options={TIME_ZONES} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        {t('account.save')}
      </Button>
    </Form>
  );
}

const changeOf = ({ email, ...values }: ProfileValues, version: number): ProfileChange => ({
  ...values,
  email: email === '' ? null : email,
  version,
});
