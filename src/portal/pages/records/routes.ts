import { page, type SubjectRoutes } from '../../app/page.js';

export const recordRoutes: SubjectRoutes = (instance) => [
  { path: 'records', element: page(instance, () => import('./records-page.js')) },
  { path: 'records/recordings', element: page(instance, () => import('./recordings-page.js')) },
];
