import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormProblems } from '../../components/form-problems.js';
import { useInvite } from '../conference/invitation-queries.js';
import { useInvitedNotice } from '../conference/use-invited-notice.js';
import { lineWithoutNumber, othersOf } from './start-values.js';

interface AddValues {
  readonly number: string;
}

/** 新增: one more is called into the conference. */
export function AddNumber({ conferenceId }: { readonly conferenceId: string }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<AddValues>();
  const showProblems = useFormProblems(form, () => ['number']);
  const { invited, nobodyCalled } = useInvitedNotice();
  const invite = useInvite({ conferenceId });
  const submit = ({ number }: AddValues) => {
    if (invite.isPending) return;
    invite.mutate(
      { parties: othersOf([number]) },
      {
        onSuccess: (answer) => {
          form.resetFields();
          invited(answer);
        },
        onError: (thrown) => {
          if (!nobodyCalled(thrown)) showProblems(thrown);
        },
      },
    );
  };
  const checked = (_rule: unknown, text = '') =>
    lineWithoutNumber([text]) === undefined
      ? Promise.resolve()
      : Promise.reject(new Error(t('problem.numberInvalid')));
  return (
    <Form<AddValues> form={form} className="add-number" onFinish={submit}>
      <Form.Item name="number" rules={[{ validator: checked }]} validateTrigger="onSubmit">
        <Input
          inputMode="tel"
          aria-label={t('door.call.addLabel')}
          placeholder={t('door.call.addPlaceholder')}
        />
      </Form.Item>
      <Button htmlType="submit" loading={invite.isPending}>
        {t('door.call.add')}
      </Button>
    </Form>
  );
}
