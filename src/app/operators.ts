import type { IdMaker, OperatorId } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';
import { isOpen, parseOpeningHours } from '../booking/opening-hours.js';
import type { Operator } from '../call/operator-runner.js';
import type { Config } from '../config/schema.js';

/** Who is on duty now, of the telephones that the configuration names [S14]. */
export function operatorsOnDuty(
  { numbers, hours, timeZone }: Config['operators'],
  ids: IdMaker,
  utcNow: () => UtcMs,
): () => readonly Operator[] {
  const operators = numbers.map((e164) => ({ id: ids.next<OperatorId>(), called: { e164 } }));
  const opening = hours === undefined ? undefined : parseOpeningHours(hours);
  return () => (opening === undefined || isOpen(opening, timeZone, utcNow()) ? operators : []);
}
