/** What became of an outgoing call that did not come to talk; one word for each [C20]. */
export type CallResult =
  | 'busy'
  | 'no-answer'
  | 'bad-number'
  /** By our own rules, before anything was sent [S41]. */
  | 'barred'
  | 'rejected'
  /** No circuit, no trunk that is up, every place taken. */
  | 'congested'
  | 'failed'
  | 'cancelled'
  /** It answered and nobody pressed 1: perhaps a voicemail. */
  | 'not-confirmed'
  /** It answered and hung up before it came in. */
  | 'hung-up'
  /** The account cannot pay its first block [S49]. */
  | 'unpaid';

/** Why our own rules keep a call from going out [S41]; told to the API, the page and the prompt. */
export type BarCode =
  | 'NUMBER_INVALID'
  | 'AREA_CODE_MISSING'
  | 'SHORT_NUMBER'
  | 'EMERGENCY_NUMBER'
  | 'PREMIUM_NUMBER'
  | 'DESTINATION_NOT_ALLOWED'
  | 'INTERNATIONAL_NOT_ALLOWED'
  | 'NO_PRICE'
  | 'OUTGOING_STOPPED'
  | 'OPTED_OUT'
  | 'LEGS_AT_ONCE_LIMIT'
  | 'LEGS_PER_HOUR_LIMIT'
  | 'NEW_NUMBERS_LIMIT'
  | 'SPEND_LIMIT'
  | 'NO_TRUNK';

/** How an outgoing call ended before anybody talked. */
export interface CallFailure {
  readonly result: CallResult;
  /** Final SIP status; 0: nothing was sent, or nothing came. */
  readonly sipStatus: number;
  /** 0: unknown. */
  readonly q850Cause: number;
  readonly bar?: BarCode;
}
