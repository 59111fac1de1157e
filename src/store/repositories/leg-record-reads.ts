import type { AccountId, ConferenceId } from '../../base/ids.js';
import { PreparedRead } from '../prepared-read.js';
import type { Reads } from '../store.js';
import {
  anyOf,
  holdsDigits,
  isBefore,
  pageValues,
  roomIsNamed,
  type PageValues,
  type RecordFilter,
  type RecordSearch,
  type TimePage,
} from './record-filter.js';

/**
 * 话单: what may be told of a leg, and of the room it was in [S42] [S51]. As flat as the database has it, for pages of
 * them are read often. What is written of a leg together, its entry, its end, its charge, is null together.
 */
export type ListedLeg = Awaited<ReturnType<LegRecordReads['list']>>[number];

export class LegRecordReads {
  readonly #reads: Reads;
  readonly #page = new PreparedRead((values: PageValues) => this.#pageOf(values));

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  /** Those that were answered in the range, the newest first. */
  list(account: AccountId, filter: RecordFilter, page: TimePage) {
    const values = pageValues(account, filter, page);
    const { search } = filter;
    return search === undefined
      ? this.#reads.read(this.#page.filledWith(values))
      : this.#pageOf(values).where(matches(search)).execute();
  }

  ofConference(conference: ConferenceId): Promise<readonly ListedLeg[]> {
    return this.#legs.where('legs.conference', '=', conference).orderBy('legs.id').execute();
  }

  #pageOf({ account, fromMs, endMs, lastMs, lastId, limit }: PageValues) {
    return this.#legs
      .where('legs.account', '=', account)
      .where('answer_ms', '>=', fromMs)
      .where('answer_ms', '<', endMs)
      .where(isBefore('answer_ms', 'legs.id', { atMs: lastMs, id: lastId }))
      .orderBy('answer_ms', 'desc')
      .orderBy('legs.id', 'desc')
      .limit(limit);
  }

  get #legs() {
    return this.#reads.queries
      .selectFrom('legs')
      .leftJoin('conferences', 'conferences.id', 'legs.conference')
      .select((leg) => [
        'legs.id as id',
        'legs.conference as conference',
        'participant',
        'legs.room as room',
        leg.fn.coalesce('conferences.room_number', leg.val('')).as('roomNumber'),
        'direction',
        'legs.service as service',
        leg.fn.coalesce('calling_e164', 'calling_number').as('callingNumber'),
        leg.fn.coalesce('called_e164', 'called_number').as('calledNumber'),
        'ring_ms as ringMs',
        'answer_ms as answerMs',
        'join_ms as joinMs',
        'end_ms as endMs',
        'duration_ms as durationMs',
        'legs.end_reason as endReason',
        'hung_up_by as hungUpBy',
        'sip_status as sipStatus',
        'q850_cause as q850Cause',
        'codec',
        'ptime_ms as ptimeMs',
        'packets_received as packetsReceived',
        'packets_sent as packetsSent',
        'packets_lost as packetsLost',
        'packets_late as packetsLate',
        'jitter_ms as jitterMs',
        'frames_concealed as framesConcealed',
        'drift_ppm as driftPpm',
        'mos',
        'charge_service as chargeService',
        'charge_kind as chargeKind',
        'tariff_version as tariffVersion',
        'free',
        'price_micro_yuan as microYuanPerMinute',
        'blocks',
        'charged_s as chargedS',
        'amount_micro_yuan as amountMicroYuan',
      ]);
  }
}

const matches = ({ text, digits }: RecordSearch) =>
  anyOf([
    roomIsNamed('legs.room', text),
    holdsDigits(['room_number', 'calling_number', 'calling_e164', 'called_number', 'called_e164'], digits),
  ]);
