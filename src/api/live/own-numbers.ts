import type { AccountNumber } from '../../accounts/account-number.js';
import { parseCallee } from '../../dialing/callee.js';
import type { AccountNumberRepository } from '../../store/repositories/account-number-repository.js';
import { demandScope, type Principal } from '../door/principal.js';
import { fieldInvalid } from '../validation.js';

/** A number that is proven to be the account's, by `field`; without a wish the registered one. */
export async function ownNumber(
  numbers: Pick<AccountNumberRepository, 'listOfAccount'>,
  principal: Principal,
  field: string,
  written: string | undefined,
): Promise<AccountNumber> {
  demandScope(principal, 'account:read');
  const own = await numbers.listOfAccount(principal.account.id);
  const found =
    written === undefined
      ? (own.find(({ kind }) => kind === 'registered') ?? own[0])
      : own.find(({ e164 }) => e164 === e164Of(written));
  if (found === undefined) throw fieldInvalid(field, 'NOT_OWN', 'is no verified number of this account');
  return found;
}

export function e164Of(written: string): string | undefined {
  const party = parseCallee(written);
  return party.ok ? party.value.e164 : undefined;
}
