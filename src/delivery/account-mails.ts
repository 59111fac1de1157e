import type { Account } from '../accounts/account.js';
import type { AccountId, ConferenceId } from '../base/ids.js';
import {
  balanceLowDocument,
  numberMovedDocument,
  reportDocument,
  statementDocument,
  webhookDisabledDocument,
  type MeetingReport,
} from '../notices/account-documents.js';
import type { Document } from '../notices/document.js';
import type { AccountNotice } from '../notices/notice.js';
import { AccountRepository } from '../store/repositories/account-repository.js';
import { ConferenceRepository } from '../store/repositories/conference-repository.js';
import { StatementRepository } from '../store/repositories/statement-repository.js';
import { UserRepository } from '../store/repositories/user-repository.js';
import type { Store } from '../store/store.js';

/** Of an account with more people, as many are told. */
const READERS_MAX = 10;

/** What a mail to an account says, read at the moment when it goes out. */
export class AccountMails {
  readonly #store: Store;
  readonly #accounts: AccountRepository;
  readonly #publicUrl: string | undefined;

  constructor(store: Store, publicUrl: string | undefined) {
    this.#store = store;
    this.#accounts = new AccountRepository(store);
    this.#publicUrl = publicUrl;
  }

  /** The addresses of the people who log in for it; none: there is nobody to tell. */
  addressesOf(account: AccountId): Promise<readonly string[]> {
    return new UserRepository(this.#store).emailsOfAccount(account, READERS_MAX);
  }

  /** Undefined: nothing to be told any more. `not-yet`: it is still being charged. */
  async document(notice: AccountNotice): Promise<Document | 'not-yet' | undefined> {
    const account = await this.#accounts.find(notice.account);
    if (account === undefined) return undefined;
    switch (notice.type) {
      case 'balance-low': {
        const balance = (await this.#accounts.balance(account.id)) ?? 0;
        return balanceLowDocument(notice.minutes, balance, account);
      }
      case 'meeting-report':
        return this.#report(notice.conference, account);
      case 'statement': {
        const statements = new StatementRepository(this.#store);
        return statementDocument(
          await statements.ofMonth(account.id, notice.month, account.timeZone),
          account,
        );
      }
      case 'number-moved':
        return numberMovedDocument(notice.number, account);
      case 'webhook-disabled':
        return webhookDisabledDocument(notice.url, notice.reason, account);
    }
  }

  async #report(id: ConferenceId, account: Account): Promise<Document | 'not-yet' | undefined> {
    const conferences = new ConferenceRepository(this.#store);
    const conference = await conferences.find(id);
    if (conference === undefined) return undefined;
    const { endedMs, startedMs, room, roomNumber } = conference;
    const { cost, open } = await this.#charges(id);
    if (endedMs === undefined || open > 0) return 'not-yet';
    const people = await conferences.participants(id);
    // Nobody came: there is nothing to report.
    if (people.length === 0) return undefined;
    const recordings = await this.#recordings(id);
    const report: MeetingReport = {
      name: (room && (await this.#roomName(room))) ?? roomNumber,
      roomNumber,
      startedMs,
      endedMs,
      costMicroYuan: cost,
      recordings,
      recordingsUrl: this.#publicUrl && `${this.#publicUrl}/records/${id}`,
      attendance: people.map(({ name, number, role, joinedMs, leftMs }) => ({
        who: [name, number].filter((text) => text !== '').join(' '),
        role,
        joinedMs,
        leftMs,
      })),
    };
    return reportDocument(report, account);
  }

  async #charges(conference: ConferenceId): Promise<{ readonly cost: number; readonly open: number }> {
    const legs = this.#store.queries.selectFrom('legs').where('conference', '=', conference);
    const rows = await legs.select(['amount_micro_yuan', 'end_ms']).execute();
    return {
      cost: rows.reduce((sum, { amount_micro_yuan: amount }) => sum + (amount ?? 0), 0),
      open: rows.filter(({ end_ms: endMs }) => endMs === null).length,
    };
  }

  async #recordings(conference: ConferenceId): Promise<number> {
    const recordings = this.#store.queries.selectFrom('recordings').select('id');
    return (await recordings.where('conference', '=', conference).execute()).length;
  }

  async #roomName(room: string): Promise<string | undefined> {
    const rooms = this.#store.queries.selectFrom('rooms').select('name').where('id', '=', room);
    return (await rooms.executeTakeFirst())?.name;
  }
}
