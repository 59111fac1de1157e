import { page, type SubjectRoutes } from '../../app/page.js';

export const adminRoutes: SubjectRoutes = (instance) => [
  {
    path: 'admin',
    element: page(instance, () => import('./admin-frame.js')),
    children: [
      { index: true, element: page(instance, () => import('./system/system-page.js')) },
      { path: 'trunks', element: page(instance, () => import('./trunks/trunks-page.js')) },
      { path: 'conferences', element: page(instance, () => import('./calls/conferences-page.js')) },
      { path: 'calls', element: page(instance, () => import('./calls/calls-page.js')) },
      { path: 'calls/:call', element: page(instance, () => import('./calls/call-page.js')) },
      { path: 'captures', element: page(instance, () => import('./calls/captures-page.js')) },
      { path: 'accounts', element: page(instance, () => import('./accounts/accounts-page.js')) },
      { path: 'accounts/:account', element: page(instance, () => import('./accounts/account-page.js')) },
      { path: 'tariffs', element: page(instance, () => import('./tariffs/tariffs-page.js')) },
      { path: 'tariffs/new', element: page(instance, () => import('./tariffs/tariff-form-page.js')) },
      { path: 'tariffs/:version', element: page(instance, () => import('./tariffs/tariff-page.js')) },
      { path: 'charge-files', element: page(instance, () => import('./charges/charge-files-page.js')) },
      { path: 'service-numbers', element: page(instance, () => import('./lines/service-numbers-page.js')) },
      { path: 'operators', element: page(instance, () => import('./operators/operators-page.js')) },
      { path: 'listed-numbers', element: page(instance, () => import('./listed/listed-numbers-page.js')) },
      { path: 'prompts', element: page(instance, () => import('./prompts/prompts-page.js')) },
      { path: 'audit-log', element: page(instance, () => import('./audit/audit-log-page.js')) },
    ],
  },
];
