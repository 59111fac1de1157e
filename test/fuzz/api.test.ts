import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { NamedSchemas } from '../../src/api/operation/json-schema.js';
import {
  operationsOf,
  type DescribedOperation,
  type OpenApiDocument,
} from '../../src/api/operation/openapi-document.js';
import { seededRandom } from '../../src/base/random.js';
import { sessionOf, type RequestHeaders } from '../support/api/actors.js';
import { answerOf, bodyOf, parametersOf, pathWith, titleOf } from '../support/api/described-request.js';
import { objectsOf, type PathObjects } from '../support/api/objects.js';
import { schemaFaults } from '../support/api/schema-check.js';
import { NASTY_TEXTS, SchemaValues } from '../support/api/schema-values.js';
import { ApiWorld, keyOf, type Answer, type Party } from '../support/api-world.js';

/**
 * Every route with bodies and parameters as its schemas ask for, and as they do not. `node api.test.js ROUNDS SEED`
 * runs longer.
 */
const test = suite('fuzz: every route of the API');
const ROUNDS = Number(process.argv[2] ?? 4);
const SEED = Number(process.argv[3] ?? 1);
/** This machine may be busy; what is held up by a request takes seconds. */
const ANSWER_MS_MAX = 4_000;
const BODY_BYTES = 20_000_000;
/** Have no end, wait for somebody, or end the login that all others use. */
const LEFT_OUT = new Set(['GET /api/v1/events', 'DELETE /api/v1/api-keys/{keyId}']);
const TAGS = ['"1"', '"2"', '*', 'x', '"99999999999999999999"', 'W/"1"'];
const PARTIES: readonly Party[] = ['mine', 'admin'];

let world: ApiWorld;
let named: NamedSchemas;
let operations: readonly DescribedOperation[];
let values: SchemaValues;

test.before(async () => {
  world = await ApiWorld.create();
  const document = (await world.raw('GET', '/openapi.json')).body as OpenApiDocument;
  named = document.components?.schemas as NamedSchemas;
  operations = operationsOf(document).filter((described) => !LEFT_OUT.has(titleOf(described)));
  values = new SchemaValues(seededRandom(SEED), named, world.services.clock.utcNow());
});
test.after(() => world.close());

/** What was sent, to be sent again by hand. */
interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: string | undefined;
  readonly answer: Answer;
  readonly tookMs: number;
}

async function send(
  { method, path, operation }: DescribedOperation,
  objects: PathObjects,
  party: Party,
  isHostile: boolean,
): Promise<Sent> {
  const params = { ...objects.values };
  for (const { name } of parametersOf(operation, 'path'))
    if (isHostile && values.chance(0.15)) params[name] = wellFormed(values.pick(NASTY_TEXTS)).slice(0, 2_000);
  const query = parametersOf(operation, 'query').flatMap(({ name, schema, required }): [string, string][] => {
    if (required !== true && values.chance(isHostile ? 0.5 : 0.8)) return [];
    const value =
      isHostile && values.chance(0.4) ? values.hostile(schema, name) : values.valid(schema, 0.5, name);
    return [[name, wellFormed(typeof value === 'string' ? value : JSON.stringify(value))]];
  });
  const search = query.length === 0 ? '' : `?${new URLSearchParams(query).toString()}`;
  const described = bodyOf(operation);
  const isJson = described?.type === 'application/json';
  const body =
    described === undefined
      ? undefined
      : isJson
        ? bodyText(described.schema, isHostile)
        : values.pick(NASTY_TEXTS);
  const target = pathWith(path, params) + search;
  const startMs = performance.now();
  const answer = await world.raw(
    method.toUpperCase(),
    target,
    body,
    headersOf(party, described?.type, isHostile),
  );
  return { method, path: target, body, answer, tookMs: performance.now() - startMs };
}

const headersOf = (party: Party, type: string | undefined, isHostile: boolean): RequestHeaders => ({
  authorization: `Bearer ${keyOf(party)}`,
  ...(values.chance(0.5) ? { 'idempotency-key': String(world.ids.next<never>()) } : {}),
  ...(values.chance(0.7) ? { 'if-match': isHostile ? values.pick(TAGS) : '"1"' } : {}),
  ...(type === undefined ? {} : { 'content-type': type }),
});

