import { App, Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { filledIn } from './filled-in.js';
import { FormDrawer } from './form-drawer.js';
import { microYuanOf, yuanText } from './money-text.js';
import { useRecharge } from './recharge-query.js';

const METHODS = ['transfer', 'cash', 'gateway', 'gift'] as const;

interface RechargeDrawerProps {
  readonly account: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}

interface RechargeValues {
  readonly amountYuan: number | null;
  readonly method: (typeof METHODS)[number];
  readonly note: string;
}

/** 充值 [S43]; pages that open it have `rechargeWords` among theirs. */
export function RechargeDrawer({ account: { id, name }, onClose }: RechargeDrawerProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const recharge = useRecharge(id);
  const save = async ({ amountYuan, method, note }: RechargeValues) => {
    const amountMicroYuan = microYuanOf(filledIn(amountYuan));
    await recharge.mutateAsync({ amountMicroYuan, method, note });
    void message.success(t('recharge.done', { amount: yuanText(amountMicroYuan) }));
  };
  return (
    <FormDrawer<RechargeValues>
      title={t('recharge.title', { name })}
      submitText={t('recharge.recharge')}
      initial={{ amountYuan: null, method: 'transfer', note: '' }}
      fieldOf={(field) => [field === 'amountMicroYuan' ? 'amountYuan' : field]}
      save={save}
      onClose={onClose}
    >
      <Form.Item
        name="amountYuan"
        label={t('recharge.amount')}
        rules={[{ required: true, message: t('problem.required') }]}
      >
        <InputNumber className="wide" prefix="¥" min={0.01} max={1_000_000} precision={2} />
      </Form.Item>
      <Form.Item name="method" label={t('recharge.method')}>
        <Select options={METHODS.map((value) => ({ value, label: t(`recharge.methods.${value}`) }))} />
      </Form.Item>
      <Form.Item name="note" label={t('recharge.note')}>
        <Input.TextArea rows={3} maxLength={200} />
      </Form.Item>
    </FormDrawer>
  );
}
