import type { Contact, ContactCreate } from '../../../client/index.js';
import { numberText } from '../../components/number-text.js';

const SECOND_MS = 1_000;
/** As the server has it when nothing is said [S39]. */
const DELAY_PROPOSED_S = 2;

/** One number as it is filled in. */
export interface NumberValues {
  readonly number: string;
  readonly extension: string;
  /** From the answer to the first digit of the extension. */
  readonly delayS: number | null;
}

/** 联系人 as it is filled in. */
export interface ContactFormValues {
  readonly name: string;
  readonly numbers: readonly NumberValues[];
  readonly email: string;
  readonly groupIds: readonly string[];
}

export const EMPTY_NUMBER: NumberValues = { number: '', extension: '', delayS: DELAY_PROPOSED_S };

/** `groupIds`: those that a new contact is put into from the start. */
export const emptyContact = (groupIds: readonly string[]): ContactFormValues => ({
  name: '',
  numbers: [EMPTY_NUMBER],
  email: '',
  groupIds,
});

export const valuesOf = ({ name, numbers, email, groupIds }: Contact): ContactFormValues => ({
  name,
  numbers:
    numbers.length === 0
      ? [EMPTY_NUMBER]
      : numbers.map(({ number, extension, delayMs }) => ({
          number: numberText(number),
          extension,
          delayS: delayMs / SECOND_MS,
        })),
  email,
  groupIds,
});

/** A line that was left empty is no number; only the one that is always shown can be. */
export const fieldsOf = ({ name, numbers, email, groupIds }: ContactFormValues) =>
  ({
    name: name.trim(),
    numbers: numbers.filter(({ number }) => number.trim() !== '').map(wantedNumber),
    email: email.trim(),
    groupIds: [...groupIds],
  }) satisfies ContactCreate;

function wantedNumber({ number, extension, delayS }: NumberValues) {
  const written = extension.trim() === '' ? number.trim() : `${number.trim()}*${extension.trim()}`;
  return { number: written, delayMs: Math.round((delayS ?? DELAY_PROPOSED_S) * SECOND_MS) };
}

/** The API's field names in the form's words. */
export function contactFieldOf(field: string): (string | number)[] {
  const [first = '', index, part] = field.split('.');
  if (first !== 'numbers' || index === undefined) return [first];
  return [first, Number(index), part === 'delayMs' ? 'delayS' : 'number'];
}
