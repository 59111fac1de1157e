import { UploadOutlined } from '@ant-design/icons';
import { App, Button, Form, Input, Upload } from 'antd';
import { useTranslation } from 'react-i18next';
import type { NumberImport } from '../../../../client/index.js';
import { FormDrawer } from '../../../components/form-drawer.js';
import { fieldProblemKey } from '../../../words/problem-key.js';
import { VerdictField } from './list-number-drawer.js';
import { useImportNumbers, type Verdict } from './listed-number-queries.js';

interface ImportValues {
  readonly csv: string;
  readonly verdict: Verdict;
}

/** Numbers from a file or pasted; lines that are none are told. */
export function ImportDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { message, notification } = App.useApp();
  const importNumbers = useImportNumbers();
  const save = async (values: ImportValues) => {
    const { imported, refused, refusals } = await importNumbers.mutateAsync(values);
    void message.success(t('listed.imported', { count: imported }));
    if (refused > 0) {
      const title = t('listed.refused', { count: refused });
      notification.warning({ title, description: <Refusals of={refusals} />, duration: 0 });
    }
  };
  return (
    <FormDrawer<ImportValues>
      title={t('listed.importTitle')}
      submitText={t('listed.import')}
      initial={{ csv: '', verdict: 'allowed' }}
      fieldOf={(field) => [field === 'body' ? 'csv' : field]}
      save={save}
      onClose={onClose}
    >
      {(form) => (
        <>
          <p className="soft empty-hint">{t('listed.importHint')}</p>
          <Form.Item>
            <Upload
              accept=".csv,.txt,text/csv,text/plain"
              maxCount={1}
              beforeUpload={(file) => {
                void file.text().then((csv) => form.setFieldsValue({ csv }));
                // The form sends it.
                return false;
              }}
            >
              <Button icon={<UploadOutlined />}>{t('listed.file')}</Button>
            </Upload>
          </Form.Item>
          <Form.Item
            name="csv"
            label={t('listed.text')}
            rules={[{ required: true, whitespace: true, message: t('problem.required') }]}
          >
            <Input.TextArea className="mono" rows={10} placeholder={'13800138000\n01062341000,refused'} />
          </Form.Item>
          <VerdictField label={t('listed.importVerdict')} />
        </>
      )}
    </FormDrawer>
  );
}

const SHOWN_MAX = 10;

function Refusals({ of: refusals }: { readonly of: NumberImport['refusals'] }) {
  const { t } = useTranslation();
  return refusals
    .slice(0, SHOWN_MAX)
    .map(({ line, code }) => (
      <div key={line}>{t('listed.refusedLine', { line, problem: t(fieldProblemKey(code)) })}</div>
    ));
}
