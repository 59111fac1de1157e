import type { i18n } from 'i18next';
import { BrowserRouter, Navigate, useRoutes, type RouteObject } from 'react-router';
import { accountRoutes } from '../pages/account/routes.js';
import { adminRoutes } from '../pages/admin/routes.js';
import { conferenceRoutes } from '../pages/conference/routes.js';
import { contactRoutes } from '../pages/contacts/routes.js';
import { doorRoutes, homePage, newPasswordPage } from '../pages/door/routes.js';
import { instantRoutes } from '../pages/instant/routes.js';
import { operatorRoutes } from '../pages/operator/routes.js';
import { overviewRoutes } from '../pages/overview/routes.js';
import { recordRoutes } from '../pages/records/routes.js';
import { roomRoutes } from '../pages/rooms/routes.js';
import { NotFoundPage } from './not-found-page.js';
import type { SubjectRoutes } from './page.js';
import { SessionGate } from './session-gate.js';

/** Behind the login; each subject says at which paths its pages stand. */
const SUBJECTS: readonly SubjectRoutes[] = [
  overviewRoutes,
  roomRoutes,
  conferenceRoutes,
  instantRoutes,
  contactRoutes,
  recordRoutes,
  accountRoutes,
  operatorRoutes,
  adminRoutes,
];

export const routesOf = (instance: i18n): RouteObject[] => [
  // Open to everybody.
  ...doorRoutes(instance),
  {
    element: <SessionGate home={homePage(instance)} newPassword={newPasswordPage(instance)} />,
    children: [
      ...SUBJECTS.flatMap((subject) => subject(instance)),
      // Any page shows the login first; this one has nothing to show after it.
      { path: 'login', element: <Navigate to="/" replace /> },
      { path: '*', element: <NotFoundPage /> },
    ],
  },
];

export function Router({ routes }: { readonly routes: RouteObject[] }) {
  return (
    <BrowserRouter>
      <Pages routes={routes} />
    </BrowserRouter>
  );
}

const Pages = ({ routes }: { readonly routes: RouteObject[] }) => useRoutes(routes);
