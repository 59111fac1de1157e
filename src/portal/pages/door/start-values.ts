import type { PartyToCall } from '../../../client/index.js';
import { readTyped } from '../../components/party-values.js';

/** So many the API takes at once. */
export const OTHERS_MAX = 50;

/** One line each, or with commas between, as lists are pasted: 「张三 13800138000」. */
export const linesOf = (text: string): readonly string[] =>
  text
    .split(/[\n,,;;、]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** The first line without a number to call. */
export const lineWithoutNumber = (lines: readonly string[]): string | undefined =>
  lines.find((line) => readTyped(line).number === undefined);

export function othersOf(lines: readonly string[]): PartyToCall[] {
  return lines.map((line) => {
    const { name, number = '' } = readTyped(line);
    return { number, ...(name === undefined ? {} : { name }) };
  });
}
