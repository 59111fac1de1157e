import { Temporal } from 'temporal-polyfill';
import type { UtcMs } from '../base/units.js';
import type { LedgerEntryId } from './ledger-entry.js';
import { MICRO_YUAN_PER_YUAN, type MicroYuan } from './money.js';

export type FilePeriod = 'hour' | 'day';

/** A file of charges for the carrier [S51a]: what it contains is fixed once, so it can be made again. */
export interface ChargeFile {
  readonly id: string;
  readonly period: FilePeriod;
  /** Counts from 1 without a gap, for each period. */
  readonly sequence: number;
  readonly fromMs: UtcMs;
  readonly toMs: UtcMs;
}

/** A charged leg, or the reversal of its charge. */
export interface ChargeLine {
  readonly entry: LedgerEntryId;
  /** On whose phone bill it appears. */
  readonly billingNumber: string;
  readonly accountNumber: string;
  readonly conference: string;
  readonly callId: string;
  readonly trunk: string;
  readonly direction: string;
  readonly kind: string;
  readonly calling: string;
  readonly called: string;
  readonly answerMs: UtcMs;
  readonly endMs: UtcMs;
  readonly chargedS: number;
  readonly tariffVersion: string;
  /** Of a reversal negative. */
  readonly amount: MicroYuan;
}

/** Texts with `{field}`, or `{field:06}` for digits filled up with zeros. */
export interface ChargeFileTemplate {
  readonly name: string;
  readonly header: string;
  readonly line: string;
  readonly trailer: string;
  readonly newline: '\n' | '\r\n';
  /** Of the times in the file, and of the days. */
  readonly timeZone: string;
}

export const DEFAULT_CHARGE_FILE_TEMPLATE: ChargeFileTemplate = {
  name: 'huitong-{period}-{sequence:06}-{from}.csv',
  header: 'H,{sequence:06},{from},{to}',
  line: 'D,{billingNumber},{callId},{calling},{called},{answer},{end},{chargedS},{amountYuan}',
  trailer: 'T,{sequence:06},{count},{sumYuan}',
  newline: '\r\n',
  timeZone: 'Asia/Shanghai',
};

type Fields = Readonly<Record<string, string | number>>;

const FILE_FIELDS = ['period', 'sequence', 'from', 'to'];
const TRAILER_FIELDS = [...FILE_FIELDS, 'count', 'sumYuan', 'sumMicroYuan'];
const LINE_FIELDS = [
  ...FILE_FIELDS,
  'entry',
  'billingNumber',
  'accountNumber',
  'conference',
  'callId',
  'trunk',
  'direction',
  'kind',
  'calling',
  'called',
  'answer',
  'end',
  'chargedS',
  'tariffVersion',
  'amountYuan',
  'amountMicroYuan',
];
const PLACEHOLDER = /\{(\w+)(?::0(\d+))?\}/g;

/** Placeholders that stand for nothing, each with the text it is in. */
export function checkTemplate(template: ChargeFileTemplate): readonly string[] {
  const known = { name: FILE_FIELDS, header: FILE_FIELDS, line: LINE_FIELDS, trailer: TRAILER_FIELDS };
  return (['name', 'header', 'line', 'trailer'] as const).flatMap((text) =>
    [...template[text].matchAll(PLACEHOLDER)]
      .filter(([, field = '']) => !known[text].includes(field))
      .map(([placeholder]) => `${text}: ${placeholder}`),
  );
}

/** Writes a file line by line as its lines are read; the same lines give the same bytes. */
export class ChargeFileFormat {
  readonly #template: ChargeFileTemplate;
  readonly #file: Fields;
  #count = 0;
  #sum = 0n;

  constructor(template: ChargeFileTemplate, { period, sequence, fromMs, toMs }: ChargeFile) {
    this.#template = template;
    this.#file = { period, sequence, from: this.#time(fromMs), to: this.#time(toMs) };
  }

  name(): string {
    return filled(this.#template.name, this.#file);
  }

  header(): string {
    return this.#ended(filled(this.#template.header, this.#file));
  }

  line({ answerMs, endMs, amount, ...text }: ChargeLine): string {
    this.#count++;
    this.#sum += BigInt(amount);
    return this.#ended(
      filled(this.#template.line, {
        ...this.#file,
        ...text,
        answer: this.#time(answerMs),
        end: this.#time(endMs),
        amountYuan: yuanText(BigInt(amount)),
        amountMicroYuan: amount,
      }),
    );
  }

  trailer(): string {
    return this.#ended(
      filled(this.#template.trailer, {
        ...this.#file,
        count: this.#count,
        sumYuan: yuanText(this.#sum),
        sumMicroYuan: String(this.#sum),
      }),
    );
  }

  /** Whether the lines are as many and come to as much. */
  hasTotals(count: number, sum: MicroYuan): boolean {
    return this.#count === count && this.#sum === BigInt(sum);
  }

  /** A text that is left empty leaves its line out. */
  #ended(text: string): string {
    return text === '' ? '' : text + this.#template.newline;
  }

  #time(ms: UtcMs): string {
    const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(this.#template.timeZone);
    const two = (value: number): string => String(value).padStart(2, '0');
    const { year, month, day, hour, minute, second } = local;
    return [String(year).padStart(4, '0'), ...[month, day, hour, minute, second].map(two)].join('');
  }
}

/** The hour or the day (in the template's zone) that includes the instant. */
export function periodAround(
  period: FilePeriod,
  atMs: UtcMs,
  timeZone: string,
): { readonly fromMs: UtcMs; readonly toMs: UtcMs } {
  const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone);
  const from =
    period === 'day' ? local.startOfDay() : local.round({ smallestUnit: 'hour', roundingMode: 'floor' });
  const to = period === 'day' ? from.add({ days: 1 }) : from.add({ hours: 1 });
  return { fromMs: from.epochMilliseconds as UtcMs, toMs: to.epochMilliseconds as UtcMs };
}

/** Exact: micro-yuan as yuan with six places. */
export function yuanText(microYuan: bigint): string {
  const digits = String(microYuan < 0n ? -microYuan : microYuan).padStart(7, '0');
  const places = String(MICRO_YUAN_PER_YUAN).length - 1;
  return `${microYuan < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

function filled(text: string, fields: Fields): string {
  return text.replaceAll(PLACEHOLDER, (_, field: string, width: string | undefined) =>
    quoted(String(fields[field] ?? '').padStart(Number(width ?? 0), '0')),
  );
}

/** RFC 4180: what would be taken for a separator stands in quotes. Peers choose some of these texts. */
const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
