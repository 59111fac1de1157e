import { page, type SubjectRoutes } from '../../app/page.js';

export const operatorRoutes: SubjectRoutes = (instance) => [
  {
    path: 'operator',
    element: page(instance, () => import('./operator-frame.js')),
    children: [
      { index: true, element: page(instance, () => import('./queue-page.js')) },
      { path: 'customers', element: page(instance, () => import('./customers-page.js')) },
      { path: 'report', element: page(instance, () => import('./report-page.js')) },
    ],
  },
];
