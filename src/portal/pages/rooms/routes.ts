import { page, type SubjectRoutes } from '../../app/page.js';

export const roomRoutes: SubjectRoutes = (instance) => [
  { path: 'rooms', element: page(instance, () => import('./rooms-page.js')) },
  { path: 'rooms/new', element: page(instance, () => import('./room-form-page.js')) },
  { path: 'rooms/:room/edit', element: page(instance, () => import('./room-form-page.js')) },
  { path: 'rooms/:room/invitation', element: page(instance, () => import('./invitation-page.js')) },
  { path: 'rooms/:room/dates', element: page(instance, () => import('./occurrences-page.js')) },
];
