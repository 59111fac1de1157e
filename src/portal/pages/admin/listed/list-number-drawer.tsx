import { App, Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ListedNumber } from '../../../../client/index.js';
import { FormDrawer } from '../../../components/form-drawer.js';
import { useListNumber } from './listed-number-queries.js';

export function ListNumberDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const list = useListNumber();
  const save = async (values: ListedNumber) => {
    await list.mutateAsync(values);
    void message.success(t('admin.saved'));
  };
  return (
    <FormDrawer<ListedNumber>
      title={t('listed.addTitle')}
      submitText={t('admin.save')}
      initial={{ number: '', verdict: 'allowed' }}
      save={save}
      onClose={onClose}
    >
      <Form.Item
        name="number"
        label={t('listed.number')}
        extra={t('listed.numberHint')}
        rules={[{ required: true, whitespace: true, message: t('problem.required') }]}
      >
        <Input maxLength={80} inputMode="tel" />
      </Form.Item>
      <VerdictField label={t('listed.verdict')} />
    </FormDrawer>
  );
}

export function VerdictField({ label }: { readonly label: string }) {
  const { t } = useTranslation();
  return (
    <Form.Item name="verdict" label={label}>
      <Radio.Group
        options={(['allowed', 'refused'] as const).map((value) => ({
          value,
          label: t(`listed.verdicts.${value}`),
        }))}
      />
    </Form.Item>
  );
}
