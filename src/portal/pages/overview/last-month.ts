/** A date in the month before this one, as the zone has it: 2026-01-31 → "2025-12-15". */
export function dateInLastMonth(nowMs: number, timeZone: string): string {
  // Swedish dates are ISO 8601.
  const today = new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeZone }).format(nowMs);
  const [year = 0, month = 0] = today.split('-').map(Number);
  const [lastYear, lastMonth] = month === 1 ? [year - 1, 12] : [year, month - 1];
  return `${lastYear}-${String(lastMonth).padStart(2, '0')}-15`;
}

/** Whole minutes, a begun one too. */
export const minutesOf = (chargedS: number): number => Math.ceil(chargedS / 60);
