import { App, Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemError, type ContactGroup } from '../../../client/index.js';
import { afterConflict } from '../../components/form-conflict.js';
import { useFormProblems } from '../../components/form-problems.js';
import { useOpened } from '../../components/use-opened.js';
import { useProblemText } from '../../words/problem-text.js';
import { useReadGroup, useSaveGroup } from './group-queries.js';

const NAME_CHARS_MAX = 60;

interface GroupValues {
  readonly name: string;
}

interface GroupDialogProps {
  /** Undefined: a new one. */
  readonly group: ContactGroup | undefined;
  readonly onClose: () => void;
}

/** 添加分组, or another 组名 for one. */
export function GroupDialog({ group, onClose }: GroupDialogProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<GroupValues>();
  const problemText = useProblemText();
  const showProblems = useFormProblems(form);
  const readGroup = useReadGroup();
  const { opened, initial, reload } = useOpened(group, {
    read: async () => group && readGroup(group),
    valuesOf: (one): GroupValues => ({ name: one?.name ?? '' }),
  });
  const save = useSaveGroup(opened);
  const showFailure = async (thrown: unknown) => {
    if (thrown instanceof ProblemError && thrown.code === 'CONTACT_GROUP_NAME_TAKEN') {
      form.setFields([{ name: 'name', errors: [problemText(thrown)] }]);
    } else {
      showProblems(await afterConflict(thrown, form, reload));
    }
  };
  const submit = ({ name }: GroupValues) =>
    save.mutate(name.trim(), {
      onSuccess: () => {
        void message.success(t('contacts.done'));
        onClose();
      },
      onError: (thrown) => void showFailure(thrown),
    });
  return (
    <Modal
      open
      title={t(group === undefined ? 'contacts.addGroup' : 'contacts.editGroup')}
      okText={t(group === undefined ? 'app.ok' : 'contacts.save')}
      cancelText={t('app.cancel')}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" initialValues={initial} onFinish={submit}>
        <Form.Item
          name="name"
          label={t('contacts.groupName')}
          rules={[{ required: true, whitespace: true, message: t('problem.required') }]}
        >
          <Input autoFocus maxLength={NAME_CHARS_MAX} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
