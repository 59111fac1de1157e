import { page, type SubjectRoutes } from '../../app/page.js';

export const instantRoutes: SubjectRoutes = (instance) => [
  { path: 'instant', element: page(instance, () => import('./instant-page.js')) },
  { path: 'instant/numbers', element: page(instance, () => import('./numbers-page.js')) },
  { path: 'bookings', element: page(instance, () => import('./bookings-page.js')) },
  { path: 'bookings/new', element: page(instance, () => import('./booking-form-page.js')) },
  { path: 'bookings/:booking/edit', element: page(instance, () => import('./booking-form-page.js')) },
];
