import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createClient, ProblemError, type Fetch, type LiveEvent } from '../../../src/client/index.js';
import { ApiWorld, keyOf } from '../../support/api-world.js';

const test = suite('client: live events');
let world: ApiWorld;

test.before(async () => {
  world = await ApiWorld.create();
});
test.after(() => world.close());

const clientOf = (fetch: (send: Fetch) => Fetch = (send) => send) =>
  createClient({
    baseUrl: 'http://huitong.test',
    apiKey: keyOf('mine'),
    fetch: fetch(async (request) => world.api.app.request(request)),
  });

async function next(events: AsyncGenerator<LiveEvent, void, undefined>): Promise<LiveEvent> {
  const { value, done } = await events.next();
  if (done === true) throw new Error('the events have ended');
  return value;
}

test('first comes what is, then what changes', async () => {
  const conference = world.openConference('mine');
  const events = clientOf().events({ conference });
  const snapshot = await next(events);
  assert.is(snapshot.name, 'snapshot');
  assert.equal(snapshot.name === 'snapshot' && snapshot.data.conferences.map(({ id }) => id), [conference]);
  const participant = world.enter(conference, '+8613800138000');
  const change = await next(events);
  assert.ok(change.name === 'change' && change.data.type === 'participant-entered');
  assert.is(change.data.participant.id, participant);
  await events.return();
  assert.is(await openStreams(), 0);
});

test('a connection that breaks is made anew and goes on where it broke', async () => {
  const conference = world.openConference('mine');
  const asked: (string | null)[] = [];
  let broken: (() => void) | undefined;
  const huitong = clientOf((send) => async (request) => {
    asked.push(request.headers.get('last-event-id'));
    const response = await send(request);
    const body = response.body!.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        // The server asks for a pause of two seconds; here it is short.
        transform: (chunk, controller) =>
          controller.enqueue(Buffer.from(Buffer.from(chunk).toString().replace('retry: 2000', 'retry: 1'))),
        start: (controller) => {
          broken = () => controller.error(new Error('reset'));
        },
      }),
    );
    return new Response(body, response);
  });
  const events = huitong.events();
  const snapshot = await next(events);
  const waiting = next(events);
  broken!();
  world.enter(conference, '+8613800138001');
  const change = await waiting;
  assert.is(change.name, 'change');
  assert.equal(asked, [null, snapshot.id]);
  assert.is.not(change.id, snapshot.id);
  await events.return();
});

test('a silent connection is given up for a new one', async () => {
  let connections = 0;
  const huitong = clientOf((send) => async (request) => {
    connections += 1;
    if (connections > 1) return send(request);
    const silent = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(Buffer.from('retry: 1\n\n'));
        request.signal.addEventListener('abort', () => controller.error(new Error('aborted')));
      },
    });
    return new Response(silent);
  });
  const events = huitong.events({ silenceMsMax: 20 });
  assert.is((await next(events)).name, 'snapshot');
  assert.is(connections, 2);
  await events.return();
});

test('a refusal for good ends them, and so does the signal', async () => {
  const refused = await clientOf()
    .events({ conference: 'unknown' })
    .next()
    .catch((thrown: unknown) => thrown);
  assert.is((refused as ProblemError).code, 'CONFERENCE_NOT_FOUND');
  const abort = new AbortController();
  const events = clientOf().events({ signal: abort.signal });
  await next(events);
  abort.abort();
  let last: IteratorResult<LiveEvent, void>;
  do last = await events.next();
  while (last.done !== true);
  assert.is(await openStreams(), 0);
});

async function openStreams(): Promise<number> {
  const { text } = await world.raw('GET', '/metrics');
  return Number(/^huitong_api_streams (\d+)$/m.exec(text)![1]);
}

test.run();
