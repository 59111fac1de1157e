import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from '../context.js';
import type { ApiServices } from '../services.js';
import { bookingRoutes } from './booking-routes.js';
import { conferenceRoutes } from './conference-routes.js';
import { costRoutes } from './cost-routes.js';
import type { EventHub } from './event-hub.js';
import { eventRoutes } from './event-routes.js';
import { instantRoutes } from './instant-routes.js';
import { invitationRoutes } from './invitation-routes.js';
import { participantRoutes } from './participant-routes.js';

export function liveRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices, hub: EventHub): void {
  conferenceRoutes(app, services, (conference) => hub.measureOne(conference));
  participantRoutes(app, services);
  invitationRoutes(app, services);
  instantRoutes(app, services);
  bookingRoutes(app, services);
  costRoutes(app, services);
  eventRoutes(app, services, hub);
}
