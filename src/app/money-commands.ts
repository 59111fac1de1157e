import { basename } from 'node:path';
import { utcMs } from '../base/units.js';
import { DEFAULT_CARRIER_CSV, type CarrierCsvFormat } from '../billing/carrier-csv.js';
import { checkTemplate, type FilePeriod } from '../billing/charge-file.js';
import { AuditRepository } from '../store/repositories/audit-repository.js';
import type { Store } from '../store/store.js';
import { ChargeFiles, type ChargeFileSettings } from './charge-files.js';
import { done, failed, type CommandResult } from './command-result.js';
import { describeDifference, noteReconciliation, reconcileFile } from './reconciliation.js';

/** Differences of the last reconciliation that administrators see in the portal. */
const NOTED_MAX = 100;

/** `huitong charge-files`: what is due; `huitong charge-files hour 17`: that one again. */
export async function runChargeFiles(
  store: Store,
  settings: ChargeFileSettings,
  again: { readonly period: FilePeriod; readonly sequence: number } | undefined,
  nowMs = utcMs(Date.now()),
): Promise<CommandResult> {
  const unknown = checkTemplate(settings.template);
  if (unknown.length > 0) return failed(...unknown.map((place) => `unknown field in the template: ${place}`));
  const files = new ChargeFiles(store, settings);
  if (again !== undefined) {
    const path = await files.writeAgain(again.period, again.sequence, nowMs);
    return path.ok ? done(path.value) : failed(`${path.error.code}: ${path.error.message}`);
  }
  const written = await files.writeDue(nowMs);
  return written.ok ? done(...written.value) : failed(`${written.error.code}: ${written.error.message}`);
}

/** `huitong reconcile FILE`: each difference in a line; 1 when there is one. */
export async function runReconcile(
  store: Store,
  path: string,
  trunk: string | undefined,
  format: CarrierCsvFormat = DEFAULT_CARRIER_CSV,
  nowMs = utcMs(Date.now()),
): Promise<CommandResult> {
  const outcome = await reconcileFile(store, path, format, trunk);
  if (!outcome.ok) return failed(`${path}:${outcome.error.line}: ${outcome.error.message}`);
  const { matched, differences } = outcome.value;
  const described = differences.map(describeDifference);
  const unnoted = await noteReconciliation(store, {
    atMs: nowMs,
    file: basename(path),
    trunk: trunk ?? null,
    matched,
    differences: differences.length,
    first: described.slice(0, NOTED_MAX),
  });
  const total = `${matched} matched, ${differences.length} differences`;
  return {
    lines: [...described, total, ...(unnoted === undefined ? [] : [`not noted: ${unnoted.message}`])],
    exitCode: differences.length === 0 ? 0 : 1,
  };
}

/** `huitong audit`: rates all records again [S50]; each finding in a line, 1 when there is one. */
export async function runAudit(store: Store): Promise<CommandResult> {
  const { legs, accounts, difference, findings, findingsTotal } = await new AuditRepository(store).run();
  const total = `${legs} records of ${accounts} accounts rated again, difference ${difference}, ${findingsTotal} findings`;
  return {
    lines: [...findings.map((finding) => JSON.stringify(finding)), total],
    exitCode: findingsTotal === 0 && difference === 0n ? 0 : 1,
  };
}
