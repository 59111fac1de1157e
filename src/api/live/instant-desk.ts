import type { Account } from '../../accounts/account.js';
import type { ConferenceId } from '../../base/ids.js';
import { microYuan } from '../../billing/money.js';
import { AccountNumberRepository } from '../../store/repositories/account-number-repository.js';
import { AccountRepository } from '../../store/repositories/account-repository.js';
import type { Principal } from '../door/principal.js';
import { Problem } from '../problem.js';
import type { ApiServices } from '../services.js';
import { refusal } from './conference-desk.js';
import type { InstantBody, PublicInstantBody, StartedCallView } from './instant-schema.js';
import { e164Of, ownNumber } from './own-numbers.js';
import { nobodyToCall, PartyDesk, type PartiesFound } from './party-desk.js';
import { ConferenceViews, OWNER } from './conference-view.js';

const HOUR_S = 3_600;
const MINUTE_S = 60;

/** Begins instant conferences: the host is rung first, the others when it has pressed 1 [S34] [S35]. */
export class InstantDesk {
  readonly #services: ApiServices;
  readonly #parties: PartyDesk;
  readonly #views: ConferenceViews;
  readonly #numbers: AccountNumberRepository;
  readonly #accounts: AccountRepository;

  constructor(services: ApiServices) {
    this.#services = services;
    this.#parties = new PartyDesk(services.live);
    this.#views = new ConferenceViews(services.live);
    this.#numbers = new AccountNumberRepository(services.store);
    this.#accounts = new AccountRepository(services.store);
  }

  /** 我的即时通话 */
  async start(principal: Principal, body: InstantBody): Promise<StartedCallView> {
    const { account } = principal;
    const { e164 } = await ownNumber(this.#numbers, principal, 'host', body.host);
    const parties = await this.#parties.find(principal, body, account.id);
    return this.#start(account, e164, parties, body.costLimitMicroYuan);
  }

  /** 立即使用: possession is proven because the phone of that number is rung first. */
  async startWithoutLogin(
    { number, others }: PublicInstantBody,
    address: string,
  ): Promise<StartedCallView & { readonly account: Account }> {
    const e164 = e164Of(number);
    if (e164 === undefined) throw new Problem('NUMBER_NOT_ACTIVATED');
    const limit = this.#services.live.startLimits.attempt(e164, address, this.#services.clock.now());
    if (limit !== undefined) {
      throw new Problem('START_LIMITED', {
        detail: limit,
        retryAfterS: limit === 'TOO_SOON' ? MINUTE_S : HOUR_S,
      });
    }
    const known = await this.#numbers.find(e164);
    const account = known && known.kind !== 'bound' ? await this.#accounts.find(known.account) : undefined;
    if (account?.status !== 'active') throw new Problem('NUMBER_NOT_ACTIVATED');
    const parties = await this.#parties.findNumbers(others, account.id);
    return { ...(await this.#start(account, e164, parties, undefined)), account };
  }

  async #start(
    account: Account,
    e164: string,
    { found, rejected }: PartiesFound,
    costLimit: number | undefined,
  ): Promise<StartedCallView> {
    const called = await this.#parties.findOne(e164, account.id);
    if (found.length === 0) throw nobodyToCall(rejected);
    const started = this.#services.live.control.startInstant({
      account: account.id,
      language: account.language,
      host: { called },
      others: found,
      ...(costLimit === undefined ? {} : { costMax: microYuan(costLimit) }),
    });
    if (!started.ok) throw refusal(started.error.code);
    return { conference: this.#view(started.value.conference), rejected: [...rejected] };
  }

  #view(id: ConferenceId) {
    const snapshot = this.#services.conferences.service.snapshot(id);
    if (snapshot === undefined) throw new Problem('CONFERENCE_NOT_FOUND');
    return this.#views.conference(snapshot, OWNER);
  }
}
