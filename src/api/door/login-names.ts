import { ACCOUNT_NUMBER_DIGITS } from '../../accounts/phone-login.js';
import type { User } from '../../accounts/user.js';
import { parseCallee } from '../../dialing/callee.js';
import { AccountNumberRepository } from '../../store/repositories/account-number-repository.js';
import { AccountRepository } from '../../store/repositories/account-repository.js';
import { UserRepository } from '../../store/repositories/user-repository.js';
import type { Store } from '../../store/store.js';

const ACCOUNT_NUMBER = new RegExp(`^\\d{${ACCOUNT_NUMBER_DIGITS}}$`);

/** Who is meant by what is typed into the login: its name, an e-mail address, an account or a phone number [S33]. */
export class LoginNames {
  readonly #users: UserRepository;
  readonly #accounts: AccountRepository;
  readonly #numbers: AccountNumberRepository;

  constructor(store: Store) {
    this.#users = new UserRepository(store);
    this.#accounts = new AccountRepository(store);
    this.#numbers = new AccountNumberRepository(store);
  }

  async find(typed: string): Promise<User | undefined> {
    const text = typed.normalize('NFKC').trim();
    const byName = await this.#users.findByLogin(text);
    if (byName !== undefined) return byName;
    if (text.includes('@')) return this.#users.findByEmail(text.toLowerCase());
    const account = await this.#accountOf(text);
    return account && this.#users.firstOfAccount(account);
  }

  async #accountOf(text: string): Promise<User['account'] | undefined> {
    if (ACCOUNT_NUMBER.test(text)) {
      const account = await this.#accounts.findByNumber(text);
      if (account !== undefined) return account.id;
    }
    const number = parseCallee(text);
    return number.ok ? (await this.#numbers.find(number.value.e164))?.account : undefined;
  }
}
