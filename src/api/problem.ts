import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { FieldError } from './problem-schema.js';

/** Every way in which a request can fail, with its status and title; docs/errors.md says what to do. */
export const PROBLEMS = {
  BODY_NOT_JSON: [400, 'The body is not JSON'],
  FIELDS_INVALID: [400, 'Some fields are not valid'],
  UNAUTHENTICATED: [401, 'An API key or a login is needed'],
  LOGIN_FAILED: [401, 'Login or password is wrong'],
  SCOPE_MISSING: [403, 'The API key does not have the scope for this'],
  ADMIN_ONLY: [403, 'Only an administrator may do this'],
  ROLE_MISSING: [403, 'The role of this login does not allow this'],
  CROSS_SITE: [403, 'A request of another site cannot use the session'],
  NOT_FOUND: [404, 'There is nothing here'],
  ROOM_NOT_FOUND: [404, 'There is no such room'],
  CONFERENCE_NOT_FOUND: [404, 'There is no such conference'],
  CONFERENCE_NOT_RUNNING: [404, 'The room has no running conference'],
  PARTICIPANT_NOT_FOUND: [404, 'There is no such participant in the conference'],
  ROOM_NUMBER_TAKEN: [409, 'Another room has this number'],
  ROOM_NUMBERS_USED_UP: [409, 'No free room number was found'],
  VERSION_CONFLICT: [409, 'It was changed by somebody else meanwhile'],
  NO_WINDOW_TO_EXTEND: [409, 'The conference has no end that could be moved'],
  COMMAND_REFUSED: [409, 'The conference refuses this now'],
  BODY_TOO_LARGE: [413, 'The body is too large'],
  MEDIA_TYPE_UNSUPPORTED: [415, 'The body must be application/json'],
  LOGIN_THROTTLED: [429, 'Too many failed logins'],
  STREAM_LIMIT: [429, 'Too many event streams'],
  INTERNAL: [500, 'A fault of the server'],
  LOGIN_BUSY: [503, 'Too many logins at this moment'],
  STORE_UNAVAILABLE: [503, 'The database cannot be used at the moment'],
} as const satisfies Record<string, readonly [ContentfulStatusCode, string]>;

export type ProblemCode = keyof typeof PROBLEMS;

export interface ProblemDetails {
  readonly detail?: string;
  readonly errors?: FieldError[];
  /** Whole seconds until a repetition makes sense. */
  readonly retryAfterS?: number;
}

/**
 * Why a request fails. Routes throw it, as the framework means it: its error handler (failure.ts) is the
 * one place that renders failures.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly details: ProblemDetails;

  constructor(code: ProblemCode, details: ProblemDetails = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }

  get status(): ContentfulStatusCode {
    return PROBLEMS[this.code][0];
  }
}
