import type { AccountId, LegId } from '../base/ids.js';
import type { LegCharge } from './charge.js';
import type { LedgerEntryId } from './ledger-entry.js';
import type { MicroYuan } from './money.js';
import { blocksOf, chargedSeconds, ratedAgain } from './rating.js';

/** A charged record beside what the ledger has of it. */
export interface AuditedLeg {
  readonly charge: LegCharge;
  readonly durationMs: number;
  /** What its entry takes from the account; 0 when there is none. */
  readonly booked: MicroYuan;
}

/** An account beside the sums that make it up. */
export interface AuditedAccount {
  readonly account: AccountId;
  readonly balance: MicroYuan;
  readonly creditLimit: MicroYuan;
  readonly reserved: MicroYuan;
  /** Of its postings. */
  readonly ledgerSum: MicroYuan;
  /** Of its reservations. */
  readonly reservationsSum: MicroYuan;
}

export type AuditFinding =
  | {
      readonly code: 'CHARGE_DIFFERS';
      readonly leg: LegId;
      readonly recorded: MicroYuan;
      readonly rated: MicroYuan;
    }
  | {
      readonly code: 'ENTRY_DIFFERS';
      readonly leg: LegId;
      readonly recorded: MicroYuan;
      readonly booked: MicroYuan;
    }
  | { readonly code: 'ENTRY_WITHOUT_RECORD'; readonly entry: LedgerEntryId }
  | { readonly code: 'ENTRY_UNBALANCED'; readonly entry: LedgerEntryId; readonly sum: MicroYuan }
  | {
      readonly code: 'BALANCE_DIFFERS';
      readonly account: AccountId;
      readonly balance: MicroYuan;
      readonly ledgerSum: MicroYuan;
    }
  | {
      readonly code: 'RESERVED_DIFFERS';
      readonly account: AccountId;
      readonly reserved: MicroYuan;
      readonly reservationsSum: MicroYuan;
    }
  | { readonly code: 'BELOW_LIMIT'; readonly account: AccountId; readonly available: number }
  | { readonly code: 'RESERVATION_WITHOUT_LEG'; readonly leg: LegId };

export interface AuditReport {
  readonly legs: number;
  readonly accounts: number;
  /** Micro-yuan of all records as rated again, and as the ledger took them. */
  readonly ratedSum: bigint;
  readonly bookedSum: bigint;
  /** 0 when all is well [S50]. */
  readonly difference: bigint;
  readonly findings: readonly AuditFinding[];
  /** More than fit into the list. */
  readonly findingsTotal: number;
}

const FINDINGS_MAX = 1_000;

/** The daily check [S50]: rates every record again and holds records, ledger and balances against each other. */
export class Audit {
  #legs = 0;
  #accounts = 0;
  #rated = 0n;
  #booked = 0n;
  readonly #findings: AuditFinding[] = [];
  #findingsTotal = 0;

  leg({ charge, durationMs, booked }: AuditedLeg): void {
    const { leg, rate, amount: recorded, reserved, chargedS, blocks } = charge;
    const rated = ratedAgain(rate, durationMs, reserved);
    this.#legs++;
    this.#rated += BigInt(rated);
    this.#booked += BigInt(booked);
    const timeIsRight = chargedS <= chargedSeconds(rate, durationMs) && blocks === blocksOf(rate, chargedS);
    if (rated !== recorded || !timeIsRight) this.#add({ code: 'CHARGE_DIFFERS', leg, recorded, rated });
    if (booked !== recorded) this.#add({ code: 'ENTRY_DIFFERS', leg, recorded, booked });
  }

  account({ account, balance, creditLimit, reserved, ledgerSum, reservationsSum }: AuditedAccount): void {
    this.#accounts++;
    if (balance !== ledgerSum) this.#add({ code: 'BALANCE_DIFFERS', account, balance, ledgerSum });
    if (reserved !== reservationsSum)
      this.#add({ code: 'RESERVED_DIFFERS', account, reserved, reservationsSum });
    const available = balance + creditLimit - reserved;
    if (available < 0) this.#add({ code: 'BELOW_LIMIT', account, available });
  }

  finding(finding: AuditFinding): void {
    this.#add(finding);
  }

  report(): AuditReport {
    return {
      legs: this.#legs,
      accounts: this.#accounts,
      ratedSum: this.#rated,
      bookedSum: this.#booked,
      difference: this.#rated - this.#booked,
      findings: this.#findings,
      findingsTotal: this.#findingsTotal,
    };
  }

  #add(finding: AuditFinding): void {
    this.#findingsTotal++;
    if (this.#findings.length < FINDINGS_MAX) this.#findings.push(finding);
  }
}
