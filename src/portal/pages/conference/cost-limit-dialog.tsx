import { useMutation } from '@tanstack/react-query';
import { App, Form, InputNumber, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { done } from '../../../client/index.js';
import { useApi } from '../../api/api-context.js';
import { useFormProblems } from '../../components/form-problems.js';
import { microYuanOf, yuanOf } from '../../components/money-text.js';

interface CostLimitDialogProps {
  readonly conferenceId: string;
  readonly limitMicroYuan: number | null;
  readonly onClose: () => void;
}

interface Values {
  readonly yuan: number | null;
}

const YUAN_MIN = 0.01;
const YUAN_MAX = 1_000_000;

/** What the conference may cost in all. */
export function CostLimitDialog({ conferenceId, limitMicroYuan, onClose }: CostLimitDialogProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const showProblems = useFormProblems(form, () => ['yuan']);
  const api = useApi();
  const save = useMutation({
    mutationFn: ({ yuan }: Values) =>
      done(
        api.PUT('/conferences/{conferenceId}/cost-limit', {
          params: { path: { conferenceId } },
          body: { costLimitMicroYuan: yuan === null ? null : microYuanOf(yuan) },
        }),
      ),
    onSuccess: () => {
      void message.success(t('live.costLimitSaved'));
      onClose();
    },
    onError: showProblems,
  });
  return (
    <Modal
      open
      title={t('live.costLimit')}
      okText={t('live.save')}
      cancelText={t('live.cancel')}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className="soft">{t('live.costLimitHint')}</p>
      <Form<Values>
        form={form}
        layout="vertical"
        className="live-dialog"
        initialValues={{ yuan: limitMicroYuan === null ? null : yuanOf(limitMicroYuan) }}
        onFinish={(values) => save.mutate(values)}
      >
        <Form.Item
          name="yuan"
          label={t('live.costLimitField')}
          rules={[{ type: 'number', min: YUAN_MIN, max: YUAN_MAX, message: t('live.costLimitTooLow') }]}
        >
          <InputNumber className="wide" prefix="¥" precision={2} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
