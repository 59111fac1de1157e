import type { LegId } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';

/** A call as the carrier has it. */
export interface CarrierRecord {
  /** Of the file, counted from 1. */
  readonly line: number;
  readonly callId: string | undefined;
  readonly calling: string;
  readonly called: string;
  readonly startMs: UtcMs;
  readonly durationS: number;
}

/** A leg as we have it. */
export interface OwnRecord {
  readonly leg: LegId;
  readonly callId: string;
  readonly calling: string;
  readonly called: string;
  readonly answerMs: UtcMs;
  readonly durationMs: number;
}

export type Difference =
  | { readonly code: 'MISSING_HERE'; readonly record: CarrierRecord }
  | { readonly code: 'MISSING_THERE'; readonly own: OwnRecord }
  | { readonly code: 'REPEATED_THERE'; readonly record: CarrierRecord; readonly own: OwnRecord }
  | { readonly code: 'START_DIFFERS'; readonly record: CarrierRecord; readonly own: OwnRecord }
  | { readonly code: 'DURATION_DIFFERS'; readonly record: CarrierRecord; readonly own: OwnRecord };

export interface Reconciliation {
  readonly matched: number;
  readonly differences: readonly Difference[];
}

/** Clocks of two sides differ, and each rounds in its own way [S51a]. */
const START_TOLERANCE_MS = 2_000;
const DURATION_TOLERANCE_MS = 2_000;
/** Digits of a number that both sides have, however they write its beginning; a short one has fewer. */
const COMMON_DIGITS = 7;
const COMMON_DIGITS_MIN = 3;

/** Finds each of the carrier's records among ours: by Call-ID, else by numbers and time. */
export function reconcile(own: readonly OwnRecord[], carrier: readonly CarrierRecord[]): Reconciliation {
  const byCallId = new Map(own.map((record) => [record.callId, record]));
  const byTime = own.toSorted((a, b) => a.answerMs - b.answerMs);
  const found = new Set<OwnRecord>();
  const differences: Difference[] = [];
  for (const record of carrier) {
    const match =
      (record.callId === undefined ? undefined : byCallId.get(record.callId)) ??
      nearest(
        record,
        answeredAround(byTime, record.startMs).filter((candidate) => !found.has(candidate)),
      );
    if (match === undefined) differences.push({ code: 'MISSING_HERE', record });
    else if (found.has(match)) differences.push({ code: 'REPEATED_THERE', record, own: match });
    else differences.push(...compare(record, match));
    if (match !== undefined) found.add(match);
  }
  for (const record of own) if (!found.has(record)) differences.push({ code: 'MISSING_THERE', own: record });
  return { matched: found.size, differences };
}

/** Those within the tolerance, of records in the order of their answer. */
function answeredAround(byTime: readonly OwnRecord[], startMs: UtcMs): readonly OwnRecord[] {
  const from = firstFrom(byTime, startMs - START_TOLERANCE_MS);
  let to = from;
  while (to < byTime.length && byTime[to]!.answerMs <= startMs + START_TOLERANCE_MS) to++;
  return byTime.slice(from, to);
}

/** The place of the first that was answered then or later. */
function firstFrom(byTime: readonly OwnRecord[], fromMs: number): number {
  let low = 0;
  let high = byTime.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (byTime[middle]!.answerMs < fromMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

function nearest(record: CarrierRecord, candidates: readonly OwnRecord[]): OwnRecord | undefined {
  const offMs = ({ answerMs }: OwnRecord): number => Math.abs(answerMs - record.startMs);
  return candidates
    .filter((own) => sameNumber(own.called, record.called) && sameNumber(own.calling, record.calling))
    .toSorted((a, b) => offMs(a) - offMs(b))[0];
}

function compare(record: CarrierRecord, own: OwnRecord): readonly Difference[] {
  const differences: Difference[] = [];
  if (Math.abs(own.answerMs - record.startMs) > START_TOLERANCE_MS)
    differences.push({ code: 'START_DIFFERS', record, own });
  if (Math.abs(own.durationMs - record.durationS * 1_000) > DURATION_TOLERANCE_MS)
    differences.push({ code: 'DURATION_DIFFERS', record, own });
  return differences;
}

const lastDigits = (number: string): string => number.replaceAll(/\D/g, '').slice(-COMMON_DIGITS);

/** +86 138…, 0138… and 138… are one number, 0571 116323 and 116323 too; so is a withheld one on both sides. */
function sameNumber(a: string, b: string): boolean {
  const [left, right] = [lastDigits(a), lastDigits(b)];
  const common = Math.min(left.length, right.length);
  return left === right || (common >= COMMON_DIGITS_MIN && left.slice(-common) === right.slice(-common));
}
