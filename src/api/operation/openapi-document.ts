import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from '../context.js';
import { ROLES_OF_SCOPE, SCOPES, type Scope } from '../door/principal.js';
import {
  accountEventSchema,
  changeEventSchema,
  measuresEventSchema,
  namesEventSchema,
  operatorEventSchema,
  snapshotEventSchema,
  talkingEventSchema,
} from '../live/live-event-schema.js';

export type OpenApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>;
type PathItem = NonNullable<OpenApiDocument['paths']>[string];
export type Operation = NonNullable<PathItem['get']>;

export const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
export type Method = (typeof METHODS)[number];

const VERSION = '1';
const BASE = /^\/api\/v1/;

/** Sent over the event stream, so no route names them as its answer. */
const EVENTS = {
  SnapshotEvent: snapshotEventSchema,
  ChangeEvent: changeEventSchema,
  TalkingEvent: talkingEventSchema,
  MeasuresEvent: measuresEventSchema,
  NamesEvent: namesEventSchema,
  AccountEvent: accountEventSchema,
  OperatorEvent: operatorEventSchema,
};

const DESCRIPTION = `Telephone conferences. Failures are problems (RFC 9457) with a stable \`code\`. Times are
UTC milliseconds since 1970, money is in millionths of a yuan, telephone numbers are E.164 in answers and may be
written as people write them in requests. Lists come in pages; the next one is \`after\` the \`next\` of this one.`;

/** Names the schemas that no route leads to, and the two ways to log in. */
export function registerComponents({ openAPIRegistry }: OpenAPIHono<ApiEnv>): void {
  openAPIRegistry.registerComponent('securitySchemes', 'key', {
    type: 'http',
    scheme: 'bearer',
    description: `An API key, with all scopes or some of: ${SCOPES.join(', ')}`,
  });
  openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'huitong_session',
    description: 'What changes something needs a same-origin request or the header X-Requested-With',
  });
  for (const [name, schema] of Object.entries(EVENTS)) openAPIRegistry.register(name, schema);
}

/** The description of every route that has one, as the routes themselves check and answer. */
export function openApiDocument(app: OpenAPIHono<ApiEnv>): OpenApiDocument {
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Huitong', version: VERSION, description: DESCRIPTION },
    servers: [{ url: '/' }],
    security: [{ key: [] }, { session: [] }],
  });
  for (const { path, method, operation } of operationsOf(document)) complete(path, method, operation);
  const tags = operationsOf(document).flatMap(({ operation }) => operation.tags ?? []);
  return { ...document, tags: [...new Set(tags)].map((name) => ({ name })) };
}

export interface DescribedOperation {
  readonly path: string;
  readonly method: Method;
  readonly operation: Operation;
}

export const operationsOf = ({ paths }: OpenApiDocument): readonly DescribedOperation[] =>
  Object.entries(paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation === undefined ? [] : [{ path, method, operation }];
    }),
  );

/** `POST /api/v1/rooms/{roomId}/bookings` is `postRoomsByRoomIdBookings`. */
export const operationIdOf = (method: Method, path: string): string =>
  method +
  path
    .replace(BASE, '')
    .split(/[^A-Za-z0-9{]+/)
    .map((word) => word.replace(/^\{(.)/, (_, first: string) => `By${first.toUpperCase()}`))
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/** What follows for every route from its path and its access. */
function complete(path: string, method: Method, operation: Operation): void {
  operation.operationId = operationIdOf(method, path);
  const scope = scopeOf(operation);
  if (scope !== undefined) {
    operation.security = [{ key: [scope] }, { session: [] }];
    const roles = ROLES_OF_SCOPE[scope];
    if (roles !== undefined) Object.assign(operation, { 'x-roles': roles });
  }
  for (const parameter of operation.parameters ?? []) {
    // A number in the path is read from text, which the generator takes for optional.
    if ('in' in parameter && parameter.in === 'path') parameter.required = true;
  }
  if (BASE.test(path)) operation.responses = { ...failuresOf(operation), ...operation.responses };
  if (isIdempotent(operation) && !takesKey(operation))
    operation.parameters = [...(operation.parameters ?? []), IDEMPOTENCY_KEY];
}

/** What is refused before it comes to the route. */
function failuresOf({ requestBody }: Operation): NonNullable<Operation['responses']> {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  const tooMany = { 429: { description: 'Too much at a time', content } };
  if (requestBody === undefined) return tooMany;
  return {
    413: { description: 'The body is too large', content },
    415: { description: 'The body is of another type', content },
    ...tooMany,
  };
}

/** Where the key must be there, the route says so itself. */
const takesKey = ({ parameters = [] }: Operation): boolean =>
  parameters.some((parameter) => 'name' in parameter && parameter.name === IDEMPOTENCY_KEY.name);

export const scopeOf = (operation: Operation): Scope | undefined =>
  (operation as { 'x-scope'?: Scope })['x-scope'];

export const isIdempotent = (operation: Operation): boolean =>
  (operation as { 'x-idempotent'?: boolean })['x-idempotent'] === true;

export const isPublic = ({ security }: Operation): boolean => security?.length === 0;

const IDEMPOTENCY_KEY = {
  name: 'idempotency-key',
  in: 'header' as const,
  required: false,
  description: 'Sent again with the same key, it is done once and answered with the first answer',
  schema: { type: 'string' as const, minLength: 1, maxLength: 200, pattern: '^[\\x20-\\x7e]+$' },
};
