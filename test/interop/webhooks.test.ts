import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { pause } from '../support/caller.js';
import { ServerApi } from '../support/server-api.js';
import { ServiceWorld } from '../support/service-world.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';

const test = suite('webhooks of a running server [S54]');
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
  const told = (type: string) => receiver.verified(secret).filter((event) => event.type === type);
  await receiver.until('both are in', () => told('participant.entered').length === 2);
  await api.post(`/conferences/${conference.id}/record`, { on: true });
  await pause(1_000);
  await api.post(`/conferences/${conference.id}/end`);
  await receiver.until('the records', () => told('record.closed').length === 2);
  await receiver.until('the recording', () => told('recording.finished').length === 1);

  const types = ['conference.opened', 'participant.left', 'recording.started', 'conference.closed'];
  assert.equal(
    types.map((type) => told(type).length),
    [1, 2, 1, 1],
  );
  const numbers = told('participant.entered').map(({ data }) => data['number']);
  assert.equal(new Set(numbers), new Set(['+8613900000061', '+8613900000062']), 'in full, to their owner');
  for (const { data } of receiver.verified(secret)) assert.is(data['conferenceId'], conference.id);
  const charged = world.all<{ id: string; amount: number }>(
    'select id, amount_micro_yuan as amount from legs',
  );
  const records = told('record.closed').map(({ data }) => [data['callRecordId'], data['amountMicroYuan']]);
  assert.equal(new Map(records as never), new Map(charged.map(({ id, amount }) => [id, amount])));
  const ids = receiver.received.map(({ id }) => id);
  assert.is(new Set(ids).size, ids.length);
});

test('what was on its way when the server was killed arrives after its restart, with the same id', async () => {
  const { id, secret } = await subscribed('/kill', ['booking.changed']);
  receiver.received.length = 0;
  receiver.holds();
  const { deliveryId } = (await api.post(`/webhooks/${id}/test`, {})).body;
  await receiver.until('the first try', (received) => received.length === 1);
  await world.server.kill();
  receiver.answers(204);
  await world.server.launch();
  await receiver.until('it again', (received) => received.length === 2);
  assert.equal(
    receiver.received.map((received) => received.id),
    [deliveryId, deliveryId],
  );
  assert.is(receiver.received[0]!.body, receiver.received[1]!.body);
  receiver.verified(secret);
  for (let tries = 0; ; tries++) {
    const { items } = (await api.get(`/webhooks/${id}/deliveries`)).body;
    if (items[0].state === 'delivered' || tries === 50) {
      assert.equal([items[0].id, items[0].state], [deliveryId, 'delivered']);
      return;
    }
    await pause(100);
  }
});

test.run();
