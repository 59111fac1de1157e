import { useMutation } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { done } from '../../client/index.js';
import { useApi } from '../api/api-context.js';
import { useSession } from '../app/session.js';
import { useFormProblems } from '../components/form-problems.js';
import { isolated } from '../components/isolated.js';
import { MicrophoneChoice, MicrophoneTest } from './microphone-test.js';
import type { PhoneRoom } from './phone-room.js';
import type { ReadyToCall } from './use-phone-call.js';
import { useMicrophone } from './use-microphone.js';

interface JoinDialogProps {
  readonly room: PhoneRoom;
  /** As it was typed before; else that of the account. */
  readonly name: string | undefined;
  readonly onJoin: (ready: ReadyToCall) => void;
  readonly onCancel: () => void;
}

interface Values {
  readonly name: string;
}

const NAME_CHARS_MAX = 50;

/** What is to be right before somebody is heard: the microphone, and the name. */
export function JoinDialog({ room, name, onJoin, onCancel }: JoinDialogProps) {
  const { t } = useTranslation();
  const { account } = useSession().session;
  const [form] = Form.useForm<Values>();
  const showProblems = useFormProblems(form);
  const { microphone, devices, open, handOver } = useMicrophone();
  const token = useToken(room.id);
  const stream = microphone.kind === 'open' ? microphone.stream : undefined;
  const submit = (values: Values): void => {
    if (stream === undefined) return;
    token.mutate(values.name.trim(), {
      onSuccess: (issued) => {
        handOver(stream);
        const { participantId } = issued;
        onJoin({ token: issued, participantId, microphone: stream, name: values.name });
      },
      onError: showProblems,
    });
  };
  return (
    <Modal
      open
      title={t('phone.title')}
      okText={t('phone.join')}
      cancelText={t('phone.cancel')}
      confirmLoading={token.isPending}
      okButtonProps={{ disabled: stream === undefined }}
      onOk={() => form.submit()}
      onCancel={onCancel}
    >
      <p className="soft phone-intro">{t('phone.intro', { room: isolated(room.name) })}</p>
      <Form<Values>
        form={form}
        layout="vertical"
        className="phone-form"
        initialValues={{ name: name ?? account.name.slice(0, NAME_CHARS_MAX) }}
        onFinish={submit}
      >
        <Form.Item label={t('phone.microphone')} htmlFor="phone-microphone">
          <MicrophoneChoice stream={stream} devices={devices} onChoose={open} />
          <MicrophoneTest microphone={microphone} onRetry={() => open()} />
        </Form.Item>
        <Form.Item
          name="name"
          label={t('phone.name')}
          extra={t('phone.nameHint')}
          rules={[{ required: true, whitespace: true, message: t('phone.nameMissing') }]}
        >
          <Input maxLength={NAME_CHARS_MAX} autoComplete="name" onPressEnter={() => form.submit()} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function useToken(room: string) {
  const api = useApi();
  return useMutation({
    mutationFn: (name: string) =>
      done(api.POST('/browser-phone-tokens', { body: { room, name, role: 'chair' } })),
  });
}
