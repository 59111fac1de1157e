import { page, type SubjectRoutes } from '../../app/page.js';

export const accountRoutes: SubjectRoutes = (instance) => [
  { path: 'profile', element: page(instance, () => import('./profile-page.js')) },
  { path: 'profile/webhooks', element: page(instance, () => import('./webhooks-page.js')) },
  { path: 'money', element: page(instance, () => import('./money-page.js')) },
];
