import { page, type SubjectRoutes } from '../../app/page.js';

export const contactRoutes: SubjectRoutes = (instance) => [
  { path: 'contacts', element: page(instance, () => import('./contacts-page.js')) },
  { path: 'contacts/import', element: page(instance, () => import('./import-page.js')) },
];
