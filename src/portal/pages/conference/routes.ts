import { page, type SubjectRoutes } from '../../app/page.js';

export const conferenceRoutes: SubjectRoutes = (instance) => [
  { path: 'rooms/:room', element: page(instance, () => import('./conference-page.js')) },
  { path: 'conferences/:conference', element: page(instance, () => import('./roomless-page.js')) },
];
