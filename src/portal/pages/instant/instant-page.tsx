import { PhoneOutlined } from '@ant-design/icons';
import { App, Button, Card, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { DraftNotice } from '../../components/draft-notice.js';
import { LoadFailure } from '../../components/load-failure.js';
import { PageLoading } from '../../components/page-loading.js';
import { partyWords } from '../../components/party-words.js';
import { RejectedParties } from '../../components/rejected-parties.js';
import { useDraft } from '../../components/use-draft.js';
import { CallFields } from './call-fields.js';
import { instantCallOf, type CallFormValues } from './call-form-values.js';
import { useCallProblems } from './call-problems.js';
import { useStartInstant } from './instant-queries.js';
import { NoHost } from './no-host.js';
import { useNumbers } from './number-queries.js';
import { words as numberWords } from './number-words.js';
import { hostNumbers, type OwnNumber } from './own-numbers.js';
import { RunningCalls } from './running-calls.js';
import { words as instantWords } from './words.js';
import './instant.css';

export const words = [instantWords, numberWords, partyWords];

/** 我的即时通话 [S35] [S36]. */
export default function InstantPage() {
  const { t } = useTranslation();
  const numbers = useNumbers();
  return (
    <>
      <div className="page-head">
        <h1>{t('instant.title')}</h1>
        <Link to="/bookings/new">{t('instant.bookInstead')}</Link>
      </div>
      <RunningCalls />
      {numbers.isPending ? (
        <PageLoading />
      ) : numbers.isLoadingError ? (
        <LoadFailure error={numbers.error} onRetry={() => void numbers.refetch()} />
      ) : (
        <Start hosts={hostNumbers(numbers.data)} />
      )}
    </>
  );
}

function Start({ hosts }: { readonly hosts: readonly OwnNumber[] }) {
  const { t } = useTranslation();
  const first = hosts[0];
  if (first === undefined) return <NoHost />;
  return (
    <div className="instant">
      <StartForm hosts={hosts} first={first.number} />
      <Card title={t('instant.how')}>
        <ol className="instant-steps">
          <li>{t('instant.stepHost')}</li>
          <li>{t('instant.stepOthers')}</li>
          <li>{t('instant.stepDuring')}</li>
          <li>{t('instant.stepEnd')}</li>
        </ol>
      </Card>
    </div>
  );
}

function StartForm({ hosts, first }: { readonly hosts: readonly OwnNumber[]; readonly first: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const { notification } = App.useApp();
  const [form] = Form.useForm<CallFormValues>();
  const showProblems = useCallProblems(form);
  const start = useStartInstant();
  // The contacts come with who was chosen there.
  const initial: CallFormValues = { host: first, others: params.getAll('with'), costLimitYuan: null };
  const draft = useDraft(form, { initial, basis: params.toString() });
  const submit = async (values: CallFormValues) => {
    draft.keep();
    try {
      const { conference, rejected } = await start.mutateAsync(instantCallOf(values));
      draft.clear();
      if (rejected.length > 0) {
        notification.warning({
          title: t('party.rejected'),
          description: <RejectedParties rejected={rejected} />,
        });
      }
      void navigate(`/conferences/${conference.id}`);
    } catch (thrown) {
      showProblems(thrown);
    }
  };
  return (
    <Card title={t('instant.start')}>
      <Form<CallFormValues>
        form={form}
        layout="vertical"
        initialValues={initial}
        onValuesChange={draft.keep}
        onFinish={(values) => void submit(values)}
        scrollToFirstError={{ block: 'center' }}
      >
        <DraftNotice draft={draft} />
        <CallFields hosts={hosts} />
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          icon={<PhoneOutlined />}
          loading={start.isPending}
        >
          {t('instant.start')}
        </Button>
      </Form>
    </Card>
  );
}
