import type { OfficeRole, PortalOffice } from './portal-office.js';

export interface PortalPage {
  readonly name: string;
  readonly path: string | ((office: PortalOffice) => string);
  readonly role: OfficeRole | 'nobody';
  /** Those whose pictures stand in the README. */
  readonly chosen?: 'desktop' | 'phone';
}

/** Every page of the portal, as `npm run screenshots` takes its picture and the tests look at it. */
export const PORTAL_PAGES: readonly PortalPage[] = [
  { name: 'home', path: '/', role: 'nobody', chosen: 'desktop' },
  { name: 'login', path: '/login', role: 'nobody' },
  { name: 'register', path: '/register', role: 'nobody' },
  { name: 'help', path: '/help', role: 'nobody' },
  { name: 'overview', path: '/', role: 'customer', chosen: 'desktop' },
  { name: 'rooms', path: '/rooms', role: 'customer' },
  { name: 'rooms-planned', path: '/rooms?window=planned', role: 'customer' },
  { name: 'rooms-past', path: '/rooms?window=past', role: 'customer' },
  { name: 'room-new', path: '/rooms/new', role: 'customer', chosen: 'desktop' },
  { name: 'conference', path: ({ liveRoom }) => `/rooms/${liveRoom}`, role: 'customer', chosen: 'desktop' },
];
