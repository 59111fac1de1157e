import { readFile } from 'node:fs/promises';
import { ok, type Result } from '../base/result.js';
import { utcMs, type UtcMs } from '../base/units.js';
import { parseCarrierCsv, type CarrierCsvFormat, type CsvInvalid } from '../billing/carrier-csv.js';
import { reconcile, type Difference, type OwnRecord, type Reconciliation } from '../billing/reconcile.js';
import { LAST_RECONCILIATION, type LastReconciliation } from '../billing/last-reconciliation.js';
import { BROWSER_TRUNK } from '../call/browser-line.js';
import { LegRepository } from '../store/repositories/leg-repository.js';
import { SettingRepository } from '../store/repositories/setting-repository.js';
import { unit } from '../store/statement.js';
import type { Store, StoreError } from '../store/store.js';

const PAGE = 5_000;
/** Ours that were answered so long before the carrier's first and after its last belong to other files. */
const MARGIN_MS = 2_000;

/** Holds a carrier's file of records against our own of that time and trunk, or of all its trunks [S51a]. */
export async function reconcileFile(
  store: Store,
  path: string,
  format: CarrierCsvFormat,
  trunk: string | undefined,
): Promise<Result<Reconciliation, CsvInvalid>> {
  const parsed = parseCarrierCsv(await readFile(path, 'utf8'), format);
  if (!parsed.ok) return parsed;
  const starts = parsed.value.map(({ startMs }) => startMs);
  if (starts.length === 0) return ok({ matched: 0, differences: [] });
  const fromMs = starts.reduce((first, startMs) => Math.min(first, startMs), Infinity) - MARGIN_MS;
  const toMs = starts.reduce((last, startMs) => Math.max(last, startMs), 0) + MARGIN_MS;
  return ok(reconcile(await ownRecords(store, utcMs(fromMs), utcMs(toMs), trunk), parsed.value));
}

async function ownRecords(
  store: Store,
  fromMs: UtcMs,
  toMs: UtcMs,
  named: string | undefined,
): Promise<readonly OwnRecord[]> {
  const legs = new LegRepository(store);
  // What browsers carry passes no carrier.
  const trunk = named === undefined ? { isNot: BROWSER_TRUNK.id } : { is: named };
  const own: OwnRecord[] = [];
  for (let after: OwnRecord['leg'] | undefined; ;) {
    const page = await legs.listAnswered({ fromMs, toMs, trunk }, { after, limit: PAGE });
    for (const { opened, closed } of page) {
      // A leg that is up has no time to compare yet.
      if (closed === undefined) continue;
      own.push({
        leg: opened.leg,
        callId: opened.sipCallId,
        calling: opened.callingE164 ?? opened.callingNumber,
        called: opened.calledE164 ?? opened.calledNumber,
        answerMs: opened.answerMs,
        durationMs: closed.durationMs,
      });
    }
    after = page.at(-1)?.opened.leg;
    if (page.length < PAGE) return own;
  }
}

/** What is kept of it for administrators; undefined: it could be. */
export async function noteReconciliation(
  store: Store,
  note: LastReconciliation,
): Promise<StoreError | undefined> {
  const kept = await store.commit(
    unit(new SettingRepository(store).put(LAST_RECONCILIATION, note, note.atMs)),
  );
  return kept.ok ? undefined : kept.error;
}

/** A difference in one line, for whoever runs the command. */
export function describeDifference(difference: Difference): string {
  const theirs = 'record' in difference ? difference.record : undefined;
  const ours = 'own' in difference ? difference.own : undefined;
  const parts = [
    difference.code,
    theirs &&
      `line ${theirs.line}: ${theirs.calling} → ${theirs.called}, ${iso(theirs.startMs)}, ${theirs.durationS} s`,
    ours &&
      `leg ${ours.leg}: ${ours.calling} → ${ours.called}, ${iso(ours.answerMs)}, ${ours.durationMs / 1_000} s`,
  ];
  return parts.filter((part) => part !== undefined).join(' | ');
}

const iso = (ms: UtcMs): string => new Date(ms).toISOString();
