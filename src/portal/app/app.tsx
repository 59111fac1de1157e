import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RouterProvider } from 'react-router';
import { ApiClient } from '../api/api-client.js';
import { ApiContext } from '../api/api-context.js';
import { ApiError } from '../api/problem.js';
import { sessionKey } from '../api/queries.js';
import { createRouter } from './router.js';
import { styleNonce } from './style-nonce.js';
import { theme } from './theme.js';

const RETRIES_MAX = 2;
const csp = { nonce: styleNonce };

export function App() {
  const { i18n } = useTranslation();
  const [{ router, queries, api }] = useState(createShell);
  return (
    <ConfigProvider
      csp={csp}
      theme={theme}
      button={{ autoInsertSpace: false }}
      locale={i18n.language === 'en' ? enUS : zhCN}
    >
      <AntApp>
        <QueryClientProvider client={queries}>
          <ApiContext value={api}>
            <RouterProvider router={router} />
          </ApiContext>
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}

function createShell() {
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        // A refusal stays one; only silence and faults of the server are worth another try.
        retry: (count, error) =>
          count < RETRIES_MAX && error instanceof ApiError && (error.status === 0 || error.status >= 500),
      },
    },
  });
  const api = new ApiClient(() => void queries.invalidateQueries({ queryKey: sessionKey }));
  return { router: createRouter(), queries, api };
}
