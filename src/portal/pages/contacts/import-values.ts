import type { ContactImport, ContactImportOutcome } from '../../../client/index.js';
import type { OnDuplicates } from './import-queries.js';

/** As the server reads at most [S39]. */
export const IMPORT_BYTES_MAX = 4_000_000;

/** Why a file is not even sent; undefined: it can be. */
export function fileProblem({ name, size }: Pick<File, 'name' | 'size'>) {
  if (!/\.(csv|txt)$/i.test(name)) return 'notCsv';
  if (size === 0) return 'empty';
  return size > IMPORT_BYTES_MAX ? 'tooLarge' : undefined;
}

/** How many rows would become contacts or part of one. */
export const rowsTaken = (
  { new: fresh, duplicate }: Pick<ContactImport, 'new' | 'duplicate'>,
  onDuplicates: OnDuplicates,
): number => (onDuplicates === 'skip' ? fresh : fresh + duplicate);

/** What became of the rows, without those of which there are none. */
export const outcomeParts = ({ added, merged, skipped }: ContactImportOutcome) =>
  (
    [
      ['added', added],
      ['merged', merged],
      ['skipped', skipped],
    ] as const
  ).filter(([what, count]) => count > 0 || what === 'added');

/** A file that shows the form; with a byte order mark, so that spreadsheets see that it is UTF-8. */
export const EXAMPLE_FILE = `\uFEFF${[
  '姓名,号码,邮箱,分组',
  '张三,13800138000,zhangsan@example.com,产品部',
  '李四,010-62345678*801;13900139000,,产品部;董事会',
].join('\r\n')}\r\n`;
