import { Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Conference } from '../../../client/index.js';
import { useFormProblems } from '../../components/form-problems.js';
import { useSettled } from '../../components/use-settled.js';
import { readTyped } from '../../components/party-values.js';
import { useInvite, type CallTarget } from './invitation-queries.js';
import { CostEstimate, ENTRY_DEFAULTS, EntryFields, type EntryValues } from './invite-fields.js';
import { useInvitedNotice } from './use-invited-notice.js';

interface Values extends EntryValues {
  readonly number: string;
  readonly name: string;
}

export interface InviteDialogProps {
  readonly target: CallTarget;
  readonly kind: Conference['kind'];
  readonly onClose: () => void;
}

const NAME_CHARS_MAX = 60;

/** 发起单人邀请. */
export function InviteOneDialog({ target, kind, onClose }: InviteDialogProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Values>();
  const invite = useInvite(target);
  const notice = useInvitedNotice();
  const showProblems = useFormProblems(form, () => ['number']);
  const typed = useSettled(Form.useWatch('number', form) ?? '');
  const isNumber = readTyped(typed).number !== undefined;
  const submit = ({ number, name, role, pressOne }: Values) => {
    const party = { number: number.trim(), ...(name.trim() === '' ? {} : { name: name.trim() }) };
    invite.mutate(
      { parties: [party], role, pressOne },
      {
        onSuccess: (invited) => {
          notice.invited(invited);
          onClose();
        },
        onError: (thrown) => {
          if (!notice.nobodyCalled(thrown)) showProblems(thrown);
        },
      },
    );
  };
  return (
    <Modal
      open
      title={t('live.inviteOne')}
      okText={t('live.startCall')}
      cancelText={t('live.cancel')}
      confirmLoading={invite.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className="soft">{t('live.inviteOneHint')}</p>
      <Form<Values>
        form={form}
        layout="vertical"
        className="live-dialog"
        initialValues={{ ...ENTRY_DEFAULTS, number: '', name: '' }}
        onFinish={submit}
      >
        <Form.Item
          name="number"
          label={t('live.inviteNumber')}
          rules={[{ required: true, whitespace: true, message: t('live.required') }]}
        >
          <Input
            autoFocus
            inputMode="tel"
            maxLength={80}
            placeholder={t('live.inviteNumberPlaceholder')}
            onPressEnter={() => form.submit()}
          />
        </Form.Item>
        <Form.Item name="name" label={t('live.inviteName')}>
          <Input maxLength={NAME_CHARS_MAX} placeholder={t('live.inviteNamePlaceholder')} />
        </Form.Item>
        <EntryFields />
      </Form>
      <CostEstimate kind={kind} whom={isNumber ? { parties: [{ number: typed.trim() }] } : undefined} />
    </Modal>
  );
}
