import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import type { i18n } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiContext } from '../api/api-context.js';
import { createPortalClient } from '../api/portal-client.js';
import { sessionKey } from '../api/session-query.js';
import { Router, routesOf } from './router.js';
import { styleNonce } from './style-nonce.js';
import { theme } from './theme.js';

const csp = { nonce: styleNonce };
const buttons = { autoInsertSpace: false };

export function App() {
  const { i18n } = useTranslation();
  const [{ routes, queries, api }] = useState(() => createShell(i18n));
  return (
    <ConfigProvider csp={csp} theme={theme} button={buttons}>
      <QueryClientProvider client={queries}>
        <ApiContext value={api}>
          <Router routes={routes} />
        </ApiContext>
      </QueryClientProvider>
    </ConfigProvider>
  );
}

function createShell(instance: i18n) {
  // The client of the API tries again by itself what may be tried again.
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const api = createPortalClient(() => void queries.invalidateQueries({ queryKey: sessionKey }));
  return { routes: routesOf(instance), queries, api };
}
