import { DownloadOutlined, InboxOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Spin, Upload } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError, type ContactImport } from '../../../client/index.js';
import { useProblemText } from '../../words/problem-text.js';
import { useReadFile } from './import-queries.js';
import { EXAMPLE_FILE, fileProblem } from './import-values.js';

/** The first step: a file is chosen and read; nothing is stored. */
export function ImportFile({ onRead }: { readonly onRead: (read: ContactImport) => void }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const read = useReadFile();
  const [problem, setProblem] = useState<string>();
  const choose = (file: File) => {
    const refused = fileProblem(file);
    setProblem(refused === undefined ? undefined : t(`contactImport.${refused}`));
    if (refused !== undefined) return;
    read.mutate(file, {
      onSuccess: (found) => (found.rows === 0 ? setProblem(t('contactImport.empty')) : onRead(found)),
      onError: (thrown) => setProblem(isOfFile(thrown) ? t('contactImport.notRead') : problemText(thrown)),
    });
  };
  return (
    <div className="import-file">
      <div>
        {problem !== undefined && (
          <Alert className="form-notice" type="error" showIcon title={problem} role="alert" />
        )}
        <Spin
          spinning={read.isPending}
          description={t('contactImport.reading', { name: read.variables?.name })}
        >
          <Upload.Dragger
            accept=".csv,.txt,text/csv"
            showUploadList={false}
            disabled={read.isPending}
            beforeUpload={(file) => {
              choose(file);
              // It goes by the API, not by the component.
              return false;
            }}
          >
            <p className="import-drop-icon">
              <InboxOutlined />
            </p>
            <p className="import-drop">{t('contactImport.drop')}</p>
            <p className="soft">{t('contactImport.dropHint')}</p>
          </Upload.Dragger>
        </Spin>
      </div>
      <FileForm />
    </div>
  );
}

const isOfFile = (thrown: unknown): boolean =>
  thrown instanceof ProblemError && thrown.errors.some(({ field }) => field === 'text');

function FileForm() {
  const { t } = useTranslation();
  const example = useMemo(() => `data:text/csv;charset=utf-8,${encodeURIComponent(EXAMPLE_FILE)}`, []);
  return (
    <Card title={t('contactImport.columns')}>
      <div className="import-form">
        <p>{t('contactImport.columnsText')}</p>
        <p>{t('contactImport.severalText')}</p>
        <p>{t('contactImport.excelText')}</p>
        <Button href={example} download="contacts-example.csv" icon={<DownloadOutlined />}>
          {t('contactImport.example')}
        </Button>
      </div>
    </Card>
  );
}
