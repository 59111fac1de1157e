import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ROLES_OF_SCOPE, SCOPES, type Scope } from '../../../src/api/door/principal.js';
import type { NamedSchemas } from '../../../src/api/operation/json-schema.js';
import {
  isPublic,
  operationsOf,
  scopeOf,
  type DescribedOperation,
  type OpenApiDocument,
} from '../../../src/api/operation/openapi-document.js';
import { seededRandom } from '../../../src/base/random.js';
import { addAccount, keyWith, sessionOf, type RequestHeaders } from '../../support/api/actors.js';
import { bodyOf, parametersOf, pathWith, titleOf } from '../../support/api/described-request.js';
import { objectsOf, type PathObjects } from '../../support/api/objects.js';
import { SchemaValues } from '../../support/api/schema-values.js';
import { ApiWorld, keyOf, type Answer } from '../../support/api-world.js';

/** Every route × everybody who may come × own and foreign objects, as the description tells the routes. */
const test = suite('authorisation of every route [S53] [S54]');
/** Held open until something happens. */
/** Of its account, and its login. */
const OPERATOR = '10000009';
let world: ApiWorld;
let operations: readonly DescribedOperation[];
let values: SchemaValues;
let operatorKey: RequestHeaders;

test.before(async () => {
  world = await ApiWorld.create();
  const document = (await world.raw('GET', '/openapi.json')).body as OpenApiDocument;
  operations = operationsOf(document).filter(({ path }) => path.startsWith('/api/'));
  const named = (document.components?.schemas ?? {}) as NamedSchemas;
  values = new SchemaValues(seededRandom(4), named, world.services.clock.utcNow());
  operatorKey = await keyWith(world, await addAccount(world, OPERATOR, 'operator'), ['*']);
});
test.after(() => world.close());

const restricted = operationFilter((operation) => !isPublic(operation));
const scoped = operationFilter((operation) => scopeOf(operation) !== undefined);

function operationFilter(holds: (operation: DescribedOperation['operation']) => boolean) {
  return (): readonly DescribedOperation[] => operations.filter(({ operation }) => holds(operation));
}

/** The request that the description asks for, on these objects. */
async function send(
  { method, path, operation }: DescribedOperation,
  { values: params }: PathObjects,
  headers: RequestHeaders,
): Promise<Answer> {
  const query = parametersOf(operation, 'query').filter(({ required }) => required === true);
  const pairs = query.map(({ name, schema }): [string, string] => [
    name,
    String(values.valid(schema, 1, name)),
  ]);
  const search = pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
  const described = bodyOf(operation);
  const isJson = described === undefined || described.type === 'application/json';
  const title = titleOf({ method, path, operation });
  const made = described && (isJson ? values.valid(described.schema, 1) : 'x');
  const body = BODIES[title] === undefined ? made : { ...(made as object), ...BODIES[title] };
  const type = isJson ? {} : { 'content-type': described.type };
  const common = { 'idempotency-key': String(world.ids.next<never>()), 'if-match': '"1"' };
  return world.raw(method.toUpperCase(), pathWith(path, params) + search, body, {
    ...common,
    ...type,
    ...headers,
  });
}

/** Where more than the schema decides whether a body can be taken. */
const BODIES: Readonly<Record<string, object>> = {
  // A key gives away only what it has.
  'POST /api/v1/api-keys': { scopes: ['account:read'] },
};

/** Codes of 401 and 403 that say nothing of who asks. */
const OTHER_REASONS = new Set(['PASSWORD_WRONG', 'LOGIN_FAILED']);
/** What a body names, like a contact or an own number, is read with the scope of its kind. */
const NAMED_IN_BODIES: readonly Scope[] = ['account:read', 'contacts:read'];

const nowhere: PathObjects = { values: {}, isOwned: false, isThere: false };
const rolesOf = (scope: Scope): readonly string[] =>
  ROLES_OF_SCOPE[scope] ?? ['customer', 'operator', 'admin'];
const problem = ({ status, body }: Answer): string => `${status} ${body?.code ?? ''}`;

/** What they lead to is not there although the object is: a room that is empty, a number without a code. */
const LEAD_TO_NOTHING: readonly string[] = [
  'GET /api/v1/rooms/{roomId}/conference',
  'POST /api/v1/numbers/{numberId}/confirmation',
];

/** Collects what is wrong, so that one run tells it all. */
async function faultsOf(
  of: readonly DescribedOperation[],
  fault: (described: DescribedOperation) => Promise<string | undefined>,
): Promise<readonly string[]> {
  assert.ok(of.length > 0);
  const faults: string[] = [];
  for (const described of of) {
    const found = await fault(described);
    if (found !== undefined) faults.push(`${titleOf(described)}: ${found}`);
  }
  return faults;
}

