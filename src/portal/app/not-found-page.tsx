import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <div className="panel panel-empty load-failure">
      <h1>{t('app.notFound')}</h1>
      <Link to="/">
        <Button type="primary">{t('app.toStart')}</Button>
      </Link>
    </div>
  );
}
