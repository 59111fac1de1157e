import { App, Button, Form, Input, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormProblems } from '../../components/form-problems.js';
import { usePhoneLogin, useSetPhonePin } from './number-queries.js';

const PIN_DIGITS = 6;

/** 电话密码: with the account's number it is the login from any other phone [S26] [S27]. */
export function PhonePin() {
  const { t } = useTranslation();
  const { data: login } = usePhoneLogin();
  const [changing, setChanging] = useState(false);
  if (login === undefined) return null;
  return (
    <section className="phone-pin">
      <h3>
        {t('numbers.pin')}{' '}
        {login.phonePinSet ? (
          <Tag color="green">{t('numbers.pinSet')}</Tag>
        ) : (
          <Tag>{t('numbers.pinNotSet')}</Tag>
        )}
      </h3>
      <p className="soft">{t('numbers.pinHint', { number: login.number })}</p>
      {changing ? (
        <PinForm onDone={() => setChanging(false)} />
      ) : (
        <Button onClick={() => setChanging(true)}>
          {t(login.phonePinSet ? 'numbers.changePin' : 'numbers.setPin')}
        </Button>
      )}
    </section>
  );
}

function PinForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ readonly pin: string }>();
  const showProblems = useFormProblems(form);
  const set = useSetPhonePin();
  const submit = async ({ pin }: { readonly pin: string }) => {
    try {
      await set.mutateAsync(pin);
      void message.success(t('numbers.pinSaved'));
      onDone();
    } catch (thrown) {
      showProblems(thrown);
    }
  };
  const field = {
    inputMode: 'numeric',
    maxLength: PIN_DIGITS,
    autoComplete: 'new-password',
    className: 'digits',
  } as const;
  return (
    <Form form={form} layout="vertical" onFinish={(values) => void submit(values)}>
      <div className="form-columns">
        <Form.Item
          name="pin"
          label={t('numbers.newPin')}
          rules={[{ pattern: /^[0-9]{6}$/, required: true, message: t('numbers.pinRule') }]}
        >
          <Input.Password {...field} />
        </Form.Item>
        <Form.Item
          name="repeated"
          label={t('numbers.repeatPin')}
          dependencies={['pin']}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_, value: string | undefined) =>
                value === getFieldValue('pin')
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('numbers.pinDiffers'))),
            }),
          ]}
        >
          <Input.Password {...field} />
        </Form.Item>
      </div>
      <div className="phone-pin-actions">
        <Button type="primary" htmlType="submit" loading={set.isPending}>
          {t('numbers.savePin')}
        </Button>
        <Button onClick={onDone}>{t('app.cancel')}</Button>
      </div>
    </Form>
  );
}
