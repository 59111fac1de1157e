import type { i18n } from 'i18next';
import { page, type SubjectRoutes } from '../../app/page.js';

/** Open to everybody. */
export const doorRoutes: SubjectRoutes = (instance) => [
  { path: 'register', element: page(instance, () => import('./register-page.js')) },
  { path: 'call/:conference', element: page(instance, () => import('./call-page.js')) },
  { path: 'listen', element: page(instance, () => import('./listen-page.js')) },
  { path: 'help', element: page(instance, () => import('./help-page.js')) },
];

/** At `/`, for who is not logged in. */
export const homePage = (instance: i18n) => page(instance, () => import('./home-page.js'));

export const newPasswordPage = (instance: i18n) => page(instance, () => import('./new-password-page.js'));
