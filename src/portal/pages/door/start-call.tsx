import { PhoneOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { done, type PublicInstantCall } from '../../../client/index.js';
import { useApi } from '../../api/api-context.js';
import { useFormProblems } from '../../components/form-problems.js';
import { numberText } from '../../components/number-text.js';
import { useInvitedNotice } from '../conference/use-invited-notice.js';
import type { CallState } from './use-call.js';
import { usePublicNumbers } from './public-numbers.js';
import { linesOf, lineWithoutNumber, othersOf, OTHERS_MAX } from './start-values.js';

interface StartValues {
  readonly number: string;
  readonly others: string;
}

/** 立即使用 [S34]: one conference of an activated number. */
export function StartCall() {
  const { t } = useTranslation();
  const api = useApi();
  const navigate = useNavigate();
  const [form] = Form.useForm<StartValues>();
  const showProblems = useFormProblems(form, fieldOf);
  const { nobodyCalled } = useInvitedNotice();
  const instant = usePublicNumbers().find(({ service }) => service === 'instant');
  const start = useMutation({
    mutationFn: (body: PublicInstantCall) => done(api.POST('/public/instant-conferences', { body })),
    onSuccess: ({ conference, rejected }) =>
      void navigate(`/call/${conference.id}`, { state: { rejected } satisfies CallState }),
    onError: (thrown) => {
      if (!nobodyCalled(thrown)) showProblems(thrown);
    },
  });
  const submit = ({ number, others }: StartValues) => {
    if (!start.isPending) start.mutate({ number, others: othersOf(linesOf(others)) });
  };
  return (
    <Form<StartValues> form={form} layout="vertical" requiredMark={false} onFinish={submit}>
      <h2>{t('door.start.title')}</h2>
      <p className="soft start-text">
        {instant === undefined
          ? t('door.start.textPlain')
          : t('door.start.text', { number: numberText(instant.number) })}
      </p>
      <Form.Item
        name="number"
        label={t('door.start.own')}
        rules={[{ required: true, whitespace: true, message: t('problem.required') }]}
      >
        <Input size="large" inputMode="tel" autoComplete="tel" placeholder={t('door.start.ownHint')} />
      </Form.Item>
      <Form.Item name="others" label={t('door.start.others')} rules={[{ validator: useOthersRule() }]}>
        {/* One that grows would be measured by inline styles, which the page does not allow. */}
        <Input.TextArea size="large" rows={3} placeholder={t('door.start.othersHint')} />
      </Form.Item>
      <Button
        type="primary"
        size="large"
        htmlType="submit"
        block
        icon={<PhoneOutlined />}
        loading={start.isPending}
      >
        {t('door.start.submit')}
      </Button>
      <p className="soft start-consent">{t('door.start.consent')}</p>
    </Form>
  );
}

function useOthersRule() {
  const { t } = useTranslation();
  return (_rule: unknown, text = ''): Promise<void> => {
    const lines = linesOf(text);
    const entry = lineWithoutNumber(lines);
    const refuse = (why: string) => Promise.reject(new Error(why));
    if (lines.length === 0) return refuse(t('door.start.othersRequired'));
    if (lines.length > OTHERS_MAX) return refuse(t('door.start.othersTooMany', { count: OTHERS_MAX }));
    if (entry !== undefined) return refuse(t('door.start.notANumber', { entry }));
    return Promise.resolve();
  };
}

/** Whichever of the others it is: they are one field. */
const fieldOf = (field: string): string[] => [field.split('.')[0] ?? field];
