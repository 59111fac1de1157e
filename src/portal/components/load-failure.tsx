import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ProblemError } from '../../client/index.js';
import { useProblemText } from '../words/problem-text.js';

/** Stands in place of what could not be fetched. */
export function LoadFailure({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const { t } = useTranslation();
  const text = useProblemText();
  const isGone = error instanceof ProblemError && error.status === 404;
  return (
    <div className="panel panel-empty load-failure" role="alert">
      <p>{text(error)}</p>
      {isGone ? (
        // What is gone does not come back by asking again.
        <Link to="/">
          <Button type="primary">{t('app.toStart')}</Button>
        </Link>
      ) : (
        <Button type="primary" onClick={onRetry}>
          {t('app.retry')}
        </Button>
      )}
    </div>
  );
}
