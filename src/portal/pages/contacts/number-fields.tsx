import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { EMPTY_NUMBER, type NumberValues } from './contact-form-values.js';

const NUMBERS_MAX = 10;
const NUMBER_CHARS_MAX = 60;
const EXTENSION_CHARS_MAX = 16;
const DELAY_S_MAX = 20;

/** The numbers of a contact, in the order in which they are tried: the field `numbers` of a form. */
export function NumberFields() {
  const { t } = useTranslation();
  return (
    <Form.List name="numbers">
      {(fields, { add, remove }) => (
        <fieldset className="number-fields">
          <legend className="visually-hidden">{t('contacts.numbers')}</legend>
          {fields.map(({ name, key }) => (
            <NumberLine key={key} index={name} isOnly={fields.length === 1} onRemove={() => remove(name)} />
          ))}
          {fields.length < NUMBERS_MAX && (
            <Button type="dashed" block icon={<PlusOutlined />} onClick={() => add(EMPTY_NUMBER)}>
              {t('contacts.addNumber')}
            </Button>
          )}
        </fieldset>
      )}
    </Form.List>
  );
}

interface NumberLineProps {
  readonly index: number;
  /** It may stay empty, as of who is reached by mail. */
  readonly isOnly: boolean;
  readonly onRemove: () => void;
}

function NumberLine({ index, isOnly, onRemove }: NumberLineProps) {
  const { t } = useTranslation();
  const line = Form.useWatch<NumberValues | undefined>(['numbers', index]);
  const hasExtension = (line?.extension ?? '') !== '';
  return (
    <div className="number-line">
      <Form.Item
        name={[index, 'number']}
        label={t('contacts.number')}
        className="number-line-number"
        required={false}
        rules={[{ required: !isOnly, whitespace: true, message: t('problem.required') }]}
      >
        <Input inputMode="tel" maxLength={NUMBER_CHARS_MAX} placeholder={t('contacts.numberPlaceholder')} />
      </Form.Item>
      <Form.Item
        name={[index, 'extension']}
        label={t('contacts.extension')}
        className="number-line-extension"
      >
        <Input inputMode="tel" maxLength={EXTENSION_CHARS_MAX} />
      </Form.Item>
      {!isOnly && (
        <Button
          type="text"
          className="number-line-remove"
          icon={<DeleteOutlined />}
          aria-label={t('contacts.removeNumber', { index: index + 1 })}
          onClick={onRemove}
        />
      )}
      <Form.Item
        name={[index, 'delayS']}
        label={t('contacts.delay')}
        className="number-line-delay"
        hidden={!hasExtension}
      >
        <InputNumber min={0} max={DELAY_S_MAX} step={1} />
      </Form.Item>
    </div>
  );
}
