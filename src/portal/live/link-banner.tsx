import { useQueryClient } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveOf } from './live-provider.js';

/** Says that the server is gone, and fetches what failed meanwhile as soon as it is back. */
export function LinkBanner() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const lost = useLiveOf(({ link }) => link === 'lost');
  const wasLost = useRef(false);
  useEffect(() => {
    if (wasLost.current && !lost) void queries.invalidateQueries();
    wasLost.current = lost;
  }, [lost, queries]);
  return (
    <div role="status">
      {lost && <Alert className="link-banner" type="warning" banner showIcon title={t('app.reconnecting')} />}
    </div>
  );
}
