import { utcMs } from '../../../src/base/units.js';
import type { AccountId, ConferenceId, RecordingId } from '../../../src/base/ids.js';
import { AccountNumberRepository } from '../../../src/store/repositories/account-number-repository.js';
import { RecordingRepository } from '../../../src/store/repositories/recording-repository.js';
import { PASSWORD, type Answer, type ApiWorld, type Party } from '../api-world.js';
import { NOW_MS } from '../store-samples.js';
import { storeCall } from '../stored-calls.js';
import { addAccount, addKey, committed } from './actors.js';
import { paramOf, placesOf } from './described-request.js';

type Made = Readonly<Record<string, string>>;

interface ObjectMaker {
  /** The value for the path; `made` are those before it. */
  readonly make: (world: ApiWorld, party: Party, made: Made) => Promise<string> | string;
  /** `account`: nobody else has it; `shared`: it is no account's; `absent`: it is hard to make, so there is none. */
  readonly is: 'account' | 'shared' | 'absent';
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const V1 = '/api/v1';
let counted = 0;
const next = (): number => (counted += 1);
/** Each time another one. */
export const someNumber = (): string => `+86139${String(next()).padStart(8, '0')}`;

const own = (make: ObjectMaker['make']): ObjectMaker => ({ make, is: 'account' });
const shared = (make: ObjectMaker['make']): ObjectMaker => ({ make, is: 'shared' });
const absent = (value: string): ObjectMaker => ({ make: () => value, is: 'absent' });

const posted = (
  path: string,
  body: () => object,
  pick: (answer: Answer['body']) => string = ({ id }) => id,
) => own(async (world, party) => pick(await create(world, party, path, body())));

async function create(world: ApiWorld, party: Party, path: string, body: object): Promise<Answer['body']> {
  const answer = await world.ask(party, 'POST', `${V1}${path}`, body);
  if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.status} ${answer.text}`);
  return answer.body;
}

const room = () => ({
  name: `会议 ${next()}`,
  chairPassword: '9876',
  startMs: NOW_MS + DAY_MS,
  durationMs: 3_600_000,
  recurrence: { every: 'day', count: 5 },
});

/** How what a path names comes to be, by the parameter and the word before it. */
const MAKERS: Readonly<Record<string, ObjectMaker>> = {
  'rooms/{roomId}': posted('/rooms', room),
  'room-templates/{templateId}': posted('/room-templates', () => ({ name: `模板 ${next()}`, fields: {} })),
  'occurrences/{plannedStartMs}': shared(() => String(NOW_MS + 2 * DAY_MS)),
  'conferences/{conferenceId}': own((world, party) => world.openConference(party)),
  'participants/{participantId}': own((world, _, { conferenceId }) =>
    world.enter(conferenceId as ConferenceId, someNumber()),
  ),
  'queue/{participantId}': absent('unknown'),
  'conference-records/{conferenceId}': own((world, party) => endedConference(world, party)),
  'recordings/{recordingId}': own((world, party) => recording(world, party)),
  'recording-files/{token}': absent('nothing.0.0.x'),
  'shares/{shareId}': own(async (world, party, { recordingId }) => {
    const { id } = await create(world, party, `/recordings/${recordingId}/shares`, { days: 1 });
    return id as string;
  }),
  'charge-files/{fileId}': absent('unknown'),
  'bookings/{bookingId}': own(booking),
  'contacts/{contactId}': posted('/contacts', contact),
  'members/{contactId}': own(async (world, party, { groupId }) => {
    const { id } = await create(world, party, '/contacts', { ...contact(), groupIds: [groupId] });
    return id as string;
  }),
  'contact-groups/{groupId}': posted('/contact-groups', () => ({ name: `组 ${next()}` })),
  'contact-imports/{importId}': posted('/contact-imports', () => ({
    text: `姓名,手机\n甲,${someNumber()}\n`,
  })),
  'api-keys/{keyId}': own(async (world, party) => (await addKey(world, world.accounts[party], [])).id),
  'numbers/{numberId}': own(linkedNumber),
  'sessions/{sessionId}': own(session),
  'registrations/{registrationId}': absent('unknown'),
  'statements/{month}': shared(() => '2026-08'),
  'accounts/{accountId}': shared(
    async (world) => (await addAccount(world, String(30_000_000 + next()), 'customer')).id,
  ),
  'users/{userId}': shared(accountUser),
  'ledger-entries/{entryId}': absent('unknown'),
  'listed-numbers/{number}': absent('+8613000000000'),
  'opt-outs/{number}': absent('+8613000000000'),
  'operators/{operatorId}': absent('unknown'),
  'prompts/{voice}': shared(() => 'zh-CN'),
  '{voice}/{promptId}': absent('unknown'),
  'service-numbers/{id}': absent('unknown'),
  'tariffs/{version}': absent('unknown'),
  'trunks/{trunkId}': absent('unknown'),
  'calls/{callId}': absent('unknown'),
  'captures/{captureId}': absent('unknown'),
  'deliveries/{deliveryId}': own(webhookDelivery),
  'webhooks/{webhookId}': own(webhook),
};

export interface PathObjects {
  readonly values: Readonly<Record<string, string>>;
  /** Some of it is an account's own, so nobody else may find it. */
  readonly isOwned: boolean;
  readonly isThere: boolean;
}

/** Makes what a path names, for this party. Throws for a path that nobody has told how to make. */
export async function objectsOf(world: ApiWorld, party: Party, path: string): Promise<PathObjects> {
  const values: Record<string, string> = {};
  const kinds: ObjectMaker['is'][] = [];
  for (const place of placesOf(path)) {
    const maker = MAKERS[place];
    if (maker === undefined) throw new Error(`${path}: say in objects.ts how ${place} is made`);
    values[paramOf(place)] = await maker.make(world, party, values);
    kinds.push(maker.is);
  }
  return { values, isOwned: kinds.includes('account'), isThere: !kinds.includes('absent') };
}

function contact(): object {
  return { name: `甲 ${next()}`, numbers: [{ number: someNumber() }] };
}

const endedConference = (world: ApiWorld, party: Party): Promise<ConferenceId> =>
  storeCall(world.store, world.ids, { account: world.accounts[party].id, startedMs: utcMs(NOW_MS) });

async function recording(world: ApiWorld, party: Party): Promise<RecordingId> {
  const conference = await endedConference(world, party);
  const id = world.ids.next<RecordingId>();
  const recordings = new RecordingRepository(world.store);
  const account = world.accounts[party].id;
  await committed(world, [
    recordings.started({ id, conference, account, startedMs: utcMs(NOW_MS) }),
    recordings.written(id, [`${id}.wav`], 1_000, true),
  ]);
  return id;
}

async function storedNumber(
  world: ApiWorld,
  account: AccountId,
  kind: 'registered' | 'linked',
): Promise<string> {
  const e164 = someNumber();
  await committed(world, [
    new AccountNumberRepository(world.store).create({ e164, account, kind, verifiedMs: utcMs(NOW_MS) }),
  ]);
  return e164;
}

async function linkedNumber(world: ApiWorld, party: Party): Promise<string> {
  const e164 = await storedNumber(world, world.accounts[party].id, 'linked');
  const { body } = await world.ask(party, 'GET', `${V1}/numbers`);
  return (body.items as { id: string; number: string }[]).find(({ number }) => number === e164)!.id;
}

async function booking(world: ApiWorld, party: Party): Promise<string> {
  // Not all at the same time: there are only so many lines.
  const startMs = world.services.clock.utcNow() + DAY_MS + next() * HOUR_MS;
  const host = await storedNumber(world, world.accounts[party].id, 'linked');
  const body = { name: '预约', startMs, host, parties: [{ number: someNumber() }] };
  return (await create(world, party, '/bookings', body)).booking.id as string;
}

async function session(world: ApiWorld, party: Party): Promise<string> {
  const { headers } = await world.raw('POST', `${V1}/session`, { login: party, password: PASSWORD });
  const cookie = headers.get('set-cookie')!.split(';')[0]!;
  const { body } = await world.raw('GET', `${V1}/sessions`, undefined, { cookie });
  return (body.items as { id: string }[])[0]!.id;
}

/** An account has only a few. */
async function webhook(world: ApiWorld, party: Party): Promise<string> {
  const { items } = (await world.ask(party, 'GET', `${V1}/webhooks`)).body as { items: { id: string }[] };
  for (const { id } of items) await world.ask(party, 'DELETE', `${V1}/webhooks/${id}`);
  const { id } = await create(world, party, '/webhooks', { url: 'https://example.com/hook', events: ['*'] });
  return id as string;
}

async function webhookDelivery(world: ApiWorld, party: Party, { webhookId }: Made): Promise<string> {
  return (await create(world, party, `/webhooks/${webhookId}/test`, {})).deliveryId as string;
}

async function accountUser(world: ApiWorld, _: Party, { accountId }: Made): Promise<string> {
  const { body } = await world.ask('admin', 'GET', `${V1}/admin/accounts/${accountId}/users`);
  return (body.items as { id: string }[])[0]!.id;
}
