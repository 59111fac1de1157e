import { Temporal } from 'temporal-polyfill';
import { fail, ok, type Result } from '../base/result.js';
import { utcMs, type UtcMs } from '../base/units.js';
import type { CarrierRecord } from './reconcile.js';

/** How a carrier writes its records: names of the columns in the first line, and the zone of its times. */
export interface CarrierCsvFormat {
  readonly columns: {
    /** Undefined: it has none. */
    readonly callId: string | undefined;
    readonly calling: string;
    readonly called: string;
    readonly start: string;
    readonly durationS: string;
  };
  readonly timeZone: string;
}

export const DEFAULT_CARRIER_CSV: CarrierCsvFormat = {
  columns: { callId: 'call_id', calling: 'calling', called: 'called', start: 'start', durationS: 'duration' },
  timeZone: 'Asia/Shanghai',
};

export interface CsvInvalid {
  readonly code: 'CSV_INVALID';
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
}

export function parseCarrierCsv(
  text: string,
  format: CarrierCsvFormat,
): Result<readonly CarrierRecord[], CsvInvalid> {
  const parsed = parseCsv(text);
  if (!parsed.ok) return parsed;
  const [header = [], ...rows] = parsed.value;
  const { columns, timeZone } = format;
  const placeOf = (name: string | undefined): number => (name === undefined ? -1 : header.indexOf(name));
  const missing = [columns.calling, columns.called, columns.start, columns.durationS].find(
    (name) => placeOf(name) === -1,
  );
  if (missing !== undefined) return fail({ code: 'CSV_INVALID', line: 1, message: `no column ${missing}` });
  const records: CarrierRecord[] = [];
  for (const [index, row] of rows.entries()) {
    const line = index + 2;
    const field = (name: string): string => row[placeOf(name)] ?? '';
    const startMs = parseTime(field(columns.start), timeZone);
    if (startMs === undefined)
      return fail({ code: 'CSV_INVALID', line, message: `not a time: ${field(columns.start)}` });
    const durationS = Number(field(columns.durationS));
    if (!(durationS >= 0))
      return fail({ code: 'CSV_INVALID', line, message: `not a duration: ${field(columns.durationS)}` });
    const callId = columns.callId === undefined ? '' : field(columns.callId);
    records.push({
      line,
      callId: callId === '' ? undefined : callId,
      calling: field(columns.calling),
      called: field(columns.called),
      startMs,
      durationS,
    });
  }
  return ok(records);
}

/**
 * RFC 4180, with any line ending and without a byte order mark. A quote inside a field that does not begin with one
 * stands for itself: a Call-ID may contain it (RFC 3261 §25.1, word), and not every carrier quotes such a field.
 */
export function parseCsv(text: string): Result<readonly (readonly string[])[], CsvInvalid> {
  const rows: string[][] = [];
  const FIELD = /(?:"([^"]*(?:""[^"]*)*)"|((?!")[^,\r\n]*))(,|\r\n|\n|\r|$)/y;
  const body = text.replace(/^\uFEFF/, '');
  let row: string[] = [];
  for (let at = 0; at < body.length; at = FIELD.lastIndex) {
    const match = FIELD.exec(body);
    if (match === null) {
      const line = body.slice(0, at).split(/\r\n|\n|\r/).length;
      return fail({
        code: 'CSV_INVALID',
        line,
        message: 'a field begins with a quote and does not end with one',
      });
    }
    const [, quoted, plain = '', end] = match;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return ok(row.length === 0 ? rows : [...rows, row]);
}

/** ISO 8601 with its offset, or a local time: 2026-11-22 08:00:00, 20261122080000. */
function parseTime(text: string, timeZone: string): UtcMs | undefined {
  const compact = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text);
  const iso =
    compact === null
      ? text.replace(' ', 'T')
      : compact.slice(1, 4).join('-') + 'T' + compact.slice(4).join(':');
  try {
    if (/(?:Z|[+-]\d\d:?\d\d)$/.test(iso)) return utcMs(Temporal.Instant.from(iso).epochMilliseconds);
    return utcMs(Temporal.PlainDateTime.from(iso).toZonedDateTime(timeZone).epochMilliseconds);
  } catch {
    return undefined;
  }
}
