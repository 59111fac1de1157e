import { OpenAPIHono } from '@hono/zod-openapi';
import { createMiddleware } from 'hono/factory';
import { Counters } from '../base/counters.js';
import type { ConferenceId, IdMaker } from '../base/ids.js';
import { requestIds, withAnswerHeaders } from './answer-headers.js';
import { bodyLimits } from './body-limits.js';
import { doorRoutes, publicDoorRoutes } from './door/index.js';
import { liveRoutes } from './live/index.js';
import { contactsRoutes } from './contacts/index.js';
import { recordsRoutes } from './records/index.js';
import { sharedRecordingRoutes } from './records/shared-recording-routes.js';
import { operatorRoutes } from './operator/index.js';
import { adminRoutes } from './admin/index.js';
import { noticesRoutes } from './notices/index.js';
import { accessLog } from './operation/access-log.js';
import { AuditLog } from './door/audit-log.js';
import { Auth } from './door/auth.js';
import { clientFrom } from './door/client.js';
import { Idempotency } from './door/idempotency.js';
import { RequestLimits } from './door/request-limits.js';
import { SpokenCodes } from './door/spoken-codes.js';
import type { ApiEnv } from './context.js';
import { EventHub } from './live/event-hub.js';
import { failure, respond } from './failure.js';
import { HttpDurations } from './operation/http-durations.js';
import { observed, type Observer } from './operation/observed.js';
import { createMetrics } from './operation/metrics.js';
import { BrowserPhoneDoor } from './phone/browser-phone-door.js';
import { browserPhoneRoutes } from './phone/browser-phone-routes.js';
import { BrowserPhoneTokens } from './phone/browser-phone-tokens.js';
import { portalFiles } from './portal-files.js';
import { Problem } from './problem.js';
import { ConferenceViews } from './live/conference-view.js';
import { publicInstantRoutes } from './live/instant-routes.js';
import { debugRoute, healthRoutes } from './operation/health-routes.js';
import { openApiRoute } from './operation/openapi-route.js';
import { occurrenceRoutes } from './rooms/occurrence-routes.js';
import { roomInvitationRoute } from './rooms/room-invitation-route.js';
import { roomTemplateRoutes } from './rooms/room-template-routes.js';
import { roomRoutes } from './rooms/room-routes.js';
import { publicServiceNumberRoutes, serviceNumberRoutes } from './rooms/service-number-routes.js';
import { securedAnswers } from './security-headers.js';
import { DEFAULT_API_LIMITS, type ApiLimits, type ApiServices, type GaugeSource } from './services.js';
import { fieldsInvalid } from './validation.js';

const BASE = '/api/v1';

const API_COUNTS = ['requests', 'refused', 'failed', 'connectionsDropped'] as const;
export type ApiCount = (typeof API_COUNTS)[number];

/** What stands between the world and the routes. */
interface Door {
  readonly auth: Auth;
  readonly audit: AuditLog;
  readonly requestLimits: RequestLimits;
  readonly idempotency: Idempotency;
  readonly phoneTokens: BrowserPhoneTokens;
}

export interface Api {
  readonly app: OpenAPIHono<ApiEnv>;
  readonly counters: Counters<ApiCount>;
  /** Whoever asks for another protocol than HTTP: browser phones alone may. */
  readonly phones: BrowserPhoneDoor;
  /** Forgets sessions and keys that are over; to be called now and then. */
  tidy(): Promise<void>;
  /** Resolved when the audit log is written. */
  settled(): Promise<void>;
  /** Ends the event streams and lets go of the conferences; requests are still answered. */
  close(): void;
}

/** The whole of HTTP: API, events, health, metrics and the portal's files. */
export function createApi(services: ApiServices): Api {
  const limits: ApiLimits = { ...DEFAULT_API_LIMITS, ...services.limits };
  const counters = new Counters(API_COUNTS);
  const audit = new AuditLog(services);
  const auth = new Auth(services, limits, audit);
  const requestLimits = new RequestLimits(services.door.requestLimits);
  const phoneTokens = new BrowserPhoneTokens();
  const phones = new BrowserPhoneDoor(services, phoneTokens);
  const door: Door = { auth, audit, requestLimits, idempotency: new Idempotency(services), phoneTokens };
  const { conferences, live } = services;
  const { news, contactNames } = live;
  const views = new ConferenceViews(live);
  const hub = new EventHub({ conferences, views, news, contactNames, run: runOf(services.ids) }, limits);
  const app = newApp();
  app.notFound((c) => respond(new Problem('NOT_FOUND'), c));
  app.onError((error, c) => failure(error, c, services.log));
  const durations = new HttpDurations();
  const { clock, log } = services;
  app.use(observed(clock, durations.observe, accessLog(log), counted(counters)));
  addMiddleware(app, services, limits);

  healthRoutes(app, services, metricsOf(services, { counters, durations, door, hub, phones }));
  app.route(BASE, resources(services, door, hub));
  openApiRoute(app);
  const portal = portalFiles(services.portalDir);
  if (portal !== undefined) app.use(portal);
  const tidy = async (): Promise<void> => {
    await Promise.all([auth.sessions.purge(), door.idempotency.purge(), audit.settled()]);
  };
  return {
    app,
    counters,
    phones,
    tidy,
    settled: () => audit.settled(),
    close: () => {
      hub.close();
      phones.close();
      auth.controlTokens.close();
    },
  };
}

