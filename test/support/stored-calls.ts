import type { AccountId, ConferenceId, IdMaker, ParticipantId, RoomId } from '../../src/base/ids.js';
import { utcMs, type UtcMs } from '../../src/base/units.js';
import type { LegCharge } from '../../src/billing/charge.js';
import type { LegOpened } from '../../src/billing/leg-record.js';
import { microYuan } from '../../src/billing/money.js';
import { ConferenceRepository } from '../../src/store/repositories/conference-repository.js';
import { LegRepository } from '../../src/store/repositories/leg-repository.js';
import { unit } from '../../src/store/statement.js';
import type { Statement, Store } from '../../src/store/store.js';
import { sampleClosed, sampleConference, sampleLeg } from './store-samples.js';

/** A conference that is over, with a charged leg for each number. */
export interface StoredCall {
  readonly account: AccountId;
  readonly startedMs: UtcMs;
  readonly room?: RoomId;
  readonly roomNumber?: string;
  readonly numbers?: readonly string[];
  readonly names?: readonly string[];
  readonly durationS?: number;
  /** Without it whole minutes. */
  readonly chargedS?: number;
  /** Of each leg. */
  readonly amount?: number;
  /** As a trunk delivers it, and is no E.164 number. */
  readonly rawNumber?: string;
}

/** Writes what a conference leaves behind; gives its id. */
export async function storeCall(store: Store, ids: IdMaker, call: StoredCall): Promise<ConferenceId> {
  const { conference, statements } = callStatements(store, ids, call);
  const outcome = await store.commit(unit(...statements));
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
  return conference;
}

export function callStatements(
  store: Store,
  ids: IdMaker,
  call: StoredCall,
): { readonly conference: ConferenceId; readonly statements: readonly Statement[] } {
  const {
    account,
    startedMs,
    room,
    roomNumber = '1234567',
    numbers = ['+8613800138000'],
    durationS = 60,
  } = call;
  const conferences = new ConferenceRepository(store);
  const conference = ids.next<ConferenceId>();
  const endMs = utcMs(startedMs + durationS * 1_000);
  const started = { ...sampleConference(ids), conference, room, account, roomNumber, startedMs };
  const legs = numbers.flatMap((number, index) => {
    const participant = ids.next<ParticipantId>();
    const name = call.names?.[index] ?? '';
    const role = index === 0 ? 'chair' : 'attendee';
    const joinedMs = startedMs;
    return [
      conferences.entered({ participant, conference, role, name, number, joinedMs }),
      ...legStatements(store, ids, { ...call, startedMs }, { conference, participant, number, endMs }),
      conferences.left(participant, endMs),
    ];
  });
  const statements = [conferences.started(started), ...legs, conferences.ended(conference, endMs, 'empty')];
  return { conference, statements };
}

function legStatements(
  store: Store,
  ids: IdMaker,
  call: StoredCall,
  of: { conference: ConferenceId; participant: ParticipantId; number: string; endMs: UtcMs },
): readonly Statement[] {
  const { account, startedMs, rawNumber, durationS = 60, amount = 200_000 } = call;
  const { chargedS = Math.ceil(durationS / 60) * 60 } = call;
  const { conference, participant, number, endMs } = of;
  const legs = new LegRepository(store);
  const opened: LegOpened = {
    ...sampleLeg(ids),
    callingNumber: rawNumber ?? number.replace('+86', '0'),
    callingE164: rawNumber === undefined ? number : undefined,
    ringMs: startedMs,
    answerMs: startedMs,
  };
  const { leg } = opened;
  const charge: LegCharge = {
    leg,
    account,
    conference,
    service: 'bridge',
    kind: 'attendee-dial-in',
    rate: {
      tariffVersion: 'default',
      free: false,
      microYuanPerMinute: 200_000,
      firstBlockS: 60,
      incrementS: 60,
    },
    blocks: Math.ceil(durationS / 60),
    chargedS,
    amount: microYuan(amount),
    reserved: microYuan(amount),
  };
  return [
    legs.opened(opened),
    legs.joined({ leg, participant, conference, room: undefined, account, joinMs: startedMs }),
    ...legs.closed({ ...sampleClosed(opened), endMs, durationMs: durationS * 1_000 }, charge),
  ];
}
