import { Button, Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ProblemError } from '../../client/index.js';
import { useProblemText } from '../words/problem-notice.js';

export function LoadFailure({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const { t } = useTranslation();
  const text = useProblemText();
  return (
    <Result
      status="warning"
      title={text(error)}
      extra={
        // What is gone does not come back by asking again.
        error instanceof ProblemError && error.status === 404 ? (
          <Link to="/">
            <Button type="primary">{t('app.toRooms')}</Button>
          </Link>
        ) : (
          <Button type="primary" onClick={onRetry}>
            {t('app.retry')}
          </Button>
        )
      }
    />
  );
}