/** Names this run in the ids of events: another one's mean nothing to it. */
const runOf = (ids: IdMaker): string => ids.next<ConferenceId>().replaceAll('-', '').slice(-12);

const newApp = (): OpenAPIHono<ApiEnv> =>
  new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (!result.success) throw fieldsInvalid(result.error.issues, (result as { data?: unknown }).data);
    },
  });

function resources(services: ApiServices, door: Door, hub: EventHub): OpenAPIHono<ApiEnv> {
  const { auth, audit, requestLimits, idempotency, phoneTokens } = door;
  const codes = new SpokenCodes(services);
  const app = newApp();
  app.use(noStore);
  app.use(requestLimits.ofAddress);
  app.use(audit.recorded);
  app.use(auth.memory.keptTrue);
  publicDoorRoutes(app, services, auth, codes);
  publicInstantRoutes(app, services, auth);
  publicServiceNumberRoutes(app, services);
  sharedRecordingRoutes(app, services, audit);
  app.use(auth.demanded);
  app.use(requestLimits.ofCaller);
  app.use(provided(idempotency));
  doorRoutes(app, services, auth, codes);
  roomRoutes(app, services);
  roomInvitationRoute(app, services);
  roomTemplateRoutes(app, services);
  occurrenceRoutes(app, services);
  serviceNumberRoutes(app, services);
  debugRoute(app, services);
  liveRoutes(app, services, hub);
  browserPhoneRoutes(app, services, phoneTokens);
  contactsRoutes(app, services);
  recordsRoutes(app, services);
  operatorRoutes(app, services);
  adminRoutes(app, services, auth);
  noticesRoutes(app, services);
  return app;
}

function addMiddleware(
  app: OpenAPIHono<ApiEnv>,
  { ids, door }: ApiServices,
  { bodyBytesMax }: ApiLimits,
): void {
  app.use(clientFrom(door.trustedProxies));
  app.use(requestIds(ids));
  app.use(securedAnswers(BASE));
  app.use(bodyLimits(bodyBytesMax));
}

const provided = (idempotency: Idempotency) =>
  createMiddleware<ApiEnv>((c, next) => {
    c.set('idempotency', idempotency);
    return next();
  });

/** Answers hold passwords of rooms and numbers of people. */
const noStore = withAnswerHeaders({ 'cache-control': 'no-store' });

const counted =
  (counters: Counters<ApiCount>): Observer =>
  (c) => {
    counters.add('requests');
    if (c.res.status >= 500) counters.add('failed');
    else if (c.res.status >= 400) counters.add('refused');
  };

interface Measured {
  readonly counters: Counters<ApiCount>;
  readonly durations: HttpDurations;
  readonly door: Door;
  readonly hub: EventHub;
  readonly phones: BrowserPhoneDoor;
}

function metricsOf(
  { counts, gauges, store, operation, live }: ApiServices,
  { counters: api, durations, door: { auth, audit, requestLimits }, hub, phones }: Measured,
) {
  const own = [
    { prefix: 'api', snapshot: () => api.snapshot() },
    { prefix: 'api_auth', snapshot: () => auth.counters.snapshot() },
    { prefix: 'api_passwords', snapshot: () => auth.passwords.counters.snapshot() },
    { prefix: 'api_sessions', snapshot: () => auth.sessions.counters.snapshot() },
    { prefix: 'api_limits', snapshot: () => requestLimits.counters.snapshot() },
    { prefix: 'audit_log', snapshot: () => audit.counters.snapshot() },
    { prefix: 'api_browser_phones', snapshot: () => phones.counters.snapshot() },
    { prefix: 'api_events', snapshot: () => hub.counters.snapshot() },
    { prefix: 'api_contact_names', snapshot: () => live.contactNames.counters.snapshot() },
  ];
  const levels: readonly GaugeSource[] = [
    { name: 'store_waiting_units', help: 'Units to be written', value: () => store.health().waitingUnits },
    { name: 'store_writable', help: '1: the store can write', value: () => Number(store.writable) },
    { name: 'api_streams', help: 'Open event streams', value: () => hub.size },
    { name: 'api_live_sessions', help: 'People logged in', value: () => auth.sessions.size },
  ];
  return createMetrics([...own, ...counts], [...levels, ...gauges], [durations.figure, ...operation.figures]);
}
