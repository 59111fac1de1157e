// Makes a group of contacts and a room, calls the whole group into it, and tells who answers.
//   node examples/dial-a-group.mjs 13800138000 13900139000
// HUITONG_URL names the server, HUITONG_API_KEY a key with contacts:*, rooms:write and conferences:*.
import { createClient, done, once } from 'huitong/client';

const { HUITONG_URL = 'http://127.0.0.1:8080', HUITONG_API_KEY: apiKey } = process.env;
const numbers = process.argv.slice(2);
const huitong = createClient({ baseUrl: HUITONG_URL, apiKey });

const group = await done(huitong.POST('/contact-groups', { body: { name: `Team ${Date.now()}` } }));
for (const number of numbers) {
  const body = { name: number, numbers: [{ number }], groupIds: [group.id], onDuplicate: 'add' };
  await huitong.POST('/contacts', { body });
}

const room = await done(huitong.POST('/rooms', { body: { name: 'Team call', chairPassword: '246810' } }));
console.log(`room ${room.number}`);

const { conference, invited, rejected } = await done(
  huitong.POST('/rooms/{roomId}/invitations', {
    // Sent twice by mistake, or again after a broken connection: the phones ring once.
    params: { path: { roomId: room.id }, header: once() },
    body: { groups: [group.id] },
  }),
);
for (const { number, code } of rejected) console.log(`${number} is not called: ${code}`);

// Everybody who is called either comes in or is over, and then has left again.
const waiting = new Set(invited);
for await (const event of huitong.events({ conference: conference.id })) {
  if (event.name === 'snapshot')
    for (const { participants, departed } of event.data.conferences) {
      for (const { id, number } of participants) told(id, number);
      for (const { id } of departed) told(id);
    }
  const data = event.name === 'change' ? event.data : {};
  if (data.type === 'participant-entered') told(data.participant.id, data.participant.number);
  if (data.type === 'invitation-over') told(data.participantId);
  if (waiting.size === 0) break;
}

function told(id, number) {
  if (!waiting.delete(id)) return;
  console.log(number === undefined ? 'somebody does not answer' : `${number} is in`);
}
