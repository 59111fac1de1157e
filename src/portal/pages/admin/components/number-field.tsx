import { Form, InputNumber, type InputNumberProps } from 'antd';
import { useTranslation } from 'react-i18next';

interface NumberFieldProps extends Pick<
  InputNumberProps<number>,
  'min' | 'max' | 'step' | 'precision' | 'prefix' | 'disabled'
> {
  readonly name: string | string[];
  readonly label: string;
  readonly hint?: string;
}

/** A number that must be there: 0 is a price or no limit, and an empty field is neither. */
export function NumberField({ name, label, hint, disabled = false, ...input }: NumberFieldProps) {
  const { t } = useTranslation();
  return (
    <Form.Item
      name={name}
      label={label}
      extra={hint}
      rules={[{ required: !disabled, message: t('problem.required') }]}
    >
      <InputNumber<number> className="wide" disabled={disabled} {...input} />
    </Form.Item>
  );
}
