import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { configOfTrunk, trunkFromConfig } from '../../call/trunk-from-config.js';
import type { TrunkConfig } from '../../config/trunk-schema.js';
import type { Trunk } from '../../dialing/trunk.js';
import type { Configured } from '../../store/repositories/configured-repository.js';
import { trunkRepository } from '../../store/repositories/trunk-repository.js';
import { access, accessOnce } from '../access.js';
import type { ApiEnv } from '../context.js';
import { Problem } from '../problem.js';
import { problemResponses } from '../problem-schema.js';
import { tagOf, versionOf } from '../etag.js';
import { idSchema, jsonBody, jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { fieldInvalid, fieldsInvalid } from '../validation.js';
import { ConfiguredDesk } from './configured-desk.js';
import type { RunningTrunks } from './services.js';
import {
  trunkChangeSchema,
  trunkCreateSchema,
  trunkListSchema,
  trunkViewSchema,
  type TrunkChange,
  type TrunkView,
} from './trunk-schema.js';

const params = z.object({ trunkId: idSchema });
const ifMatch = z.object({ 'if-match': z.string().optional() });
const answer = (description: string) => ({ description, content: jsonOf(trunkViewSchema) });

const list = createRoute({
  method: 'get',
  path: '/admin/trunks',
  tags: ['admin'],
  ...access('admin'),
  responses: {
    200: { description: 'The ways to the carriers, in their order', content: jsonOf(trunkListSchema) },
    ...problemResponses(401, 403, 503),
  },
});

const create = createRoute({
  method: 'post',
  path: '/admin/trunks',
  tags: ['admin'],
  ...accessOnce('admin'),
  request: { body: jsonBody(trunkCreateSchema) },
  responses: { 201: answer('The new trunk'), ...problemResponses(400, 401, 403, 409, 503) },
});

const read = createRoute({
  method: 'get',
  path: '/admin/trunks/{trunkId}',
  tags: ['admin'],
  ...access('admin'),
  request: { params },
  responses: { 200: answer('The trunk'), ...problemResponses(400, 401, 403, 404, 503) },
});

const change = createRoute({
  method: 'patch',
  path: '/admin/trunks/{trunkId}',
  tags: ['admin'],
  ...access('admin'),
  request: { params, headers: ifMatch, body: jsonBody(trunkChangeSchema) },
  responses: { 200: answer('The changed trunk'), ...problemResponses(400, 401, 403, 404, 409, 503) },
});

const remove = createRoute({
  method: 'delete',
  path: '/admin/trunks/{trunkId}',
  tags: ['admin'],
  ...access('admin'),
  request: { params, headers: ifMatch },
  responses: {
    204: { description: 'Nobody can call on it any more' },
    ...problemResponses(400, 401, 403, 404, 409, 503),
  },
});

const giveBack = createRoute({
  method: 'delete',
  path: '/admin/trunks/{trunkId}/edits',
  tags: ['admin'],
  ...access('admin'),
  request: { params, headers: ifMatch },
  responses: {
    200: answer('The trunk as the configuration file has it'),
    ...problemResponses(400, 401, 403, 404, 409, 503),
  },
});

export function trunkRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices): void {
  const { trunks } = services.admin;
  const desk = new ConfiguredDesk(services, {
    rows: trunkRepository(services.store),
    configured: trunks.configured,
    load: (all) => trunks.load(all),
    notFound: 'TRUNK_NOT_FOUND',
    taken: 'TRUNK_TAKEN',
  });
  const view = (row: Configured<Trunk>): TrunkView => trunkView(row, desk.isConfigured(row.rule.id), trunks);

  app.openapi(list, async (c) => c.json({ items: (await desk.list()).map(view) }, 200));

  app.openapi(create, async (c) => {
    const row = await desk.create(trunkOf(c.req.valid('json'), trunks));
    c.header('etag', tagOf(row));
    c.header('location', `/api/v1/admin/trunks/${row.rule.id}`);
    return c.json(view(row), 201);
  });

  app.openapi(read, async (c) => {
    const row = await desk.find(c.req.valid('param').trunkId);
    c.header('etag', tagOf(row));
    return c.json(view(row), 200);
  });

  app.openapi(change, async (c) => {
    const { version: inBody, ...wanted } = c.req.valid('json');
    const row = await desk.find(c.req.valid('param').trunkId);
    const version = versionOf(inBody, c.req.valid('header')['if-match']);
    const changed = await desk.change(trunkOf(changedConfig(row.rule, wanted), trunks), version);
    c.header('etag', tagOf(changed));
    return c.json(view(changed), 200);
  });

  app.openapi(remove, async (c) => {
    const { rule, version } = await desk.find(c.req.valid('param').trunkId);
    const { callsIn, callsOut } = trunks.stateOf(rule);
    if (callsIn + callsOut > 0) throw new Problem('TRUNK_IN_USE');
    const tag = c.req.valid('header')['if-match'];
    await desk.remove(rule.id, tag === undefined ? version : versionOf(undefined, tag));
    return c.body(null, 204);
  });

  app.openapi(giveBack, async (c) => {
    const { rule, version } = await desk.find(c.req.valid('param').trunkId);
    const tag = c.req.valid('header')['if-match'];
    const row = await desk.giveBack(rule.id, tag === undefined ? version : versionOf(undefined, tag));
    c.header('etag', tagOf(row));
    return c.json(view(row), 200);
  });
}

/** The settings that are sent, laid over those that stand, and checked as a whole. */
function changedConfig(trunk: Trunk, wanted: Omit<TrunkChange, 'version'>): TrunkConfig {
  const old = configOfTrunk(trunk);
  const merged = withoutNulls({
    ...old,
    ...wanted,
    capCodes: { ...old.capCodes, ...wanted.capCodes },
    outbound: { ...old.outbound, ...wanted.outbound },
  });
  const checked = trunkCreateSchema.safeParse(merged);
  if (!checked.success) throw fieldsInvalid(checked.error.issues, merged);
  return checked.data;
}

/** A setting that is null is left out, as in the configuration file. */
function withoutNulls(tree: object): object {
  const entries = Object.entries(tree).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      typeof value === 'object' && !Array.isArray(value) ? withoutNulls(value as object) : (value as unknown),
    ]),
  );
}

function trunkOf(config: TrunkConfig, trunks: RunningTrunks): Trunk {
  const secret = config.outbound.credentials?.secret;
  if (secret !== undefined && !trunks.knowsSecret(secret))
    throw fieldInvalid(
      'outbound.credentials.secret',
      'NOT_ALLOWED',
      'is no name of `secrets` in the configuration file',
    );
  return trunkFromConfig(config);
}

function trunkView(
  { rule, edited, version }: Configured<Trunk>,
  configured: boolean,
  trunks: RunningTrunks,
): TrunkView {
  const { outbound, homeArea, ...settings } = configOfTrunk(rule);
  const { credentials, domain, ...calling } = outbound;
  const state = trunks.stateOf(rule);
  return {
    ...settings,
    homeArea: homeArea ?? null,
    outbound: {
      ...calling,
      domain: domain ?? null,
      credentials: credentials === undefined ? null : { ...credentials, realm: credentials.realm ?? null },
    },
    edited,
    configured,
    version,
    state: {
      ...state,
      targets: state.targets.map((target) => ({ ...target, answers: target.answers ?? null })),
      answerSeizureRatio: state.sent === 0 ? null : state.answered / state.sent,
      postDialMs: state.postDialMs ?? null,
    },
  };
}
