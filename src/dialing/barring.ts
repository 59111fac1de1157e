import type { Account } from '../accounts/account.js';
import type { BarCode } from './call-result.js';
import { kindBar } from './callee.js';
import { kindOf } from './number-kind.js';
import type { CallPurpose } from './outbound-plan.js';

export interface BarringRules {
  /** E.164 prefixes that may be called at all; '+86' at first [S41]. */
  readonly destinations: readonly string[];
}

export interface WantedCall {
  readonly e164: string;
  readonly purpose: CallPurpose;
  /** Who pays; undefined: the house. */
  readonly payer: Pick<Account, 'status' | 'outgoing'> | undefined;
  /** The tariff of the payer has a price for it [S47]. */
  readonly priced: boolean;
  /** Whoever has this number wants no such calls any more. */
  readonly optedOut: boolean;
}

/** Why a call must not go out [S41]; undefined: it may, as far as limits and trunks let it. */
export function barOf(call: WantedCall, { destinations }: BarringRules): BarCode | undefined {
  const { e164, payer } = call;
  const kind = kindOf(e164);
  const never = kindBar(kind);
  if (never !== undefined) return never;
  if (payer !== undefined && (payer.outgoing.stopped || payer.status === 'closed')) return 'OUTGOING_STOPPED';
  if (kind === 'abroad' && payer?.outgoing.internationalAllowed === false) return 'INTERNATIONAL_NOT_ALLOWED';
  if (!destinations.some((prefix) => e164.startsWith(prefix))) return 'DESTINATION_NOT_ALLOWED';
  // Whoever has us ring their own phone has asked for this very call.
  if (call.purpose === 'invitation' && call.optedOut) return 'OPTED_OUT';
  return payer !== undefined && !call.priced ? 'NO_PRICE' : undefined;
}
