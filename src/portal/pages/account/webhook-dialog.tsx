import { Button, Checkbox, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormProblems } from '../../components/form-problems.js';
import { SecretOnce } from './secret-once.js';
import { useAddWebhook } from './webhook-queries.js';
import { EVENT_NAMES, type EventName } from './webhook-words.js';

interface WebhookValues {
  readonly url: string;
  readonly description?: string;
  readonly events: (EventName | '*')[];
}

/** Asks for an address, then shows the secret that its requests are signed with: this once. */
export function WebhookDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [secret, setSecret] = useState<string>();
  return (
    <Modal
      open
      title={t(secret === undefined ? 'webhook.add' : 'webhook.secretTitle')}
      footer={null}
      maskClosable={false}
      closable={secret === undefined}
      onCancel={onClose}
    >
      {secret === undefined ? (
        <WebhookForm onMade={setSecret} />
      ) : (
        <SecretOnce secret={secret} onClose={onClose} />
      )}
    </Modal>
  );
}

function WebhookForm({ onMade }: { readonly onMade: (secret: string) => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<WebhookValues>();
  const showProblems = useFormProblems(form);
  const add = useAddWebhook();
  const submit = ({ url, description = '', events }: WebhookValues) => {
    if (add.isPending) return;
    add.mutate(
      { url: url.trim(), description, events, enabled: true },
      { onSuccess: ({ secret }) => onMade(secret), onError: showProblems },
    );
  };
  const options = [
    { value: '*', label: t('webhook.allEvents') },
    ...EVENT_NAMES.map((value) => ({ value, label: t(`webhook.event.${value}`) })),
  ];
  return (
    <Form<WebhookValues>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ events: ['*'] }}
      onFinish={submit}
    >
      <Form.Item
        name="url"
        label={t('webhook.url')}
        rules={[{ required: true, whitespace: true, message: t('problem.required') }]}
      >
        <Input inputMode="url" placeholder={t('webhook.urlHint')} autoFocus />
      </Form.Item>
      <Form.Item name="description" label={t('webhook.description')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item
        name="events"
        label={t('webhook.events')}
        rules={[{ required: true, message: t('webhook.eventsRequired') }]}
      >
        <Checkbox.Group className="account-scopes" options={options} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={add.isPending}>
        {t('webhook.save')}
      </Button>
    </Form>
  );
}
