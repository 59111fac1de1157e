import { Button, Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { useProblemText } from './problem-notice.js';

export function LoadFailure({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const { t } = useTranslation();
  const text = useProblemText();
  return (
    <Result
      status="warning"
      title={text(error)}
      extra={
        <Button type="primary" onClick={onRetry}>
          {t('app.retry')}
        </Button>
      }
    />
  );
}
