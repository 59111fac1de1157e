import { App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormProblems } from '../../components/form-problems.js';
import { ConfirmNumber } from './confirm-number.js';
import { useAddNumber } from './number-queries.js';
import type { OwnNumber } from './own-numbers.js';

interface AddNumberProps {
  readonly kind: 'linked' | 'bound';
  /** Called already: its code is asked for at once. */
  readonly pending: OwnNumber | undefined;
  readonly onClose: () => void;
}

const NUMBER_CHARS_MAX = 80;

/** 新增: the number is called and hears a code, which is entered here [S26] [S38]. */
export function AddNumber({ kind, pending, onClose }: AddNumberProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [called, setCalled] = useState(pending);
  const onConfirmed = () => {
    void message.success(t('numbers.added'));
    onClose();
  };
  return (
    <Modal open title={t(`numbers.addTitle.${kind}`)} footer={null} onCancel={onClose}>
      {called === undefined ? (
        <EnterNumber kind={kind} onCalled={setCalled} />
      ) : (
        <ConfirmNumber
          id={called.id}
          number={called.number}
          kind={kind}
          onConfirmed={onConfirmed}
          onAnother={() => setCalled(undefined)}
        />
      )}
    </Modal>
  );
}

interface EnterNumberProps {
  readonly kind: 'linked' | 'bound';
  readonly onCalled: (number: OwnNumber) => void;
}

function EnterNumber({ kind, onCalled }: EnterNumberProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ readonly number: string }>();
  const showProblems = useFormProblems(form);
  const add = useAddNumber();
  const submit = async ({ number }: { readonly number: string }) => {
    try {
      onCalled(await add.mutateAsync({ number: number.trim(), kind }));
    } catch (thrown) {
      showProblems(thrown);
    }
  };
  return (
    <Form form={form} layout="vertical" onFinish={(values) => void submit(values)}>
      <Form.Item
        name="number"
        label={t('numbers.number')}
        extra={t('numbers.numberHint')}
        rules={[{ required: true, whitespace: true, message: t('numbers.numberRequired') }]}
      >
        <Input
          type="tel"
          size="large"
          autoFocus
          maxLength={NUMBER_CHARS_MAX}
          autoComplete="tel"
          placeholder={t('numbers.numberPlaceholder')}
        />
      </Form.Item>
      <Button type="primary" size="large" block htmlType="submit" loading={add.isPending}>
        {t('numbers.call')}
      </Button>
    </Form>
  );
}
