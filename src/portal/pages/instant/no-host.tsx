import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { EmptyList } from '../../components/empty-list.js';

/** Without a phone of one's own nobody can be called first. */
export function NoHost() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <EmptyList text={t('instant.noHost')}>
      <p className="soft empty-hint">{t('instant.noHostHint')}</p>
      <Button type="primary" onClick={() => void navigate('/instant/numbers')}>
        {t('instant.addNumber')}
      </Button>
    </EmptyList>
  );
}