/** The text of the body, in which lone surrogates and long numbers stay what they are. */
function bodyText(schema: Parameters<SchemaValues['valid']>[0], isHostile: boolean): string {
  if (!isHostile) return JSON.stringify(values.valid(schema));
  if (values.chance(0.05))
    return values.pick(['', '{', '[', 'null', '"x"', '{"a":1e999}', '\ufeff{}', '{"a":1}{"b":2}']);
  return JSON.stringify(values.hostile(schema)) ?? 'null';
}

/** What a client can put into a URL. */
const wellFormed = (text: string): string => Buffer.from(text).toString();

function faultOf({ operation, path }: DescribedOperation, { answer, tookMs }: Sent): string | undefined {
  const { status, body, headers } = answer;
  if (status >= 500 && path !== '/readyz') return `answers ${status}: ${lastFailure()}`;
  if (tookMs > ANSWER_MS_MAX) return `took ${Math.round(tookMs)} ms`;
  const schema = answerOf(operation, status);
  if (status >= 400) {
    const type = headers.get('content-type');
    if (type !== 'application/problem+json') return `${status} is ${type}`;
    const faults = schemaFaults(body, named.Problem!, named);
    if (faults.length > 0) return `problem: ${faults.join('; ')}`;
    if (body.status !== status) return `problem says ${body.status}, the answer ${status}`;
    return schema === undefined ? `${status} ${body.code} is not described` : undefined;
  }
  if (schema === undefined) return `${status} is not described`;
  if (schema === null) return undefined;
  const faults = schemaFaults(body, schema, named);
  return faults.length > 0 ? `${status}: ${faults.slice(0, 3).join('; ')}` : undefined;
}

const lastFailure = (): string =>
  String(world.log.findLast(({ message }) => message === 'request failed')?.fields.error).slice(0, 600);

/** Gives the routes that did what was asked at least once. */
async function run(rounds: number, isHostile: boolean): Promise<ReadonlySet<string>> {
  const answered = new Set<string>();
  const faults = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    for (const described of operations) {
      const party = PARTIES[round % PARTIES.length]!;
      const sent = await send(described, await objectsOf(world, party, described.path), party, isHostile);
      if (sent.answer.status < 300) answered.add(titleOf(described));
      const fault = faultOf(described, sent);
      if (fault !== undefined)
        faults.add(`${titleOf(described)} ${fault}\n    ${sent.path} ${sent.body?.slice(0, 300)}`);
    }
  }
  assert.equal([...faults], [], `seed ${SEED}`);
  return answered;
}

test('what the schemas ask for is answered as they say', async () => {
  const answered = await run(Math.ceil(ROUNDS / 3), false);
  assert.ok(answered.size > operations.length / 2, `${answered.size} of ${operations.length} routes`);
});

test('what they do not ask for is refused as they say, and nothing falls over', async () => {
  await run(ROUNDS, true);
});

test('bodies that are of another type, or larger than anybody needs, are refused in words', async () => {
  const headers = await sessionOf(world, 'admin');
  const huge = `{"x":"${'x'.repeat(BODY_BYTES)}"}`;
  let sentHuge = 0;
  for (const { method, path, operation } of operations) {
    if (bodyOf(operation)?.type !== 'application/json') continue;
    const { values: params } = await objectsOf(world, 'mine', path);
    const target = pathWith(path, params);
    const plain = { ...headers, 'content-type': 'text/plain' };
    const asText = await world.raw(method.toUpperCase(), target, '{}', plain);
    assert.ok(asText.status < 500, `${method} ${path}: ${asText.status}`);
    if ((sentHuge += 1) > 5) continue;
    const refused = await world.raw(method.toUpperCase(), target, huge, headers);
    assert.ok([400, 413].includes(refused.status), `${method} ${path}: ${refused.status}`);
  }
});

test.run();
