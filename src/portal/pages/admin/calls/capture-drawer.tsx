import { Alert, App, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaptureCreate } from '../../../../client/index.js';
import { FormDrawer } from '../../../components/form-drawer.js';
import { NumberField } from '../components/number-field.js';
import { useCapture } from './call-queries.js';

interface CaptureDrawerProps {
  readonly call: string;
  readonly onClose: () => void;
}

type CaptureValues = Required<Omit<CaptureCreate, 'call'>>;

const SECONDS_MAX = 300;

/** Looks into the media of a call, for a time and a reason [S45]. */
export function CaptureDrawer({ call, onClose }: CaptureDrawerProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const capture = useCapture();
  const save = async (values: CaptureValues) => {
    await capture.mutateAsync({ ...values, call });
    void message.success(t('capture.started'));
  };
  return (
    <FormDrawer<CaptureValues>
      title={t('capture.startTitle')}
      submitText={t('capture.start')}
      initial={{ reason: '', seconds: 60 }}
      save={save}
      onClose={onClose}
    >
      <Alert className="form-notice" type="warning" showIcon title={t('capture.warning')} />
      <Form.Item
        name="reason"
        label={t('capture.reason')}
        extra={t('capture.reasonHint')}
        rules={[{ required: true, whitespace: true, message: t('problem.required') }]}
      >
        <Input.TextArea rows={3} maxLength={200} />
      </Form.Item>
      <NumberField
        name="seconds"
        label={t('capture.seconds')}
        hint={t('capture.secondsHint')}
        min={1}
        max={SECONDS_MAX}
        precision={0}
      />
    </FormDrawer>
  );
}
