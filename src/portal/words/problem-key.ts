/** The portal's words for the API's codes. */
const BY_CODE = {
  LOGIN_FAILED: 'login.refused',
  LOGIN_THROTTLED: 'login.throttled',
  ROOM_NOT_FOUND: 'problem.notFound',
  CONFERENCE_NOT_FOUND: 'live.ended',
  CONFERENCE_NOT_RUNNING: 'live.ended',
  PARTICIPANT_NOT_FOUND: 'problem.partyGone',
  ROOM_NUMBER_TAKEN: 'problem.taken',
  BOOKING_TOO_SOON: 'problem.bookingTooSoon',
  BOOKING_TOO_FAR: 'problem.bookingTooFar',
  BOOKING_BEGUN: 'problem.bookingBegun',
  LINES_FULL: 'problem.linesFull',
  NOBODY_TO_CALL: 'problem.nobodyToCall',
  CALL_BARRED: 'problem.callBarred',
  CONFERENCE_LIMIT: 'problem.conferenceLimit',
  CODE_WRONG: 'problem.codeWrong',
  CODE_EXPIRED: 'problem.codeExpired',
  TOO_MANY_TRIES: 'problem.tooManyTries',
  TOO_MANY_CALLS: 'problem.tooManyCalls',
  TOO_MANY_CODES: 'problem.tooManyCodes',
  NUMBER_REGISTERED: 'problem.numberRegistered',
  NUMBERS_LIMIT: 'problem.numbersLimit',
  CONTACT_LIMIT: 'problem.listFull',
  CONTACT_GROUP_NAME_TAKEN: 'problem.groupNameTaken',
  CONTACT_IMPORT_NOT_FOUND: 'problem.importOver',
  IMPORTS_BUSY: 'problem.importsBusy',
  RECORDING_NOT_READY: 'problem.recordingNotReady',
  VERSION_CONFLICT: 'problem.changedMeanwhile',
  PASSWORD_WRONG: 'problem.passwordWrong',
  NUMBER_NOT_ACTIVATED: 'problem.numberNotActivated',
  START_LIMITED: 'problem.startLimited',
  NUMBER_NOT_ELIGIBLE: 'problem.numberNotEligible',
  ALREADY_REGISTERED: 'problem.alreadyRegistered',
  REGISTRATION_NOT_FOUND: 'problem.registrationOver',
  API_KEY_LIMIT: 'problem.apiKeyLimit',
  WEBHOOK_LIMIT: 'problem.webhookLimit',
  NO_WINDOW_TO_EXTEND: 'problem.noWindow',
  CONFERENCE_FULL: 'problem.conferenceFull',
  INVITATION_UNAVAILABLE: 'problem.cannotInvite',
  WRONG_PLACE: 'problem.wrongPlace',
  ROOM_TIME_OVER: 'problem.roomTimeOver',
} as const;

const BY_STATUS = {
  0: 'problem.network',
  401: 'login.expired',
  403: 'problem.forbidden',
  404: 'problem.notFound',
  409: 'problem.conflict',
  429: 'problem.busy',
  500: 'problem.server',
  502: 'problem.server',
  503: 'problem.server',
  504: 'problem.server',
} as const;

/** What is wrong with a field [S2]. */
const BY_FIELD_CODE = {
  REQUIRED: 'problem.required',
  TOO_LONG: 'problem.tooLong',
  TOO_SHORT: 'problem.tooShort',
  NOT_DIGITS: 'problem.notDigits',
  NOT_PRINTABLE: 'problem.notPrintable',
  TOO_COMMON: 'problem.tooCommon',
  SAME_AS_LOGIN: 'problem.sameAsLogin',
  SAME_AS_OLD: 'problem.sameAsOld',
  SAME_AS_CHAIR_PASSWORD: 'problem.sameAsChairPassword',
  OUT_OF_RANGE: 'problem.outOfRange',
  DELAY_OUT_OF_RANGE: 'problem.outOfRange',
  ROOM_NUMBER_TAKEN: 'problem.taken',
  TAKEN: 'problem.taken',
  NOT_OWN: 'problem.notOwn',
  OVERLAPPING: 'problem.overlapping',
  NO_SINGLE_END: 'problem.noSingleEnd',
  NO_SUCH_OCCURRENCE: 'problem.noSuchOccurrence',
  UNKNOWN: 'problem.unknownParty',
  WRONG_FORMAT: 'problem.wrongFormat',
  NUMBER_INVALID: 'problem.numberInvalid',
  AREA_CODE_MISSING: 'problem.areaCodeMissing',
  SHORT_NUMBER: 'problem.shortNumber',
  EMERGENCY_NUMBER: 'problem.emergencyNumber',
  PREMIUM_NUMBER: 'problem.premiumNumber',
} as const;

const lookUp = <Table extends object>(table: Table, key: string | number): Table[keyof Table] | undefined =>
  Object.hasOwn(table, key) ? table[key as keyof Table] : undefined;

export const problemKey = (status: number, code: string) =>
  lookUp(BY_CODE, code) ?? lookUp(BY_STATUS, status) ?? 'problem.unexpected';

export const fieldProblemKey = (code: string) => lookUp(BY_FIELD_CODE, code) ?? 'problem.invalid';
