import type { AccountId, BookingId } from '../base/ids.js';

/** What has become different for an account beside its conferences; whoever shows it reads it anew. */
export type AccountNews =
  | { readonly type: 'balance-changed' }
  | { readonly type: 'booking-changed'; readonly booking: BookingId }
  | { readonly type: 'numbers-changed' }
  | { readonly type: 'contacts-changed' };

type Hear = (account: AccountId, news: AccountNews) => void;

/** From whoever changes something to whoever shows it. */
export class AccountNewsFeed {
  readonly #hearers = new Set<Hear>();

  tell(account: AccountId, news: AccountNews): void {
    for (const hear of this.#hearers) hear(account, news);
  }

  /** Returns how to stop. */
  watch(hear: Hear): () => void {
    this.#hearers.add(hear);
    return () => this.#hearers.delete(hear);
  }
}
