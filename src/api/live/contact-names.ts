import type { AccountNewsFeed } from '../../accounts/account-news.js';
import { BoundedMap } from '../../base/bounded-map.js';
import { Counters } from '../../base/counters.js';
import { messageOf } from '../../base/errors.js';
import type { AccountId, ConferenceId } from '../../base/ids.js';
import type { Log } from '../../base/log.js';
import type { ConferenceEvent } from '../../conference/events.js';
import type { ConferenceRunner } from '../../call/conference-runner.js';

/** Of one conference: numbers whose contact is known, and numbers that wait to be looked up. */
const NUMBERS_MAX = 10_000;

export interface ContactNamesAround {
  readonly conferences: Pick<ConferenceRunner, 'watch' | 'service'>;
  readonly news: AccountNewsFeed;
  /** The account's contacts with these numbers: the name by the number. */
  readonly namesOf: (account: AccountId, numbers: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly log: Log;
}

/** What became known of a number; null: it is no contact's any more. */
export interface NamedNumber {
  readonly number: string;
  readonly contactName: string | null;
}

type Hear = (conference: ConferenceId, named: readonly NamedNumber[]) => void;

interface Known {
  readonly account: AccountId;
  readonly names: BoundedMap<string, string>;
  readonly wanted: Set<string>;
  isReading: boolean;
}

/**
 * Whose the numbers in the running conferences are, by the contacts of who holds the conference [S24] [S39]. They
 * are looked up beside everything else when somebody comes or is called: no entry waits for it, and however many
 * come in a moment, a conference has one read under way.
 */
export class ContactNames {
  readonly counters = new Counters(['reads', 'failed', 'full']);
  readonly #around: ContactNamesAround;
  readonly #known = new Map<ConferenceId, Known>();
  readonly #hearers = new Set<Hear>();

  /** Lives as long as the server. */
  constructor(around: ContactNamesAround) {
    this.#around = around;
    const { conferences, news } = around;
    for (const { id, definition } of conferences.service.states()) this.#opened(id, definition.account);
    conferences.watch((event) => this.#onEvent(event));
    news.watch((account, { type }) => {
      if (type === 'contacts-changed') this.#readAgain(account);
    });
  }

  /** Null: no contact has it, as far as is known yet. */
  nameOf(conference: ConferenceId, number: string | undefined): string | null {
    if (number === undefined) return null;
    return this.#known.get(conference)?.names.get(number) ?? null;
  }

  /** All that are known in a conference. */
  namedIn(conference: ConferenceId): readonly NamedNumber[] {
    const names = this.#known.get(conference)?.names;
    return names === undefined
      ? []
      : [...names.entries()].map(([number, contactName]) => ({ number, contactName }));
  }

  /** Told what has become known since it was shown. Returns how to stop. */
  watch(hear: Hear): () => void {
    this.#hearers.add(hear);
    return () => this.#hearers.delete(hear);
  }

  #onEvent({ conference, fact }: ConferenceEvent): void {
    switch (fact.type) {
      case 'opened':
        return this.#opened(conference, fact.definition.account);
      case 'entered':
        return this.#want(conference, [fact.caller.number ?? fact.called?.e164]);
      case 'invited':
        return this.#want(conference, [fact.invitation.called.e164]);
      case 'closed':
        this.#known.delete(conference);
        return;
      default:
        return;
    }
  }

  #opened(conference: ConferenceId, account: AccountId | undefined): void {
    // One that belongs to nobody is shown to no owner.
    if (account === undefined) return;
    const names = new BoundedMap<string, string>(NUMBERS_MAX);
    this.#known.set(conference, { account, names, wanted: new Set(), isReading: false });
    this.#wantAll(conference);
  }

  #readAgain(account: AccountId): void {
    for (const [conference, known] of this.#known) if (known.account === account) this.#wantAll(conference);
  }

  #wantAll(conference: ConferenceId): void {
    const snapshot = this.#around.conferences.service.snapshot(conference);
    if (snapshot === undefined) return;
    const { participants, invitations, departed } = snapshot;
    this.#want(
      conference,
      [...participants, ...invitations, ...departed].map(({ number }) => number),
    );
  }

  #want(conference: ConferenceId, numbers: readonly (string | undefined)[]): void {
    const known = this.#known.get(conference);
    if (known === undefined) return;
    for (const number of numbers) {
      if (number === undefined) continue;
      if (known.wanted.size < NUMBERS_MAX) known.wanted.add(number);
      else this.counters.add('full');
    }
    if (!known.isReading) void this.#read(conference, known);
  }

  async #read(conference: ConferenceId, known: Known): Promise<void> {
    known.isReading = true;
    while (known.wanted.size > 0 && this.#known.get(conference) === known) {
      const numbers = [...known.wanted];
      known.wanted.clear();
      this.counters.add('reads');
      try {
        const names = await this.#around.namesOf(known.account, numbers);
        this.#learn(conference, known, numbers, names);
      } catch (thrown) {
        // A name is a courtesy: whoever comes next has it looked up again.
        this.counters.add('failed');
        this.#around.log.warn({ conference, error: messageOf(thrown) }, 'names of contacts were not read');
      }
    }
    known.isReading = false;
  }

  #learn(
    conference: ConferenceId,
    known: Known,
    numbers: readonly string[],
    names: ReadonlyMap<string, string>,
  ): void {
    if (this.#known.get(conference) !== known) return;
    const named: NamedNumber[] = [];
    for (const number of numbers) {
      const name = names.get(number);
      if (name === known.names.get(number)) continue;
      if (name === undefined) known.names.delete(number);
      else if (!known.names.set(number, name)) {
        this.counters.add('full');
        continue;
      }
      named.push({ number, contactName: name ?? null });
    }
    if (named.length > 0) for (const hear of this.#hearers) hear(conference, named);
  }
}
