import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { FieldError } from './problem-schema.js';

/** Every way in which a request can fail, with its status and title; docs/errors.md says what to do. */
export const PROBLEMS = {
  BODY_NOT_JSON: [400, 'The body is not JSON'],
  FIELDS_INVALID: [400, 'Some fields are not valid'],
  UNAUTHENTICATED: [401, 'An API key or a login is needed'],
  LOGIN_FAILED: [401, 'Login or password is wrong'],
  PERSON_ONLY: [403, 'Only somebody who has logged in may do this'],
  CODE_WRONG: [403, 'This is not the code that was spoken'],
  PASSWORD_WRONG: [403, 'The password is wrong'],
  SCOPE_MISSING: [403, 'The API key does not have the scope for this'],
  ADMIN_ONLY: [403, 'Only an administrator may do this'],
  ROLE_MISSING: [403, 'The role of this login does not allow this'],
  PASSWORD_TEMPORARY: [403, 'The password must be changed first'],
  CROSS_SITE: [403, 'A request of another site cannot use the session'],
  NUMBER_NOT_ACTIVATED: [403, 'The number is not activated for this service'],
  NOT_FOUND: [404, 'There is nothing here'],
  NUMBER_NOT_FOUND: [404, 'There is no such number'],
  API_KEY_NOT_FOUND: [404, 'There is no such API key'],
  REGISTRATION_NOT_FOUND: [404, 'There is no such registration'],
  SESSION_NOT_FOUND: [404, 'There is no such session'],
  ROOM_NOT_FOUND: [404, 'There is no such room'],
  CONFERENCE_NOT_FOUND: [404, 'There is no such conference'],
  CONFERENCE_NOT_RUNNING: [404, 'The room has no running conference'],
  ACCOUNT_NOT_FOUND: [404, 'There is no such account'],
  USER_NOT_FOUND: [404, 'The account has no such user'],
  NUMBER_NOT_LISTED: [404, 'The number is not in the list'],
  TARIFF_NOT_FOUND: [404, 'There is no such version of the tariff'],
  TRUNK_NOT_FOUND: [404, 'There is no such trunk'],
  SERVICE_NUMBER_NOT_FOUND: [404, 'There is no such service number'],
  PROMPT_NOT_FOUND: [404, 'There is no such prompt in this language'],
  CALL_NOT_FOUND: [404, 'There is no such call, or it is forgotten'],
  OPERATOR_NOT_FOUND: [404, 'There is no such operator'],
  REQUEST_NOT_FOUND: [404, 'Nobody waits under this id any more'],
  BOOKING_NOT_FOUND: [404, 'There is no such booking'],
  OCCURRENCE_NOT_FOUND: [404, 'The rule of the room has no such occurrence'],
  PARTICIPANT_NOT_FOUND: [404, 'There is no such participant in the conference'],
  CONTACT_NOT_FOUND: [404, 'There is no such contact'],
  CONTACT_GROUP_NOT_FOUND: [404, 'There is no such group of contacts'],
  CONTACT_IMPORT_NOT_FOUND: [404, 'There is no such import, or it is over'],
  ROOM_TEMPLATE_NOT_FOUND: [404, 'There is no such room template'],
  WEBHOOK_NOT_FOUND: [404, 'There is no such webhook'],
  WEBHOOK_DELIVERY_NOT_FOUND: [404, 'The webhook has no such delivery, or it is forgotten'],
  LEDGER_ENTRY_NOT_FOUND: [404, 'There is no such entry of the ledger'],
  STATEMENT_NOT_FOUND: [404, 'The account has no statement of this month'],
  CAPTURE_NOT_FOUND: [404, 'There is no such capture'],
  RECORDING_NOT_FOUND: [404, 'There is no such recording'],
  RECORDING_SHARE_NOT_FOUND: [404, 'There is no such link to a recording, or it is over'],
  CHARGE_FILE_NOT_FOUND: [404, 'There is no such charge file'],
  CHARGE_RECORDS_GONE: [409, 'The records of this charge file are no longer all kept'],
  ALREADY_REVERSED: [409, 'This entry was taken back already'],
  BALANCE_TOO_LOW: [409, 'Taking this back would leave less than is set aside or owed'],
  CAPTURE_RUNNING: [409, 'The capture of this call is still running'],
  CAPTURE_LIMIT: [409, 'There are as many captures as there may be'],
  RECORDING_NOT_READY: [409, 'The recording is still being written'],
  RECORDING_SHARE_LIMIT: [409, 'The account has as many links to recordings as it may have'],
  CONTACT_DUPLICATE: [409, 'Another contact has this number'],
  CONTACT_GROUP_NAME_TAKEN: [409, 'Another group has this name'],
  CONTACT_LIMIT: [409, 'The account has as many of these as it may have'],
  WEBHOOK_LIMIT: [409, 'The account has as many webhooks as it may have'],
  WEBHOOK_DISABLED: [409, 'The webhook is disabled'],
  WEBHOOK_DELIVERY_WAITING: [409, 'The delivery waits for its next try already'],
  ROOM_TEMPLATE_LIMIT: [409, 'The account has as many room templates as it may have'],
  ROOM_NUMBER_TAKEN: [409, 'Another room has this number'],
  ROOM_NUMBERS_USED_UP: [409, 'No free room number was found'],
  ACCOUNT_NUMBER_TAKEN: [409, 'Another account has this number'],
  CREDIT_LIMIT_TOO_LOW: [409, 'More than that is owed or set aside already'],
  OWN_ACCOUNT: [409, 'This cannot be done to the account or the user that asks for it'],
  LOGIN_TAKEN: [409, 'Another user has this login'],
  TARIFF_TAKEN: [409, 'This version, or one from the same instant on, is there already'],
  TRUNK_TAKEN: [409, 'Another trunk has this id'],
  TRUNK_IN_USE: [409, 'Calls are up on this trunk'],
  SERVICE_NUMBER_TAKEN: [409, 'This number is bound already'],
  ROW_CONFIGURED: [409, 'It stands in the configuration file and would come back'],
  ROW_NOT_CONFIGURED: [409, 'The configuration file does not name it'],
  OPERATOR_TAKEN: [409, 'Another operator has this user or number'],
  OPERATOR_BUSY: [409, 'The operator has no telephone, or is called or speaks already'],
  VERSION_CONFLICT: [409, 'It was changed by somebody else meanwhile'],
  NUMBER_REGISTERED: [409, 'The account was opened with this number'],
  NUMBERS_LIMIT: [409, 'The account has as many numbers as it may have'],
  API_KEY_LIMIT: [409, 'The account has as many API keys as it may have'],
  NUMBER_NOT_ELIGIBLE: [409, 'This number cannot use the service'],
  ALREADY_REGISTERED: [409, 'This number has a login already'],
  CODE_EXPIRED: [409, 'The code is no longer valid'],
  IDEMPOTENCY_MISMATCH: [409, 'The Idempotency-Key stands for another request'],
  IDEMPOTENCY_IN_PROGRESS: [409, 'The first request with this Idempotency-Key is still running'],
  ROOM_TIME_OVER: [409, 'The time of the room is over'],
  NOBODY_TO_CALL: [409, 'Nobody of these can be called, or all are in'],
  CALL_BARRED: [409, 'This number cannot be called'],
  CONFERENCE_FULL: [409, 'The conference has as many parties as it may have'],
  INVITATION_UNAVAILABLE: [409, 'Nobody would pay for a call into this conference'],
  CANNOT_UNMUTE: [409, 'The chair has muted this participant, or all'],
  WRONG_PLACE: [409, 'The participant is not where this can be done'],
  BOOKING_TOO_SOON: [409, 'A booking must lie further ahead'],
  BOOKING_TOO_FAR: [409, 'A booking cannot lie so far ahead'],
  BOOKING_BEGUN: [409, 'The booking has begun, or is over'],
  TOO_MANY_PARTIES: [409, 'The conference could not admit so many parties'],
  LINES_FULL: [409, 'There are not enough lines at this time'],
  NO_WINDOW_TO_EXTEND: [409, 'The conference has no end that could be moved'],
  COMMAND_REFUSED: [409, 'The conference refuses this now'],
  BODY_TOO_LARGE: [413, 'The body is too large'],
  RANGE_NOT_SATISFIABLE: [416, 'The file ends before this range'],
  MEDIA_TYPE_UNSUPPORTED: [415, 'The body must be application/json'],
  TOO_MANY_CALLS: [429, 'This number was called too often'],
  TOO_MANY_TRIES: [429, 'Too many wrong codes'],
  RATE_LIMITED: [429, 'Too many requests'],
  LOGIN_THROTTLED: [429, 'Too many failed logins'],
  START_LIMITED: [429, 'Too many attempts to start without a login'],
  STREAM_LIMIT: [429, 'Too many event streams'],
  INTERNAL: [500, 'A fault of the server'],
  BROWSER_PHONE_UNAVAILABLE: [503, 'No browser can join by its own microphone at the moment'],
  TOO_MANY_CODES: [503, 'Too many codes are open'],
  LOGIN_BUSY: [503, 'Too many logins at this moment'],
  IMPORTS_BUSY: [503, 'Too many files are being read'],
  CONFERENCE_LIMIT: [503, 'Too many conferences are open'],
  STORE_UNAVAILABLE: [503, 'The database cannot be used at the moment'],
} as const satisfies Record<string, readonly [ContentfulStatusCode, string]>;

export type ProblemCode = keyof typeof PROBLEMS;

export interface ProblemDetails {
  readonly detail?: string;
  readonly errors?: FieldError[];
  /** What is there already, of a duplicate. */
  readonly existing?: { readonly id: string; readonly name: string };
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
