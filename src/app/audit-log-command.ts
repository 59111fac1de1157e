import { AuditLogRepository, type AuditVerdict } from '../store/repositories/audit-log-repository.js';
import type { Reads } from '../store/store.js';
import { done, failed, type CommandResult } from './command-result.js';

/** `huitong audit-log verify`: follows the chain [S53a]; 1 when it breaks, and then where. */
export async function runAuditLogVerification(reads: Reads): Promise<CommandResult> {
  const { entries, broken, head } = await new AuditLogRepository(reads).verify();
  if (broken !== undefined) return failed(...breakOf(broken, entries, head));
  if (entries === 0) return done('the audit log is empty');
  const first = head.sequence - entries + 1;
  return done(
    `${entries} entries, ${first} to ${head.sequence}: the chain is whole`,
    `it ends with ${head.hash}: kept elsewhere, this shows later whether the end was cut off`,
  );
}

function breakOf(
  { sequence, id }: NonNullable<AuditVerdict['broken']>,
  entries: number,
  head: AuditVerdict['head'],
): readonly string[] {
  // Of those before the oldest one nothing is known: they may be gone for their age.
  const missing = entries === 0 ? 0 : sequence - head.sequence - 1;
  const what = missing === 0 ? 'it is not what was written' : missingOf(head.sequence + 1, sequence - 1);
  return [
    `the chain breaks at entry ${sequence} (${id}): ${what}`,
    `${entries} entries before it hold; compare the rest with a backup: nothing is repaired`,
  ];
}

const missingOf = (first: number, last: number): string =>
  first === last ? `${first} is missing` : `${first} to ${last} are missing`;
