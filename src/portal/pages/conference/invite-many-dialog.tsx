import { Form, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormProblems } from '../../components/form-problems.js';
import { useSettled } from '../../components/use-settled.js';
import { PartySelect } from '../../components/party-select.js';
import { partiesToCall, unreachable, type PartyEntry } from '../../components/party-values.js';
import { useInvite } from './invitation-queries.js';
import { CostEstimate, ENTRY_DEFAULTS, EntryFields, type EntryValues } from './invite-fields.js';
import type { InviteDialogProps } from './invite-one-dialog.js';
import { useInvitedNotice } from './use-invited-notice.js';

interface Values extends EntryValues {
  readonly whom: readonly PartyEntry[];
}

const NOBODY: readonly PartyEntry[] = [];

interface InviteManyDialogProps extends InviteDialogProps {
  /** Those who are in the field from the start. */
  readonly chosen: readonly PartyEntry[];
}

/** 发起多人邀请: numbers, contacts and whole groups, all called at once (群呼). */
export function InviteManyDialog({ target, kind, chosen, onClose }: InviteManyDialogProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Values>();
  const invite = useInvite(target);
  const notice = useInvitedNotice();
  const showProblems = useFormProblems(form, () => ['whom']);
  const whom = useSettled(Form.useWatch('whom', form) ?? NOBODY);
  const complete = whom.length > 0 && unreachable(whom, 'phone') === undefined;
  const submit = ({ whom: entries, role, pressOne }: Values) =>
    invite.mutate(
      { ...partiesToCall(entries), role, pressOne },
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
  return (
    <Modal
      open
      title={t('live.inviteMany')}
      okText={t('live.startCall')}
      cancelText={t('live.cancel')}
      confirmLoading={invite.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className="soft">{t('live.inviteManyHint')}</p>
      <Form<Values>
        form={form}
        layout="vertical"
        className="live-dialog"
        initialValues={{ ...ENTRY_DEFAULTS, whom: chosen }}
        onFinish={submit}
      >
        <Form.Item
          name="whom"
          label={t('live.inviteWhom')}
          rules={[
            { required: true, type: 'array', min: 1, message: t('live.requiredParties') },
            {
              validator: (_, entries: readonly PartyEntry[] = NOBODY) => {
                const entry = unreachable(entries, 'phone');
                return entry === undefined
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('party.notReachable', { entry })));
              },
            },
          ]}
        >
          <PartySelect reach="phone" />
        </Form.Item>
        <EntryFields />
      </Form>
      <CostEstimate kind={kind} whom={complete ? partiesToCall(whom) : undefined} />
    </Modal>
  );
}
