import type { InstantCall } from '../../../client/index.js';
import { microYuanOf } from '../../components/money-text.js';
import { partiesToCall, type PartyEntry } from '../../components/party-values.js';

/** Who calls whom, as it is filled in [S35] [S37]. */
export interface CallFormValues {
  readonly host: string | undefined;
  readonly others: readonly PartyEntry[];
  readonly costLimitYuan: number | null;
}

export const instantCallOf = ({ host = '', others, costLimitYuan }: CallFormValues): InstantCall => ({
  host,
  ...partiesToCall(others),
  ...(costLimitYuan === null ? {} : { costLimitMicroYuan: microYuanOf(costLimitYuan) }),
});

/** The API's field names in the form's words. */
export function callFieldOf(field: string): (string | number)[] {
  const [first = ''] = field.split('.');
  if (['parties', 'contacts', 'groups'].includes(first)) return ['others'];
  if (first === 'costLimitMicroYuan') return ['costLimitYuan'];
  if (first === 'startMs') return ['start'];
  if (first === 'recurrence') return ['recurrence', 'every'];
  return [first];
}
