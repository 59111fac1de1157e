import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { pause, type Caller } from '../support/caller.js';
import { eventually } from '../support/eventually.js';
import type { RoomRole } from '../support/room-maker.js';
import { ServerApi } from '../support/server-api.js';
import { ServiceWorld } from '../support/service-world.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';

const test = suite('webhooks of a running server [S54]');
const ROOM = { name: '周会', number: '620071', chairPassword: '246810', attendeePassword: '13579' };
let world: ServiceWorld;
let api: ServerApi;
let receiver: WebhookReceiver;

test.before(async () => {
  receiver = await WebhookReceiver.open();
  world = await ServiceWorld.start({ webhooks: { allowPrivate: ['127.0.0.1/32'] } });
  api = new ServerApi(world.server);
});
test.after(async () => {
  receiver.cut();
  await world.stop();
  await receiver.close();
});

interface Hook {
  readonly id: string;
  readonly secret: string;
}
async function subscribed(path: string, events: readonly string[] = ['*']): Promise<Hook> {
  const { status, body } = await api.post('/webhooks', { url: `${receiver.url}${path}`, events });
  assert.is(status, 201);
  return body as Hook;
}

test('a conference of two called parties is told from its opening to the records of its legs', async () => {
  const { secret } = await subscribed('/call');
  for (const number of ['013900000061', '013900000062']) world.phone(number, { answersAfterMs: 100 });
  const room = (await api.post('/rooms', { name: '周会', chairPassword: '8888' })).body;
  const parties = [{ number: '13900000061' }, { number: '13900000062' }];
  const { conference } = (await api.post(`/rooms/${room.id}/invitations`, { parties })).body;
  const told = (type: string) => receiver.verified(secret, '/call').filter((event) => event.type === type);
  await receiver.until('both are in', () => told('participant.entered').length === 2);
  await api.post(`/conferences/${conference.id}/record`, { on: true });
  await pause(1_000);
  await api.post(`/conferences/${conference.id}/end`);
  await receiver.until('the records', () => told('record.closed').length === 2);
  await receiver.until('the recording', () => told('recording.finished').length === 1);
  // Each is sent by itself: what happened first may arrive last.
  await receiver.until('the end', () => told('conference.closed').length === 1);
  await receiver.until('both have left', () => told('participant.left').length === 2);

  const types = ['conference.opened', 'participant.left', 'recording.started', 'conference.closed'];
  assert.equal(
    types.map((type) => told(type).length),
    [1, 2, 1, 1],
  );
  const numbers = told('participant.entered').map(({ data }) => data['number']);
  assert.equal(new Set(numbers), new Set(['+8613900000061', '+8613900000062']), 'in full, to their owner');
  for (const { data } of receiver.verified(secret, '/call')) assert.is(data['conferenceId'], conference.id);
  const charged = world.all<{ id: string; amount: number }>(
    'select id, amount_micro_yuan as amount from legs',
  );
  const records = told('record.closed').map(({ data }) => [data['callRecordId'], data['amountMicroYuan']]);
  assert.equal(new Map(records as never), new Map(charged.map(({ id, amount }) => [id, amount])));
  const ids = receiver.at('/call').map(({ id }) => id);
  assert.is(new Set(ids).size, ids.length);
});

test('who dials in is told as it enters and as it leaves, with why, while the conference goes on', async () => {
  const { secret } = await subscribed('/who', ['participant.entered', 'participant.left']);
  const { body: room } = await api.post('/rooms', ROOM);
  const told = () => receiver.verified(secret, '/who');
  const of = (type: string) => told().filter((event) => event.type === type);
  const entered = async (role: RoomRole, caller: string, place: number): Promise<Caller> => {
    const party = await world.enter(room, role, { caller });
    await receiver.until(`${caller} is in`, () => of('participant.entered').length === place);
    return party;
  };
  const chair = await entered('chair', '13800000071', 1);
  const guest = await entered('attendee', '13900000072', 2);
  const kicked = await entered('attendee', '13900000073', 3);
  const [first, ...others] = of('participant.entered').map(({ data }) => data);
  const { conferenceId } = first!;
  assert.equal(
    [first, ...others].map((data) => [data!['role'], data!['number'], data!['conferenceId']]),
    [
      ['chair', '+8613800000071', conferenceId],
      ['attendee', '+8613900000072', conferenceId],
      ['attendee', '+8613900000073', conferenceId],
    ],
  );

  await guest.hangUp();
  await receiver.until('one has left', () => of('participant.left').length === 1);
  await api.post(
    `/conferences/${conferenceId as string}/participants/${others[1]!['participantId'] as string}/kick`,
  );
  await kicked.until(() => kicked.isOver, 'a BYE');
  await receiver.until('another one has left', () => of('participant.left').length === 2);
  assert.equal(
    of('participant.left').map(({ data }) => data),
    [
      { conferenceId, participantId: others[0]!['participantId'], reason: 'hung-up' },
      { conferenceId, participantId: others[1]!['participantId'], reason: 'kicked' },
    ],
  );
  assert.ok(chair.isUp, 'the conference goes on');
  assert.is(told().length, 5, 'nothing else was asked for');
  await chair.hangUp();
});

test('what was on its way when the server was killed arrives after its restart, with the same id', async () => {
  const { id, secret } = await subscribed('/kill', ['booking.changed']);
  const tries = () => receiver.at('/kill');
  receiver.holds();
  const { deliveryId } = (await api.post(`/webhooks/${id}/test`, {})).body;
  await receiver.until('the first try', () => tries().length === 1);
  await world.server.kill();
  receiver.answers(204);
  await world.server.launch();
  await receiver.until('it again', () => tries().length === 2);
  assert.equal(
    tries().map((received) => received.id),
    [deliveryId, deliveryId],
  );
  assert.is(tries()[0]!.body, tries()[1]!.body);
  receiver.verified(secret, '/kill');
  const delivery = await eventually(
    'it is delivered',
    async () => (await api.get(`/webhooks/${id}/deliveries`)).body.items[0],
    ({ state }) => state === 'delivered',
  );
  assert.is(delivery.id, deliveryId);
});

test.run();
