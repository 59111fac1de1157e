import type { OfficeRole, PortalOffice } from './portal-office.js';

export interface PortalPage {
  readonly name: string;
  readonly path: string | ((office: PortalOffice) => string);
  readonly role: OfficeRole | 'nobody';
}

/** Every page of the portal, as `npm run screenshots` takes its picture and the tests look at it. */
export const PORTAL_PAGES: readonly PortalPage[] = [
  { name: 'home', path: '/', role: 'nobody' },
  { name: 'login', path: '/login', role: 'nobody' },
  { name: 'register', path: '/register', role: 'nobody' },
  { name: 'help', path: '/help', role: 'nobody' },
  { name: 'overview', path: '/', role: 'customer' },
  { name: 'rooms', path: '/rooms', role: 'customer' },
  { name: 'rooms-planned', path: '/rooms?window=planned', role: 'customer' },
  { name: 'rooms-past', path: '/rooms?window=past', role: 'customer' },
  { name: 'room-new', path: '/rooms/new', role: 'customer' },
  { name: 'room-invitation', path: ({ weeklyRoom }) => `/rooms/${weeklyRoom}/invitation`, role: 'customer' },
  { name: 'room-dates', path: ({ weeklyRoom }) => `/rooms/${weeklyRoom}/dates`, role: 'customer' },
  { name: 'room-edit', path: ({ weeklyRoom }) => `/rooms/${weeklyRoom}/edit`, role: 'customer' },
  { name: 'conference', path: ({ liveRoom }) => `/rooms/${liveRoom}`, role: 'customer' },
  { name: 'instant', path: '/instant', role: 'customer' },
  { name: 'instant-numbers', path: '/instant/numbers', role: 'customer' },
  { name: 'bookings', path: '/bookings', role: 'customer' },
  { name: 'booking-new', path: '/bookings/new', role: 'customer' },
  { name: 'profile', path: '/profile', role: 'customer' },
  { name: 'profile-webhooks', path: '/profile/webhooks', role: 'customer' },
  { name: 'money', path: '/money', role: 'customer' },
  { name: 'money-recharges', path: '/money?part=recharges', role: 'customer' },
  { name: 'money-statements', path: '/money?part=statements', role: 'customer' },
  { name: 'money-tariff', path: '/money?part=tariff', role: 'customer' },
  { name: 'contacts', path: '/contacts', role: 'customer' },
  { name: 'contacts-group', path: ({ group }) => `/contacts?group=${group}`, role: 'customer' },
  { name: 'contacts-import', path: '/contacts/import', role: 'customer' },
  { name: 'records', path: '/records', role: 'customer' },
  { name: 'records-month', path: '/records?range=month', role: 'customer' },
  { name: 'records-custom', path: '/records?range=custom', role: 'customer' },
  { name: 'recordings', path: '/records/recordings', role: 'customer' },
  { name: 'operator-queue', path: '/operator', role: 'operator' },
  { name: 'operator-customers', path: '/operator/customers', role: 'operator' },
  { name: 'operator-report', path: '/operator/report', role: 'operator' },
  { name: 'admin-system', path: '/admin', role: 'admin' },
  { name: 'admin-trunks', path: '/admin/trunks', role: 'admin' },
  { name: 'admin-conferences', path: '/admin/conferences', role: 'admin' },
  { name: 'admin-calls', path: '/admin/calls', role: 'admin' },
  {
    name: 'admin-call',
    path: ({ call }) => `/admin/calls/${encodeURIComponent(call)}`,
    role: 'admin',
  },
  { name: 'admin-captures', path: '/admin/captures', role: 'admin' },
  { name: 'admin-accounts', path: '/admin/accounts', role: 'admin' },
  { name: 'admin-account', path: ({ account }) => `/admin/accounts/${account}`, role: 'admin' },
  { name: 'admin-tariffs', path: '/admin/tariffs', role: 'admin' },
  { name: 'admin-tariff', path: '/admin/tariffs/default-1', role: 'admin' },
  { name: 'admin-tariff-new', path: '/admin/tariffs/new', role: 'admin' },
  { name: 'admin-lines', path: '/admin/service-numbers', role: 'admin' },
  { name: 'admin-operators', path: '/admin/operators', role: 'admin' },
  { name: 'admin-listed', path: '/admin/listed-numbers', role: 'admin' },
  { name: 'admin-prompts', path: '/admin/prompts', role: 'admin' },
  { name: 'admin-audit', path: '/admin/audit-log', role: 'admin' },
];
