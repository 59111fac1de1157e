import { Form, Switch } from 'antd';
import { useId } from 'react';

interface SwitchFieldProps {
  readonly name: string | string[];
  readonly label: string;
  readonly hint?: string;
}

/** A switch with what it does beside it. */
export function SwitchField({ name, label, hint }: SwitchFieldProps) {
  const id = useId();
  return (
    <div className="form-switch">
      <Form.Item name={name} valuePropName="checked" noStyle>
        <Switch aria-labelledby={id} />
      </Form.Item>
      <span id={id}>
        {label}
        {hint !== undefined && <small>{hint}</small>}
      </span>
    </div>
  );
}
