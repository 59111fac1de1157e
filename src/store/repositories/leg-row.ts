import type { AccountId, ConferenceId, LegId, ParticipantId, RoomId } from '../../base/ids.js';
import { utcMs, type UtcMs } from '../../base/units.js';
import type { ChargedService, LegCharge, LegKind, Rate } from '../../billing/charge.js';
import type { LegClosed, LegJoined, LegOpened } from '../../billing/leg-record.js';
import { microYuan } from '../../billing/money.js';
import type { LegsTable } from '../schema.js';

/** A charge record as far as it is written [S51]. */
export interface LegRecord {
  readonly opened: LegOpened;
  readonly joined: LegJoined | undefined;
  readonly closed: LegClosed | undefined;
  /** Of a leg that somebody pays for, with its ending. */
  readonly charge: LegCharge | undefined;
  readonly lastAliveMs: UtcMs;
}

export const openedColumns = (leg: LegOpened) => ({
  id: leg.leg,
  node: leg.node,
  epoch: leg.epoch,
  trunk: leg.trunk,
  direction: leg.direction,
  calling_number: leg.callingNumber,
  calling_e164: leg.callingE164 ?? null,
  called_number: leg.calledNumber,
  called_e164: leg.calledE164 ?? null,
  service: leg.service,
  sip_call_id: leg.sipCallId,
  dialog: leg.dialog,
  ring_ms: leg.ringMs,
  answer_ms: leg.answerMs,
  codec: leg.codec,
  ptime_ms: leg.ptimeMs,
  last_alive_ms: leg.answerMs,
});

export const joinedColumns = (leg: LegJoined) => ({
  id: leg.leg,
  participant: leg.participant,
  conference: leg.conference,
  room: leg.room ?? null,
  account: leg.account ?? null,
  join_ms: leg.joinMs,
});

export const closedColumns = (leg: LegClosed, charge: LegCharge | undefined) => ({
  id: leg.leg,
  end_ms: leg.endMs,
  // The monotonic clock has fractions, the record has none.
  duration_ms: Math.round(leg.durationMs),
  codec: leg.codec,
  ptime_ms: leg.ptimeMs,
  end_reason: leg.reason,
  hung_up_by: leg.hungUpBy,
  sip_status: leg.sipStatus,
  q850_cause: leg.q850Cause,
  packets_received: leg.packetsReceived,
  packets_sent: leg.packetsSent,
  packets_lost: leg.packetsLost,
  packets_late: leg.packetsLate,
  jitter_ms: leg.jitterMs,
  frames_concealed: leg.framesConcealed,
  drift_ppm: leg.driftPpm,
  mos: leg.mos,
  charge_service: charge?.service ?? null,
  charge_kind: charge?.kind ?? null,
  ...rateColumns(charge?.rate),
  blocks: charge?.blocks ?? null,
  charged_s: charge?.chargedS ?? null,
  amount_micro_yuan: charge?.amount ?? null,
  reserved_micro_yuan: charge?.reserved ?? null,
});

const rateColumns = (rate: Rate | undefined) => ({
  tariff_version: rate?.tariffVersion ?? null,
  free: rate === undefined ? null : Number(rate.free),
  price_micro_yuan: rate?.microYuanPerMinute ?? null,
  first_block_s: rate?.firstBlockS ?? null,
  increment_s: rate?.incrementS ?? null,
});

export const toLegRecord = (row: LegsTable): LegRecord => ({
  opened: toOpened(row),
  joined: toJoined(row),
  closed: toClosed(row),
  charge: toCharge(row),
  lastAliveMs: utcMs(row.last_alive_ms),
});

const toOpened = (row: LegsTable): LegOpened => ({
  leg: row.id as LegId,
  node: row.node,
  epoch: row.epoch,
  trunk: row.trunk,
  direction: row.direction as LegOpened['direction'],
  callingNumber: row.calling_number,
  callingE164: row.calling_e164 ?? undefined,
  calledNumber: row.called_number,
  calledE164: row.called_e164 ?? undefined,
  service: row.service,
  sipCallId: row.sip_call_id,
  dialog: row.dialog,
  ringMs: utcMs(row.ring_ms),
  answerMs: utcMs(row.answer_ms),
  codec: row.codec,
  ptimeMs: row.ptime_ms,
});

function toJoined(row: LegsTable): LegJoined | undefined {
  if (row.participant === null || row.conference === null || row.join_ms === null) return undefined;
  return {
    leg: row.id as LegId,
    participant: row.participant as ParticipantId,
    conference: row.conference as ConferenceId,
    room: (row.room as RoomId | null) ?? undefined,
    account: (row.account as AccountId | null) ?? undefined,
    joinMs: utcMs(row.join_ms),
  };
}

/** The columns of an ending are written together: with an end, the others are there. */
function toClosed(row: LegsTable): LegClosed | undefined {
  if (row.end_ms === null) return undefined;
  return {
    leg: row.id as LegId,
    endMs: utcMs(row.end_ms),
    durationMs: row.duration_ms ?? 0,
    codec: row.codec,
    ptimeMs: row.ptime_ms,
    reason: row.end_reason as LegClosed['reason'],
    hungUpBy: row.hung_up_by as LegClosed['hungUpBy'],
    sipStatus: row.sip_status ?? 0,
    q850Cause: row.q850_cause ?? 0,
    packetsReceived: row.packets_received ?? 0,
    packetsSent: row.packets_sent ?? 0,
    packetsLost: row.packets_lost ?? 0,
    packetsLate: row.packets_late ?? 0,
    jitterMs: row.jitter_ms ?? 0,
    framesConcealed: row.frames_concealed ?? 0,
    driftPpm: row.drift_ppm ?? 0,
    mos: row.mos ?? 0,
  };
}

/** The columns of a charge, too, are written together. */
export function toCharge(row: LegsTable): LegCharge | undefined {
  if (row.tariff_version === null || row.account === null || row.conference === null) return undefined;
  return {
    leg: row.id as LegId,
    account: row.account as AccountId,
    conference: row.conference as ConferenceId,
    service: row.charge_service as ChargedService,
    kind: row.charge_kind as LegKind,
    rate: {
      tariffVersion: row.tariff_version,
      free: row.free === 1,
      microYuanPerMinute: row.price_micro_yuan ?? 0,
      firstBlockS: row.first_block_s ?? 0,
      incrementS: row.increment_s ?? 0,
    },
    blocks: row.blocks ?? 0,
    chargedS: row.charged_s ?? 0,
    amount: microYuan(row.amount_micro_yuan ?? 0),
    reserved: microYuan(row.reserved_micro_yuan ?? 0),
  };
}
