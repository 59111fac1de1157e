import type { Account } from '../accounts/account.js';
import type { UtcMs } from '../base/units.js';
import { fenOf, type MonthStatement } from '../billing/statement.js';
import type { Document } from './document.js';
import type { WebhookDisabledReason } from './webhook.js';
import { dateText, WORDS } from './words.js';

type Reader = Pick<Account, 'language' | 'timeZone'>;

const MINUTE_MS = 60_000;

/** 1234 → 12.34 */
export function fenText(fen: bigint): string {
  const digits = String(fen < 0n ? -fen : fen).padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function balanceLowDocument(minutes: 5 | 1, balanceMicroYuan: number, { language }: Reader): Document {
  const words = WORDS[language];
  return {
    title: words.balanceLow,
    paragraphs: [words.balanceLowText(minutes)],
    rows: [{ label: words.balance, value: words.yuan(fenText(fenOf(BigInt(balanceMicroYuan)))) }],
    closing: [],
  };
}

export interface MeetingReport {
  readonly name: string;
  readonly roomNumber: string;
  readonly startedMs: UtcMs;
  readonly endedMs: UtcMs;
  readonly costMicroYuan: number;
  readonly recordings: number;
  /** Where to listen to them; undefined: this installation has no address of its own. */
  readonly recordingsUrl: string | undefined;
  readonly attendance: readonly {
    readonly who: string;
    readonly role: 'chair' | 'attendee';
    readonly joinedMs: UtcMs;
    readonly leftMs: UtcMs | undefined;
  }[];
}

export function reportDocument(report: MeetingReport, { language, timeZone }: Reader): Document {
  const words = WORDS[language];
  const { name, roomNumber, startedMs, endedMs, recordings, recordingsUrl } = report;
  const date = (atMs: UtcMs): string => dateText(atMs, timeZone, language);
  const minutes = Math.max(1, Math.round((endedMs - startedMs) / MINUTE_MS));
  return {
    title: `${words.report}: ${name}`,
    paragraphs: [words.reportText],
    rows: [
      { label: words.roomNumber, value: roomNumber },
      { label: words.time, value: date(startedMs) },
      { label: words.duration, value: words.minutes(minutes) },
      { label: words.cost, value: words.yuan(fenText(fenOf(BigInt(report.costMicroYuan)))) },
      ...(recordings === 0
        ? []
        : [
            {
              label: words.recording,
              value: recordingsUrl ?? words.recordings(recordings),
              href: recordingsUrl,
            },
          ]),
    ],
    table: {
      heading: words.attendance,
      lines: report.attendance.map(({ who, role, joinedMs, leftMs }) => [
        who,
        role === 'chair' ? words.chair : words.attendee,
        date(joinedMs),
        leftMs === undefined ? '' : date(leftMs),
      ]),
    },
    closing: [],
  };
}

export function statementDocument(statement: MonthStatement, { language }: Reader): Document {
  const words = WORDS[language];
  const { month, openingFen, rechargedFen, chargedFen, closingFen, charges } = statement;
  const yuan = (label: string, fen: bigint) => ({ label, value: words.yuan(fenText(fen)) });
  return {
    title: `${words.statement}: ${month}`,
    paragraphs: [words.statementText(month)],
    rows: [
      yuan(words.opening, openingFen),
      yuan(words.recharged, rechargedFen),
      yuan(words.charged, chargedFen),
      yuan(words.closing, closingFen),
      { label: words.charges, value: String(charges) },
    ],
    closing: [],
  };
}

export function numberMovedDocument(number: string, { language }: Reader): Document {
  const words = WORDS[language];
  return { title: words.numberMoved, paragraphs: [words.numberMovedText(number)], rows: [], closing: [] };
}

export function webhookDisabledDocument(
  url: string,
  reason: WebhookDisabledReason,
  { language }: Reader,
): Document {
  const words = WORDS[language];
  const rows = [{ label: 'URL', value: url }];
  return { title: words.webhookDisabled, paragraphs: [words.webhookDisabledText[reason]], rows, closing: [] };
}
