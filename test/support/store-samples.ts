import type { Account } from '../../src/accounts/account.js';
import { DEFAULT_ROOM_OPTIONS, type Room } from '../../src/accounts/room.js';
import { IdMaker, type AccountId, type ConferenceId } from '../../src/base/ids.js';
import { seededRandom } from '../../src/base/random.js';
import { utcMs } from '../../src/base/units.js';
import type { Recharge } from '../../src/billing/ledger-entry.js';
import type { MicroYuan } from '../../src/billing/money.js';
import type { LegClosed, LegJoined, LegOpened } from '../../src/billing/leg-record.js';
import type {
  ConferenceStarted,
  ParticipantEntered,
} from '../../src/store/repositories/conference-repository.js';
import { ACCOUNT } from './rooms.js';

export const NOW_MS = utcMs(1_790_000_000_123);

export const sampleIds = (seed = 1): IdMaker => new IdMaker(seededRandom(seed), () => NOW_MS);

export const sampleAccount = (ids: IdMaker, number = '10000001'): Account => ({
  ...ACCOUNT,
  id: ids.next(),
  number,
  name: '北京会通',
  createdMs: NOW_MS,
});

export const sampleRoom = (ids: IdMaker, account: AccountId, number: string): Room => ({
  id: ids.next(),
  account,
  name: '周会',
  organiser: '王先生',
  number,
  chairPassword: '8888',
  attendeePassword: '6666',
  options: { ...DEFAULT_ROOM_OPTIONS, attendeeListenOnly: true, partiesMax: 30 },
  startMs: NOW_MS,
  durationMs: 7_200_000_000,
  language: 'zh-CN',
  recurrence: undefined,
  version: 1,
  createdMs: NOW_MS,
});

export const sampleConference = (ids: IdMaker): ConferenceStarted => ({
  conference: ids.next(),
  room: ids.next(),
  roomNumber: '1234567',
  account: ids.next(),
  node: 'node-a',
  epoch: 1,
  startedMs: NOW_MS,
});

export const sampleParticipant = (ids: IdMaker, conference: ConferenceId): ParticipantEntered => ({
  participant: ids.next(),
  conference,
  role: 'attendee',
  name: '',
  number: '+8613800138000',
  joinedMs: NOW_MS,
});

export const sampleLeg = (ids: IdMaker, epoch = 1): LegOpened => ({
  leg: ids.next(),
  node: 'node-a',
  epoch,
  trunk: 'demo',
  direction: 'in',
  callingNumber: '013800138000',
  callingE164: '+8613800138000',
  calledNumber: '4006701018',
  calledE164: undefined,
  service: 'bridge',
  sipCallId: 'f81d4fae@198.51.100.7',
  dialog: '{"localTag":"a6c85cf"}',
  ringMs: NOW_MS,
  answerMs: utcMs(NOW_MS + 200),
  codec: 'PCMA',
  ptimeMs: 20,
});

export const sampleJoined = ({ leg }: LegOpened, participant: ParticipantEntered): LegJoined => ({
  leg,
  participant: participant.participant,
  conference: participant.conference,
  room: undefined,
  account: undefined,
  joinMs: utcMs(NOW_MS + 9_000),
});

export const sampleClosed = ({ leg }: LegOpened): LegClosed => ({
  leg,
  endMs: utcMs(NOW_MS + 60_200),
  durationMs: 60_000,
  reason: 'hung-up',
  hungUpBy: 'peer',
  codec: 'PCMU',
  ptimeMs: 30,
  sipStatus: 200,
  q850Cause: 16,
  packetsReceived: 3_000,
  packetsSent: 3_001,
  packetsLost: 2,
  packetsLate: 1,
  jitterMs: 1.25,
  framesConcealed: 3,
  driftPpm: -12.5,
  mos: 4.25,
});

export const sampleRecharge = (ids: IdMaker, account: AccountId, amount: MicroYuan): Recharge => ({
  id: ids.next(),
  account,
  amount,
  method: 'cash',
  note: '',
  idempotencyKey: ids.next(),
  utcMs: NOW_MS,
});
