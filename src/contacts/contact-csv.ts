import { CONTACT_LIMITS, emailProblem, nameProblem, type ContactNumber } from './contact.js';
import { readWrittenNumber, writeContactNumber } from './contact-number.js';

/** What a column of a file holds. */
type Column = 'name' | 'number' | 'email' | 'groups';

/** Names of columns as address books of phones and spreadsheets have them; digits behind a name are ignored. */
const COLUMN_NAMES: Readonly<Record<Column, readonly string[]>> = {
  name: ['姓名', '名字', '联系人', '名称', 'name', 'full-name', 'display-name'],
  // Several of them in one file: 手机, 座机.
  number: (
    '号码 电话 电话号码 手机 手机号 手机号码 座机 固话 固定电话 办公电话 ' +
    'number numbers phone phone-number mobile mobile-phone tel telephone'
  ).split(' '),
  email: ['邮箱', '电子邮箱', '电子邮件', '邮件', 'email', 'e-mail', 'mail', 'e-mail-address'],
  groups: ['分组', '组', '组名', '群组', 'group', 'groups'],
};

/** Of a file without names of columns, and of what is exported. */
const DEFAULT_COLUMNS: readonly Column[] = ['name', 'number', 'email', 'groups'];
export const CSV_HEADER = ['姓名', '号码', '邮箱', '分组'] as const;

/** Where each column's content stands; `headed`: the first row names them. */
export interface CsvColumns {
  readonly columns: readonly (Column | undefined)[];
  readonly headed: boolean;
}

export function columnsOf(firstRow: readonly string[]): CsvColumns {
  const columns = firstRow.map(columnNamed);
  // One cell could be a person called 名字; two are a heading.
  const headed = columns.includes('name') && columns.filter((column) => column !== undefined).length > 1;
  return headed ? { columns, headed } : { columns: DEFAULT_COLUMNS, headed: false };
}

function columnNamed(cell: string): Column | undefined {
  const name = cell
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/\s*\d*$/, '')
    .replace(/\s+/g, '-');
  return DEFAULT_COLUMNS.find((column) => COLUMN_NAMES[column].includes(name));
}

/** A row that can become a contact. */
export interface CsvContact {
  readonly name: string;
  readonly email: string;
  readonly numbers: readonly ContactNumber[];
  /** By name. */
  readonly groups: readonly string[];
}

export type CsvRowProblem =
  | 'NAME_MISSING'
  | 'NAME_INVALID'
  | 'EMAIL_INVALID'
  | 'NUMBER_INVALID'
  | 'AREA_CODE_MISSING'
  | 'TOO_MANY_NUMBERS'
  | 'GROUP_INVALID'
  | 'NOTHING_TO_REACH';

export type CsvRow =
  | { readonly ok: true; readonly contact: CsvContact }
  | { readonly ok: false; readonly problem: CsvRowProblem; readonly name: string };

/** Several numbers or groups in one cell. */
const SEPARATORS = /[;；、|\n]/;

export function readRow(cells: readonly string[], { columns }: CsvColumns): CsvRow {
  const of = (wanted: Column): readonly string[] =>
    columns.flatMap((column, index) => (column === wanted ? [(cells[index] ?? '').trim()] : []));
  const listOf = (wanted: Column): readonly string[] =>
    of(wanted).flatMap((cell) =>
      cell
        .split(SEPARATORS)
        .map((part) => part.trim())
        .filter(Boolean),
    );
  const name = of('name').find((cell) => cell !== '') ?? '';
  const bad = (problem: CsvRowProblem): CsvRow => ({ ok: false, problem, name: name.slice(0, 60) });
  const badName = nameProblem(name);
  if (badName !== undefined) return bad(badName === 'REQUIRED' ? 'NAME_MISSING' : 'NAME_INVALID');
  const email = of('email').find((cell) => cell !== '') ?? '';
  if (emailProblem(email) !== undefined) return bad('EMAIL_INVALID');
  const written = listOf('number');
  if (written.length > CONTACT_LIMITS.numbersMax) return bad('TOO_MANY_NUMBERS');
  const numbers: ContactNumber[] = [];
  for (const text of written) {
    const read = readWrittenNumber(text);
    if (!read.ok)
      return bad(read.error.code === 'AREA_CODE_MISSING' ? 'AREA_CODE_MISSING' : 'NUMBER_INVALID');
    numbers.push(read.value);
  }
  if (numbers.length === 0 && email === '') return bad('NOTHING_TO_REACH');
  const groups = [...new Set(listOf('groups'))];
  const groupsFit = groups.length <= CONTACT_LIMITS.groupsMax;
  if (!groupsFit || groups.some((group) => nameProblem(group) !== undefined)) return bad('GROUP_INVALID');
  return { ok: true, contact: { name, email, numbers, groups } };
}

export const writeRow = ({ name, email, numbers, groups }: CsvContact): readonly string[] => [
  name,
  numbers.map(writeContactNumber).join(';'),
  email,
  groups.join(';'),
];
