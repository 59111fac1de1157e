import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { requestId } from 'hono/request-id';
import { secureHeaders } from 'hono/secure-headers';
import { Counters } from '../base/counters.js';
import { doorRoutes } from './door/index.js';
import { liveRoutes } from './live/index.js';
import { contactsRoutes } from './contacts/index.js';
import { recordsRoutes } from './records/index.js';
import { operatorRoutes } from './operator/index.js';
import { adminRoutes } from './admin/index.js';
import { noticesRoutes } from './notices/index.js';
import { accessLog } from './operation/access-log.js';
import { Auth } from './door/auth.js';
import { Idempotency } from './door/idempotency.js';
import type { ApiEnv } from './context.js';
import { EventHub } from './live/event-hub.js';
import { failure, respond } from './failure.js';
import { createMetrics } from './operation/metrics.js';
import { portalFiles } from './portal-files.js';
import { Problem } from './problem.js';
import { conferenceRecordRoutes } from './records/conference-record-routes.js';
import { conferenceRoutes } from './live/conference-routes.js';
import { eventRoutes } from './live/event-routes.js';
import { debugRoute, healthRoutes } from './operation/health-routes.js';
import { openApiRoute } from './operation/openapi-route.js';
import { roomRoutes } from './rooms/room-routes.js';
import { serviceNumberRoutes } from './rooms/service-number-routes.js';
import { loginRoute, sessionRoutes } from './door/session-routes.js';
import { DEFAULT_API_LIMITS, type ApiLimits, type ApiServices, type GaugeSource } from './services.js';
import { fieldsInvalid } from './validation.js';

const BASE = '/api/v1';

const API_COUNTS = ['requests', 'refused', 'failed', 'connectionsDropped'] as const;
export type ApiCount = (typeof API_COUNTS)[number];

export interface Api {
  readonly app: OpenAPIHono<ApiEnv>;
  readonly counters: Counters<ApiCount>;
  /** Ends the event streams and lets go of the conferences; requests are still answered. */
  close(): void;
}

/** The whole of HTTP: API, events, health, metrics and the portal's files. */
export function createApi(services: ApiServices): Api {
  const limits: ApiLimits = { ...DEFAULT_API_LIMITS, ...services.limits };
  const counters = new Counters(API_COUNTS);
  const auth = new Auth(services, limits);
  const hub = new EventHub(services.conferences, limits, services.clock.utcNow());
  const app = newApp();
  app.notFound((c) => respond(new Problem('NOT_FOUND'), c));
  app.onError((error, c) => failure(error, c, services.log));
  addMiddleware(app, services, limits, counters);

  healthRoutes(app, services, metricsOf(services, counters, auth, hub));
  app.route(BASE, resources(services, auth, hub));
  openApiRoute(app);
  const portal = portalFiles(services.portalDir);
  if (portal !== undefined) app.use(portal);
  return { app, counters, close: () => hub.close() };
}

const newApp = (): OpenAPIHono<ApiEnv> =>
  new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (!result.success) throw fieldsInvalid(result.error.issues, (result as { data?: unknown }).data);
    },
  });

function resources(services: ApiServices, auth: Auth, hub: EventHub): OpenAPIHono<ApiEnv> {
  const app = newApp();
  app.use(noStore);
  loginRoute(app, auth);
  app.use(auth.demanded);
  app.use(provided(new Idempotency(services)));
  sessionRoutes(app, auth);
  roomRoutes(app, services);
  serviceNumberRoutes(app, services);
  conferenceRoutes(app, services);
  conferenceRecordRoutes(app, services);
  eventRoutes(app, hub);
  debugRoute(app, services);
  doorRoutes(app, services);
  liveRoutes(app, services);
  contactsRoutes(app, services);
  recordsRoutes(app, services);
  operatorRoutes(app, services);
  adminRoutes(app, services);
  noticesRoutes(app, services);
  return app;
}

function addMiddleware(
  app: OpenAPIHono<ApiEnv>,
  { ids, log, clock }: ApiServices,
  { bodyBytesMax }: ApiLimits,
  counters: Counters<ApiCount>,
): void {
  app.use(requestId({ generator: () => ids.next() }));
  app.use(accessLog(log, clock));
  app.use(counted(counters));
  app.use(secureHeaders(HEADERS));
  app.use(
    bodyLimit({
      maxSize: bodyBytesMax,
      onError: () => {
        throw new Problem('BODY_TOO_LARGE', { detail: `at most ${bodyBytesMax} bytes` });
      },
    }),
  );
}

const provided = (idempotency: Idempotency) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    c.set('idempotency', idempotency);
    await next();
  });

/** Answers hold passwords of rooms and numbers of people. */
const noStore = createMiddleware<ApiEnv>(async (c, next) => {
  await next();
  c.header('cache-control', 'no-store');
});

const counted = (counters: Counters<ApiCount>) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    counters.add('requests');
    await next();
    if (c.res.status >= 500) counters.add('failed');
    else if (c.res.status >= 400) counters.add('refused');
  });

const HEADERS: Parameters<typeof secureHeaders>[0] = {
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    // Ant Design writes its styles into the page at run time.
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'", 'data:'],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: 'DENY',
  // Whoever ends TLS in front of us decides about that.
  strictTransportSecurity: false,
};

function metricsOf(
  { counts, gauges, store }: ApiServices,
  api: Counters<ApiCount>,
  { counters, sessions }: Auth,
  hub: EventHub,
) {
  const own = [
    { prefix: 'api', snapshot: () => api.snapshot() },
    { prefix: 'api_auth', snapshot: () => counters.snapshot() },
    { prefix: 'api_sessions', snapshot: () => sessions.counters.snapshot() },
    { prefix: 'api_events', snapshot: () => hub.counters.snapshot() },
  ];
  const levels: readonly GaugeSource[] = [
    { name: 'store_waiting_units', help: 'Units to be written', value: () => store.health().waitingUnits },
    { name: 'store_writable', help: '1: the store can write', value: () => Number(store.writable) },
    { name: 'api_streams', help: 'Open event streams', value: () => hub.size },
    { name: 'api_live_sessions', help: 'People logged in', value: () => sessions.size },
  ];
  return createMetrics([...own, ...counts], [...levels, ...gauges]);
}
