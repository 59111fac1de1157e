import type { z } from '@hono/zod-openapi';
import type { RoomInvalid, RoomProblem } from '../accounts/room-rules.js';
import { Problem } from './problem.js';
import type { FieldError } from './problem-schema.js';

/** Fields named in one answer; a body can hold thousands of unknown ones. */
const ERRORS_MAX = 50;

/** What the schemas found, in the words of the API. `input` is what was checked. */
export function fieldsInvalid(issues: readonly z.core.$ZodIssue[], input: unknown): Problem {
  const errors = issues.flatMap((issue) => fieldErrors(issue, input)).slice(0, ERRORS_MAX);
  return new Problem('FIELDS_INVALID', { errors });
}

export const fieldInvalid = (field: string, code: string, message: string): Problem =>
  new Problem('FIELDS_INVALID', { errors: [{ field, code, message }] });

function fieldErrors(issue: z.core.$ZodIssue, input: unknown): readonly FieldError[] {
  const { message } = issue;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: fieldOf([...issue.path, key]),
      code: 'UNKNOWN_FIELD',
      message,
    }));
  }
  return [{ field: fieldOf(issue.path), code: codeOf(issue, input), message }];
}

const fieldOf = (path: readonly PropertyKey[]): string => path.map(String).join('.');

function codeOf(issue: z.core.$ZodIssue, input: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return valueAt(input, issue.path) === undefined ? 'REQUIRED' : 'WRONG_TYPE';
    case 'too_small':
      return issue.origin === 'string' ? 'TOO_SHORT' : 'OUT_OF_RANGE';
    case 'too_big':
      return issue.origin === 'string' ? 'TOO_LONG' : 'OUT_OF_RANGE';
    case 'invalid_value':
      return valueAt(input, issue.path) === undefined ? 'REQUIRED' : 'NOT_ALLOWED';
    case 'invalid_format':
      return 'WRONG_FORMAT';
    default:
      return 'INVALID';
  }
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

const ROOM_MESSAGES: Readonly<Record<RoomProblem, string>> = {
  REQUIRED: 'must be given',
  TOO_LONG: 'is too long',
  TOO_SHORT: 'is too short',
  NOT_DIGITS: 'must consist of digits',
  NOT_PRINTABLE: 'contains characters that cannot be shown',
  SAME_AS_CHAIR_PASSWORD: 'must differ from the chair password',
  OUT_OF_RANGE: 'is out of range',
};

export const roomInvalid = ({ errors }: RoomInvalid): Problem =>
  new Problem('FIELDS_INVALID', {
    errors: errors.map(({ field, problem }) => ({ field, code: problem, message: ROOM_MESSAGES[problem] })),
  });
