import { lazy } from 'react';
import { createBrowserRouter } from 'react-router';
import { Frame } from './frame.js';
import { NotFoundPage } from '../pages/not-found.js';
import { SessionGate } from './session.js';

// A page is fetched when it is first opened.
const RoomsPage = lazy(() => import('../pages/rooms.js'));
const RoomFormPage = lazy(() => import('../pages/room-form.js'));
const ConferenceLivePage = lazy(() => import('../pages/conference-live.js'));

export const createRouter = () =>
  createBrowserRouter([
    {
      element: <SessionGate />,
      children: [
        {
          element: <Frame />,
          children: [
            { index: true, element: <RoomsPage /> },
            { path: 'rooms/new', element: <RoomFormPage /> },
            { path: 'rooms/:room', element: <ConferenceLivePage /> },
            { path: 'rooms/:room/edit', element: <RoomFormPage /> },
            { path: '*', element: <NotFoundPage /> },
          ],
        },
      ],
    },
  ]);
