import { Button, Checkbox, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../../client/index.js';
import { useSession } from '../../app/session.js';
import { useFormProblems } from '../../components/form-problems.js';
import { useAddApiKey } from './profile-queries.js';
import { SecretOnce } from './secret-once.js';
import { SCOPE_NAMES, type ScopeName } from './words.js';

interface KeyValues {
  readonly label: string;
  readonly scopes: ScopeName[];
}

/** Asks what a new key may do, then shows it: this once. */
export function ApiKeyDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [key, setKey] = useState<string>();
  return (
    <Modal
      open
      title={t(key === undefined ? 'account.addKey' : 'account.keyMade')}
      footer={null}
      maskClosable={false}
      closable={key === undefined}
      onCancel={onClose}
    >
      {key === undefined ? <KeyForm onMade={setKey} /> : <SecretOnce secret={key} onClose={onClose} />}
    </Modal>
  );
}

function KeyForm({ onMade }: { readonly onMade: (key: string) => void }) {
  const { t } = useTranslation();
  const { role } = useSession().session;
  const [form] = Form.useForm<KeyValues>();
  const showProblems = useFormProblems(form);
  const add = useAddApiKey();
  const submit = (values: KeyValues) => {
    if (add.isPending) return;
    add.mutate(values, { onSuccess: ({ key }) => onMade(key), onError: showProblems });
  };
  const options = SCOPE_NAMES.filter((scope) => mayHave(role, scope)).map((scope) => ({
    value: scope,
    label: t(`account.scope.${scope}`),
  }));
  return (
    <Form<KeyValues> form={form} layout="vertical" requiredMark={false} onFinish={submit}>
      <Form.Item
        name="label"
        label={t('account.keyLabel')}
        rules={[{ required: true, whitespace: true, message: t('problem.required') }]}
      >
        <Input maxLength={100} placeholder={t('account.keyLabelHint')} autoFocus />
      </Form.Item>
      <Form.Item
        name="scopes"
        label={t('account.keyScopes')}
        rules={[{ required: true, message: t('account.keyScopesRequired') }]}
      >
        <Checkbox.Group className="account-scopes" options={options} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={add.isPending}>
        {t('account.keyCreate')}
      </Button>
    </Form>
  );
}

/** No key may do more than its maker. */
function mayHave(role: Session['role'], scope: ScopeName): boolean {
  if (scope === 'admin') return role === 'admin';
  return (scope !== 'operator' && scope !== 'payments') || role !== 'customer';
}
