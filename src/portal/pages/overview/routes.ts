import { page, type SubjectRoutes } from '../../app/page.js';

export const overviewRoutes: SubjectRoutes = (instance) => [
  { index: true, element: page(instance, () => import('./overview-page.js')) },
];