test('without a login, and with a key that nobody has, every route but the public ones answers 401', async () => {
  const faults = await faultsOf(restricted(), async (described) => {
    for (const headers of [
      {},
      { authorization: 'Bearer htk_unknown' },
      { cookie: 'huitong_session=unknown' },
    ]) {
      const answer = await send(described, nowhere, headers);
      if (answer.status !== 401) return problem(answer);
    }
    return undefined;
  });
  assert.equal(faults, []);
});

test('the public routes ask for no login', async () => {
  const faults = await faultsOf(
    operations.filter(({ operation }) => isPublic(operation)),
    async (described) => {
      const answer = await send(described, await objectsOf(world, 'mine', described.path), {});
      return answer.status === 401 && !OTHER_REASONS.has(answer.body.code) ? problem(answer) : undefined;
    },
  );
  assert.equal(faults, []);
});

test('a key with every scope but the one that is needed answers 403', async () => {
  const keys = new Map<Scope, RequestHeaders>();
  for (const scope of SCOPES)
    keys.set(
      scope,
      await keyWith(
        world,
        world.accounts.admin,
        SCOPES.filter((one) => one !== scope),
      ),
    );
  const faults = await faultsOf(scoped(), async (described) => {
    const answer = await send(described, nowhere, keys.get(scopeOf(described.operation)!)!);
    return problem(answer) === '403 SCOPE_MISSING' ? undefined : problem(answer);
  });
  assert.equal(faults, []);
});

test('who has the role gets to the own object, by session and by a key of that scope alone', async () => {
  const faults = await faultsOf(scoped(), async (described) => {
    const scope = scopeOf(described.operation)!;
    const party = rolesOf(scope).includes('customer') ? 'mine' : 'admin';
    const byKey = await keyWith(world, world.accounts[party], [scope, ...NAMED_IN_BODIES]);
    for (const headers of [await sessionOf(world, party), byKey]) {
      const objects = await objectsOf(world, party, described.path);
      const answer = await send(described, objects, headers);
      const isForPeople = headers === byKey && problem(answer) === '403 PERSON_ONLY';
      const isRefused = [401, 403].includes(answer.status) && !OTHER_REASONS.has(answer.body.code);
      const isThere = objects.isThere && objects.isOwned && !LEAD_TO_NOTHING.includes(titleOf(described));
      const isMissing = answer.status === 404 && isThere;
      if (answer.status >= 500 || ((isRefused || isMissing) && !isForPeople)) return problem(answer);
    }
    return undefined;
  });
  assert.equal(faults, []);
});

test('who has not the role answers 403, whatever the key may do', async () => {
  const customer = { authorization: `Bearer ${keyOf('mine')}` };
  const faults = await faultsOf(scoped(), async (described) => {
    const roles = rolesOf(scopeOf(described.operation)!);
    const session = await sessionOf(world, 'mine');
    const strangers = [
      ...(roles.includes('customer') ? [] : [customer, session]),
      ...(roles.includes('operator') ? [] : [operatorKey, await sessionOf(world, OPERATOR)]),
    ];
    for (const headers of strangers) {
      const answer = await send(described, await objectsOf(world, 'mine', described.path), headers);
      if (answer.status !== 403) return problem(answer);
    }
    return undefined;
  });
  assert.equal(faults, []);
});

test("another account's object is not there, for customers and operators", async () => {
  const other = { authorization: `Bearer ${keyOf('other')}` };
  const faults = await faultsOf(scoped(), async (described) => {
    const isEverybodys = rolesOf(scopeOf(described.operation)!).includes('customer');
    for (const headers of isEverybodys ? [other, operatorKey] : []) {
      const objects = await objectsOf(world, 'mine', described.path);
      if (!objects.isOwned) continue;
      const answer = await send(described, objects, headers);
      const isForPeople = problem(answer) === '403 PERSON_ONLY';
      if (answer.status !== 404 && !isForPeople) return `${problem(answer)} ${answer.text.slice(0, 200)}`;
    }
    return undefined;
  });
  assert.equal(faults, []);
});

test('a session changes nothing on behalf of another site', async () => {
  const changing = restricted().filter(({ method }) => method !== 'get');
  const faults = await faultsOf(changing, async (described) => {
    const { cookie } = await sessionOf(world, 'admin');
    for (const site of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      {},
    ]) {
      const answer = await send(described, nowhere, { cookie: cookie!, ...(site as RequestHeaders) });
      if (problem(answer) !== '403 CROSS_SITE') return problem(answer);
    }
    return undefined;
  });
  assert.equal(faults, []);
});

test.run();
