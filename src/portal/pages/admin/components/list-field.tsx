import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';

interface ListFieldProps {
  readonly name: string | string[];
  readonly label: string;
  readonly hint: string;
  readonly required?: boolean;
}

const SEPARATORS = [',', '，', ';', '；', '、', ' ', '\n'];

/** Texts that are typed one after another, or pasted as a list. */
export function ListField({ name, label, hint, required = false }: ListFieldProps) {
  const { t } = useTranslation();
  return (
    <Form.Item
      name={name}
      label={label}
      extra={hint}
      rules={required ? [{ required: true, message: t('problem.required') }] : []}
    >
      <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={SEPARATORS} />
    </Form.Item>
  );
}
