import { page, type SubjectRoutes } from '../../app/page.js';

export const overviewRoutes: SubjectRoutes = (instance) => [
  { index: true, element: page(instance, () => import('../rooms/rooms-page.js')) },
];
