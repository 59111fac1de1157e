// Written by scripts/client-types.mjs from the description of the API.
/* oxlint-disable max-lines -- one file for all that goes over the wire */

export interface AccountChange {
  name?: string;
  tier?: 'trial' | 'standard' | 'vip';
  paymentMode?: 'prepaid' | 'postpaid';
  language?: 'zh-CN' | 'en';
  timeZone?: string;
  /** How far below zero the balance may go; prepaid: 0 */
  creditLimitMicroYuan?: number;
  outgoing?: {
    /** Stop all outgoing calls */
    stopped?: boolean;
    internationalAllowed?: boolean;
    /** 0: without a limit */
    legsMax?: number;
    /** 0: without a limit */
    legsPerHourMax?: number;
    /** 0: without a limit */
    newNumbersPerDayMax?: number;
    /** Micro-yuan; 0: without a limit */
    spendPerDayMax?: number;
  };
  /** On whose phone bill the charges appear; null: the account's own number */
  billingNumber?: string | null;
  /** A closed account pays for nothing more: its conferences end, its history stays */
  status?: 'active' | 'closed';
  /** The version that was read; or send it as If-Match */
  version?: number;
}

export interface AccountCreate {
  name: string;
  tier?: 'trial' | 'standard' | 'vip';
  paymentMode?: 'prepaid' | 'postpaid';
  language?: 'zh-CN' | 'en';
  timeZone?: string;
  /** How far below zero the balance may go; prepaid: 0 */
  creditLimitMicroYuan?: number;
  outgoing?: {
    /** Stop all outgoing calls */
    stopped?: boolean;
    internationalAllowed?: boolean;
    /** 0: without a limit */
    legsMax?: number;
    /** 0: without a limit */
    legsPerHourMax?: number;
    /** 0: without a limit */
    newNumbersPerDayMax?: number;
    /** Micro-yuan; 0: without a limit */
    spendPerDayMax?: number;
  };
  /** On whose phone bill the charges appear; null: the account's own number */
  billingNumber?: string | null;
  /** 8 digits; without it a free one is given */
  number?: string;
  role?: 'customer' | 'operator' | 'admin';
}

export interface AccountEvent {
  type: 'balance-changed' | 'booking-changed' | 'numbers-changed' | 'contacts-changed';
  booking?: string;
}

export interface AccountList {
  items: Array<AccountRecord>;
  next: string | null;
}

export interface AccountNumbers {
  items: Array<{
    number: string;
    kind: 'registered' | 'linked' | 'bound';
    /** UTC, milliseconds since 1970 */
    verifiedMs: number;
  }>;
}

export interface AccountRecord {
  id: string;
  number: string;
  role: 'customer' | 'operator' | 'admin';
  name: string;
  tier: 'trial' | 'standard' | 'vip';
  paymentMode: 'prepaid' | 'postpaid';
  language: 'zh-CN' | 'en';
  timeZone: string;
  /** How far below zero the balance may go; prepaid: 0 */
  creditLimitMicroYuan: number;
  outgoing: OutgoingRights;
  /** On whose phone bill the charges appear; null: the account's own number */
  billingNumber: string | null;
  status: 'active' | 'closed';
  balanceMicroYuan: number;
  /** Set aside for the legs that are up */
  reservedMicroYuan: number;
  version: number;
  /** UTC, milliseconds since 1970 */
  createdMs: number;
}

export interface AccountUser {
  id: string;
  /** Masked if it is the number of another account */
  login: string;
  role: 'customer' | 'operator' | 'admin';
  /** UTC, milliseconds since 1970 */
  createdMs: number;
}

export interface AccountUserChange {
  role: 'customer' | 'operator' | 'admin';
}

export interface AccountUserCreate {
  /** Unique; a telephone number or an address, usually */
  login: string;
  role?: 'customer' | 'operator' | 'admin';
}

export type AccountUserWithPassword = AccountUser & {
  /** Shown this once */
  password: string;
};

export interface AccountUsers {
  items: Array<AccountUser>;
}

export interface Alarm {
  id: string;
  kind: 'sudden-rise' | 'limit' | 'trunk-down' | 'trunk-up';
  /** The id of the account or of the trunk */
  subject: string;
  detail: Record<string, string | number>;
  /** UTC, milliseconds since 1970 */
  raisedMs: number;
}

export interface AlarmList {
  items: Array<Alarm>;
  next: string | null;
}

export interface ApiKey {
  id: string;
  label: string;
  /** * stands for all */
  scopes: Array<string>;
  /** UTC, milliseconds since 1970 */
  createdMs: number;
  /** UTC, like 2026-07-31; null: never used */
  lastUsedDay: string | null;
}

export interface ApiKeyCreate {
  label: string;
  scopes: Array<
    | 'account:read'
    | 'account:write'
    | 'rooms:read'
    | 'rooms:write'
    | 'conferences:read'
    | 'conferences:write'
    | 'contacts:read'
    | 'contacts:write'
    | 'records:read'
    | 'recordings:read'
    | 'recordings:write'
    | 'billing:read'
    | 'webhooks:read'
    | 'webhooks:write'
    | 'operator'
    | 'payments'
    | 'admin'
  >;
}

export interface ApiKeyList {
  items: Array<ApiKey>;
}

export interface AuditEntry {
  id: string;
  sequence: number;
  /** UTC, milliseconds since 1970 */
  utcMs: number;
  accountId: string | null;
  actor: {
    kind: 'user' | 'key' | 'unknown';
    id: string | null;
    /** As then; numbers of other accounts are masked */
    name: string;
  };
  /** Method and route */
  action: string;
  /** What it was done to, by the names in the route */
  objects: Record<string, string | number | boolean | null>;
  detail: Record<string, string | number | boolean | null>;
  address: string;
  requestId: string;
  /** SHA-256 over the hash before and all fields */
  hash: string;
}

export interface AuditLog {
  items: Array<AuditEntry>;
  next: string | null;
}

export interface AuditVerification {
  whole: boolean;
  /** That hold, one after another */
  entries: number;
  /** The first that was changed, or whose predecessor is missing */
  brokenAt: {
    id: string;
    sequence: number;
  } | null;
  head: {
    sequence: number;
    hash: string;
  };
}

export interface Balance {
  paymentMode: 'prepaid' | 'postpaid';
  balanceMicroYuan: number;
  /** Set aside for the legs that are up */
  reservedMicroYuan: number;
  creditLimitMicroYuan: number;
  /** What new calls can still set aside */
  availableMicroYuan: number;
  /** Legs that are up on this money */
  legs: number;
  /** How long they can all go on, at most a day; null: none is up */
  runwayMs: number | null;
}

export interface Booked {
  booking: Booking;
  rejected: Array<RejectedParty>;
}

export interface Booking {
  id: string;
  name: string;
  /** UTC, milliseconds since 1970 */
  startMs: number;
  state:
    | 'booked'
    | 'ringing'
    | 'running'
    | 'held'
    | 'cancelled'
    | 'host-unreachable'
    | 'missed'
    | 'account-closed'
    | 'host-not-own';
  host: {
    number: string;
    extension: string | null;
    name: string | null;
  };
  parties: Array<{
    number: string;
    extension: string | null;
    name: string | null;
  }>;
  costLimitMicroYuan: number | null;
  /** How often the host was rung */
  tries: number;
  /** The one that it became */
  conference: string | null;
  version: number;
  /** UTC, milliseconds since 1970 */
  createdMs: number;
}

export interface BookingChange {
  name?: string;
  /** UTC, milliseconds since 1970 */
  startMs?: number;
  /** One of the own numbers: rung first */
  host?: string;
  parties?: Array<PartyToCall>;
  contacts?: Array<string>;
  groups?: Array<string>;
  /** What the conference may cost in all, in micro-yuan */
  costLimitMicroYuan?: number | null;
  /** The version that was read; or send it as If-Match */
  version?: number;
}

/** Without a host it is the registered number */
export interface BookingCreate {
  name?: string;
  /** UTC, milliseconds since 1970 */
  startMs: number;
  /** One of the own numbers: rung first */
  host?: string;
  parties?: Array<PartyToCall>;
  /** Ids of contacts */
  contacts?: Array<string>;
  /** Ids of groups, each called whole */
  groups?: Array<string>;
  /** What the conference may cost in all, in micro-yuan */
  costLimitMicroYuan?: number | null;
}

export interface BookingList {
  items: Array<Booking>;
  next: string | null;
}

export interface BoundNumber {
  /** The number or the pattern itself */
  id: string;
  number: string | null;
  pattern: string | null;
  service: 'bridge' | 'quick' | 'instant' | 'direct' | 'test';
  language: 'zh-CN' | 'en' | 'both';
  room: string | null;
  test: 'echo' | 'tone' | 'silence' | 'dtmf' | 'loop' | null;
  edited: boolean;
  configured: boolean;
  version: number;
}

export interface BoundNumbers {
  items: Array<BoundNumber>;
}

export interface BrowserPhoneToken {
  /** Opens one connection, once: `<webSocketPath>?token=<token>` */
  token: string;
  /** UTC, milliseconds since 1970 */
  expiresMs: number;
  /** Whom to call; of an operator: as whom it is called */
  uri: string;
  /** SIP over WebSocket (RFC 7118) */
  webSocketPath: string;
}

export interface BrowserPhoneTokenCreate {
  /** One of the own rooms */
  room: string;
  /** 主席 or 参会者 */
  role?: 'chair' | 'attendee';
  /** As the others see it; the name of the account when left out */
  name?: string;
}

export interface CallMe {
  /** One of the own; without it the registered one */
  number?: string;
}

export interface CallRecord {
  id: string;
  conference: string | null;
  participant: string | null;
  room: string | null;
  /** Empty: it was in no conference */
  roomNumber: string;
  direction: 'in' | 'out';
  service: string;
  /** E.164; as it was sent when it is no such number */
  callingNumber: string;
  /** E.164; as it was dialled when it is no such number */
  calledNumber: string;
  /** UTC, milliseconds since 1970 */
  ringMs: number;
  /** UTC, milliseconds since 1970 */
  answerMs: number;
  /** UTC, milliseconds since 1970 */
  joinMs: number | null;
  /** null: still up */
  endMs: number | null;
  durationMs: number | null;
  endReason: string | null;
  hungUpBy: string | null;
  sipStatus: number | null;
  q850Cause: number | null;
  codec: string;
  ptimeMs: number;
  media: CallRecordMedia;
  charge: CallRecordCharge;
}

/** null: still up, or nobody pays */
export type CallRecordCharge = {
  service: string;
  kind: string;
  tariffVersion: string;
  free: boolean;
  microYuanPerMinute: number;
  blocks: number;
  chargedS: number;
  amountMicroYuan: number;
} | null;

export interface CallRecordList {
  items: Array<CallRecord>;
  next: string | null;
}

export type CallRecordMedia = {
  packetsReceived: number;
  packetsSent: number;
  packetsLost: number;
  packetsLate: number;
  jitterMs: number;
  framesConcealed: number;
  driftPpm: number;
  /** Estimated as in ITU-T G.107, 1 to 4.5 */
  mos: number;
} | null;

export interface CallTrace {
  /** Call-ID of its dialog */
  callId: string;
  /** null: it was refused before it became one */
  leg: string | null;
  conference: string | null;
  /** Of the leg; null: up, or never answered */
  endReason: string | null;
  /** While it is up: state and dialogue in a line */
  described: string | null;
  direction: 'in' | 'out';
  trunk: string | null;
  peer: string;
  /** Masked */
  from: string;
  /** Masked */
  to: string;
  /** UTC, milliseconds since 1970 */
  beganMs: number;
  /** UTC, milliseconds since 1970 */
  endedMs: number | null;
  result:
    | 'calling'
    | 'up'
    | 'answered'
    | 'busy'
    | 'no-answer'
    | 'bad-number'
    | 'rejected'
    | 'congested'
    | 'failed'
    | 'cancelled';
  /** The final answer to the INVITE; 0: none */
  status: number;
  messages: number;
  /** Messages from the middle that were too many to keep */
  leftOut: number;
}

export interface CallTraceList {
  items: Array<CallTrace>;
  next: string | null;
}

export interface Capture {
  id: string;
  leg: string;
  reason: string;
  /** The login or the key that asked for it */
  by: string;
  seconds: number;
  /** UTC, milliseconds since 1970 */
  startedMs: number;
  /** null: it is running */
  endedMs: number | null;
  packets: number;
  bytes: number;
  /** Everything that came and went is in it */
  complete: boolean;
}

export interface CaptureCreate {
  /** The id of a leg that is up, or the Call-ID of its dialog */
  call: string;
  /** Why the call is looked into; it stands in the audit log */
  reason: string;
  seconds?: number;
}

export interface CaptureList {
  items: Array<Capture>;
}

export type ChangeEvent =
  | {
      type: 'conference-opened';
      conferenceId: string;
      sequence: number;
      /** UTC, milliseconds since 1970 */
      atMs: number;
      conference: Conference;
    }
  | {
      type: 'conference-changed';
      conferenceId: string;
      sequence: number;
      /** UTC, milliseconds since 1970 */
      atMs: number;
      conference: ConferenceSummary;
      /** Of all participants, when they changed */
      mutes?: Array<{
        id: string;
        mutes: Mutes;
        heard: boolean;
        state: 'connected' | 'muted' | 'on-hold' | 'consulting' | 'with-operator';
      }>;
    }
  | {
      type: 'conference-closed';
      conferenceId: string;
      sequence: number;
      /** UTC, milliseconds since 1970 */
      atMs: number;
      reason: string;
    }
  | {
      type: 'participant-entered';
      conferenceId: string;
      sequence: number;
      /** UTC, milliseconds since 1970 */
      atMs: number;
      parties: number;
      /** Whose leaving ends a quick or instant conference */
      host: string | null;
      /** It did not want to leave, and is rung again */
      hostLost: boolean;
      participant: Participant;
    }
  | {
      type: 'participant-changed';
      conferenceId: string;
      sequence: number;
      /** UTC, milliseconds since 1970 */
      atMs: number;
      parties: number;
      /** Whose leaving ends a quick or instant conference */
      host: string | null;
      /** It did not want to leave, and is rung again */
      hostLost: boolean;
      participant: Participant;
    }
  | {
      type: 'participant-left';
      conferenceId: string;
      sequence: number;
      /** UTC, milliseconds since 1970 */
      atMs: number;
      parties: number;
      /** Whose leaving ends a quick or instant conference */
      host: string | null;
      /** It did not want to leave, and is rung again */
      hostLost: boolean;
      participantId: string;
      reason: string;
      departed: Departed | null;
    }
  | {
      type: 'invitation-changed';
      conferenceId: string;
      sequence: number;
      /** UTC, milliseconds since 1970 */
      atMs: number;
      parties: number;
      /** Whose leaving ends a quick or instant conference */
      host: string | null;
      /** It did not want to leave, and is rung again */
      hostLost: boolean;
      invitation: Invitation;
    }
  | {
      type: 'invitation-over';
      conferenceId: string;
      sequence: number;
      /** UTC, milliseconds since 1970 */
      atMs: number;
      participantId: string;
      departed: Departed | null;
    };

export type ChangedOccurrences = Occurrences & {
  /** Of the room from now on */
  version: number;
};

export interface ChargeFile {
  id: string;
  period: 'hour' | 'day';
  /** Counts from 1 without a gap, for each period */
  sequence: number;
  name: string;
  /** UTC, milliseconds since 1970 */
  fromMs: number;
  /** UTC, milliseconds since 1970 */
  toMs: number;
  /** UTC, milliseconds since 1970 */
  createdMs: number;
  /** Charged legs, and reversals of charges */
  lines: number;
  sumMicroYuan: number;
  /** null: it does not lie in its folder, such as when it was collected; a download makes a copy, byte for byte */
  bytes: number | null;
}

export interface ChargeFileList {
  items: Array<ChargeFile>;
  next: string | null;
  /** For which files are written */
  periods: Array<'hour' | 'day'>;
}

export type Conference = ConferenceSummary & {
  participants: Array<Participant>;
  invitations: Array<Invitation>;
  departed: Array<Departed>;
};

export interface ConferenceList {
  items: Array<ConferenceSummary>;
  next: string | null;
}

export interface ConferenceRecord {
  id: string;
  room: string | null;
  roomNumber: string;
  /** null: without a room, or the room is removed */
  roomName: string | null;
  /** UTC, milliseconds since 1970 */
  startedMs: number;
  /** null: still running */
  endedMs: number | null;
  endReason: string | null;
  durationMs: number | null;
  parties: number;
  legs: number;
  /** Of the legs that are over */
  costMicroYuan: number;
}

export type ConferenceRecordDetail = ConferenceRecord & {
  participants: Array<{
    id: string;
    role: 'chair' | 'attendee';
    name: string;
    number: string;
    /** UTC, milliseconds since 1970 */
    joinedMs: number;
    /** UTC, milliseconds since 1970 */
    leftMs: number | null;
  }>;
  callRecords: Array<CallRecord>;
};

export interface ConferenceRecordList {
  items: Array<ConferenceRecord>;
  next: string | null;
}

export interface ConferenceSummary {
  id: string;
  kind: 'bridge' | 'direct' | 'quick' | 'instant';
  /** null: opened on demand, without a stored room */
  room: string | null;
  roomNumber: string;
  name: string;
  account: string | null;
  /** UTC, milliseconds since 1970 */
  openedMs: number;
  /** UTC, milliseconds since 1970 */
  windowEndMs: number | null;
  locked: boolean;
  muteAll: boolean;
  chairArrived: boolean;
  /** Whose leaving ends a quick or instant conference */
  host: string | null;
  /** It did not want to leave, and is rung again */
  hostLost: boolean;
  recording: string | null;
  /** Numbers that stay out until re-entry is allowed */
  barred: number;
  /** Of the last event that it contains */
  sequence: number;
  parties: number;
  /** So far, the blocks that have begun included */
  costMicroYuan: number;
  costLimitMicroYuan: number | null;
}

export interface Contact {
  id: string;
  name: string;
  /** Empty: none */
  email: string;
  numbers: Array<ContactNumber>;
  groupIds: Array<string>;
  version: number;
  /** UTC, milliseconds since 1970 */
  createdMs: number;
}

export interface ContactChange {
  name?: string;
  /** Empty: none */
  email?: string;
  numbers?: Array<ContactNumberWanted>;
  groupIds?: Array<string>;
  onDuplicate?: 'refuse' | 'add';
  /** The version that was read; or send it as If-Match */
  version?: number;
}

export interface ContactCreate {
  name: string;
  /** Empty: none */
  email?: string;
  numbers?: Array<ContactNumberWanted>;
  groupIds?: Array<string>;
  /** When another contact has one of the numbers: 409 CONTACT_DUPLICATE, 合并 into that one, or 仍然添加 */
  onDuplicate?: 'refuse' | 'merge' | 'add';
}

export interface ContactGroup {
  id: string;
  name: string;
  /** How many it has */
  contacts: number;
  version: number;
  /** UTC, milliseconds since 1970 */
  createdMs: number;
}

export interface ContactGroupChange {
  name: string;
  /** The version that was read; or send it as If-Match */
  version?: number;
}

export interface ContactGroupCreate {
  name: string;
}

export interface ContactGroupList {
  items: Array<ContactGroup>;
}

export interface ContactGroupMembers {
  contactIds: Array<string>;
}

export interface ContactImport {
  id: string;
  rows: number;
  new: number;
  duplicate: number;
  bad: number;
  groups: Array<string>;
  /** UTC, milliseconds since 1970 */
  createdMs: number;
}

export interface ContactImportConfirmation {
  /** Rows whose number is there already: 跳过, 合并 into that contact, or 仍然添加 */
  onDuplicates?: 'skip' | 'merge' | 'add';
}

export interface ContactImportCreate {
  text: string;
}

export interface ContactImportOutcome {
  added: number;
  merged: number;
  skipped: number;
}

export interface ContactImportRow {
  /** Line in the file, from 1 */
  row: number;
  verdict: 'new' | 'duplicate' | 'bad';
  /** Of a bad row, like AREA_CODE_MISSING */
  problem: string | null;
  name: string;
  numbers: Array<string>;
  email: string;
  groups: Array<string>;
  /** Of a duplicate: the contact that has the number */
  existing: {
    id: string;
    name: string;
  } | null;
  /** Of a duplicate: the row before it that has the number */
  firstRow: number | null;
}

export interface ContactImportRowList {
  items: Array<ContactImportRow>;
  next: string | null;
}

export interface ContactList {
  items: Array<Contact>;
  next: string | null;
}

export interface ContactNumber {
  /** E.164, or the digits of a short number */
  number: string;
  extension: string;
  /** From the answer to the first digit of the extension */
  delayMs: number;
  /** A short number is kept and cannot be called from here */
  dialable: boolean;
}

export interface ContactNumberWanted {
  /** As people write it: 13800138000, 010-62345678*801, +44…; up to 6 digits: a short number */
  number: string;
  /** From the answer to the first digit of the extension */
  delayMs?: number;
}

export interface CostEstimate {
  minutes: number;
  microYuanPerMinute: number;
  sumMicroYuan: number;
  prices: Array<{
    microYuanPerMinute: number;
    zone: string | null;
    parties: number;
  }>;
  rejected: Array<RejectedParty>;
}

export interface CostEstimateRequest {
  service: 'bridge' | 'quick' | 'instant';
  parties?: Array<PartyToCall>;
  /** Ids of contacts */
  contacts?: Array<string>;
  /** Ids of groups, each called whole */
  groups?: Array<string>;
  /** Instead of parties: so many in the country */
  count?: number;
  minutes?: number;
}

export interface Customer {
  id: string;
  number: string;
  name: string;
  tier: 'trial' | 'standard' | 'vip';
  language: 'zh-CN' | 'en';
  timeZone: string;
  status: 'active' | 'closed';
}

export interface CustomerList {
  items: Array<Customer>;
  next: string | null;
}

/** What the customer is told */
export interface CustomerRoom {
  id: string;
  name: string;
  number: string;
  chairPassword: string;
  attendeePassword: string;
  /** UTC, milliseconds since 1970 */
  startMs: number;
  durationMs: number;
}

/** A line for each machine of each component */
export interface Debug {
  components: Record<string, Array<string>>;
}

/** Somebody who was in, or was called, and is not any more */
export interface Departed {
  id: string;
  role: 'chair' | 'attendee';
  name: string | null;
  number: string | null;
  /** Of the contact that has this number; null: none has it, or for all but the owner */
  contactName: string | null;
  /** It comes by the microphone of a web page, without a number */
  browser: boolean;
  redialable: boolean;
  /** UTC, milliseconds since 1970 */
  leftMs: number;
  /** Why it left, or why it never came */
  reason: string;
  /** The rule that kept the call from going out */
  bar: string | null;
}

/** The longest prefix counts; a number without one is barred */
export interface DestinationPrice {
  prefix: string;
  zone: string;
  microYuanPerMinute: number;
}

export interface Duty {
  operator: string;
  number: string;
  /** A browser rings instead of the telephone */
  browser: boolean;
  enabled: boolean;
  onDuty: boolean;
  /** Within the opening hours */
  open: boolean;
  hours: OperatorHours;
}

export interface DutyChange {
  onDuty: boolean;
}

export interface HelpQueue {
  items: Array<HelpRequest>;
}

export interface HelpRequest {
  /** Of the participant who asks */
  id: string;
  conference: string;
  kind: 'bridge' | 'direct' | 'quick' | 'instant' | null;
  /** The number of the room */
  room: string | null;
  conferenceName: string | null;
  account: {
    id: string;
    number: string;
    name: string;
  } | null;
  name: string | null;
  /** Masked; null: withheld */
  number: string | null;
  /** UTC, milliseconds since 1970 */
  askedMs: number;
  waitedMs: number;
  state: 'waiting' | 'calling' | 'speaking';
  operator: string | null;
}

export interface InstantCall {
  /** One of the own numbers: rung first, to press 1 */
  host: string;
  parties?: Array<PartyToCall>;
  /** Ids of contacts */
  contacts?: Array<string>;
  /** Ids of groups, each called whole */
  groups?: Array<string>;
  /** What the conference may cost in all, in micro-yuan */
  costLimitMicroYuan?: number;
}

/** Somebody who is being called */
export interface Invitation {
  id: string;
  role: 'chair' | 'attendee';
  name: string | null;
  number: string | null;
  /** Of the contact that has this number; null: none has it, or for all but the owner */
  contactName: string | null;
  operator: boolean;
  progress: 'waiting' | 'dialling' | 'ringing' | 'answered' | 'given-up';
}

export interface Invitations {
  parties?: Array<PartyToInvite>;
  /** Ids of contacts */
  contacts?: Array<string>;
  /** Ids of groups, each called whole */
  groups?: Array<string>;
  /** Of all who have none of their own */
  role?: 'chair' | 'attendee';
  /** For all who say nothing of their own */
  pressOne?: boolean;
}

export interface Invited {
  conference: Conference;
  /** Participant ids, each shown among the invitations */
  invited: Array<string>;
  rejected: Array<RejectedParty>;
}

/** A contact, everybody of a group, or somebody typed in */
export type Invitee =
  | {
      contactId: string;
    }
  | {
      groupId: string;
    }
  | {
      name?: string;
      email?: string;
      /** As people write it; the invitee may enter from it without keys, if the room allows that */
      number?: string;
    };

export interface LedgerEntry {
  id: string;
  kind: 'charge' | 'recharge' | 'reversal' | 'opening';
  /** What the account gains; negative: what it pays */
  amountMicroYuan: number;
  /** UTC, milliseconds since 1970 */
  utcMs: number;
  leg: string | null;
  conference: string | null;
  method: string | null;
  note: string | null;
  /** The entry that this one takes back */
  reverses: string | null;
}

export interface LedgerEntryList {
  items: Array<LedgerEntry>;
  next: string | null;
}

export interface LegPrice {
  free: boolean;
  /** Of a leg that we call its destination says the price instead */
  microYuanPerMinute: number;
  firstBlockS: number;
  /** One that has begun is charged whole */
  incrementS: number;
}

export interface LegPrices {
  bridge: {
    'host-dial-in': LegPrice;
    'attendee-dial-in': LegPrice;
    'dial-out': LegPrice;
    'host-callback': LegPrice;
    browser: LegPrice;
    operator: LegPrice;
    verification: LegPrice;
    test: LegPrice;
  };
  direct: {
    'host-dial-in': LegPrice;
    'attendee-dial-in': LegPrice;
    'dial-out': LegPrice;
    'host-callback': LegPrice;
    browser: LegPrice;
    operator: LegPrice;
    verification: LegPrice;
    test: LegPrice;
  };
  quick: {
    'host-dial-in': LegPrice;
    'attendee-dial-in': LegPrice;
    'dial-out': LegPrice;
    'host-callback': LegPrice;
    browser: LegPrice;
    operator: LegPrice;
    verification: LegPrice;
    test: LegPrice;
  };
  instant: {
    'host-dial-in': LegPrice;
    'attendee-dial-in': LegPrice;
    'dial-out': LegPrice;
    'host-callback': LegPrice;
    browser: LegPrice;
    operator: LegPrice;
    verification: LegPrice;
    test: LegPrice;
  };
}

/** null: nothing was received yet */
export type LineQuality = {
  /** Listening quality by ITU-T G.107, 1 to 4.5 */
  mos: number;
  /** Of what was sent to us: lost, or too late to be heard */
  lossPercent: number;
  jitterMs: number;
  /** null: the other side sends no reports */
  roundTripMs: number | null;
} | null;

export interface ListedNumber {
  number: string;
  verdict: 'allowed' | 'refused';
}

export interface ListedNumberChange {
  verdict: 'allowed' | 'refused';
}

export interface ListedNumberList {
  items: Array<ListedNumber>;
  next: string | null;
}

export interface Login {
  login: string;
  password: string;
}

export interface MeasuresEvent {
  conferenceId: string;
  costMicroYuan: number;
  costLimitMicroYuan: number | null;
  lines: Array<{
    participantId: string;
    quality: LineQuality;
  }>;
}

/** A party is heard only when none is set */
export interface Mutes {
  own: boolean;
  byChair: boolean;
  byRoom: boolean;
  waiting: boolean;
}

export interface NamesEvent {
  conferenceId: string;
  names: Array<{
    number: string;
    contactName: string | null;
  }>;
}

export type NewApiKey = ApiKey & {
  /** Shown this once */
  key: string;
};

export interface Number {
  id: string;
  /** E.164 */
  number: string;
  kind: 'registered' | 'bound' | 'linked';
  state: 'verified' | 'calling' | 'code-spoken' | 'call-failed';
  /** Why the call with the code has failed */
  failure: string | null;
  /** Rises with every change */
  progress: number;
  /** UTC, milliseconds since 1970 */
  verifiedMs: number | null;
}

export interface NumberCreate {
  number: string;
  kind: 'bound' | 'linked';
}

export interface NumberImport {
  imported: number;
  refused: number;
  /** The first hundred */
  refusals: Array<{
    line: number;
    code: string;
  }>;
}

export interface Numbers {
  items: Array<Number>;
}

export interface Occurrence {
  /** By the rule; it names the occurrence */
  plannedStartMs: number;
  /** UTC, milliseconds since 1970 */
  startMs: number;
  /** UTC, milliseconds since 1970 */
  endMs: number;
  state: 'planned' | 'changed' | 'cancelled';
}

export interface OccurrenceChange {
  /** UTC, milliseconds since 1970 */
  startMs: number;
  durationMs: number;
  /** Of the room, as read; or send it as If-Match */
  version?: number;
}

export interface OccurrencePreview {
  /** UTC, milliseconds since 1970 */
  startMs: number;
  durationMs: number;
  recurrence: Recurrence;
}

export interface Occurrences {
  items: Array<Occurrence>;
}

export interface Operator {
  id: string;
  user: string;
  /** Masked if it is the number of another account */
  login: string | null;
  /** The telephone that rings */
  number: string;
  enabled: boolean;
  onDuty: boolean;
  version: number;
}

export interface OperatorChange {
  number?: string;
  enabled?: boolean;
  version?: number;
}

export interface OperatorCreate {
  user: string;
  number: string;
  enabled?: boolean;
}

export interface OperatorEvent {
  type: 'help-queue-changed';
  conferenceId: string;
  participantId: string;
  waiting: boolean;
}

export interface OperatorHours {
  /** null: always */
  hours: string | null;
  timeZone: string;
}

export interface OperatorList {
  items: Array<Operator>;
}

export interface OperatorReport {
  requests: number;
  answered: number;
  givenUp: number;
  noneInTime: number;
  noneOnDuty: number;
  /** Of the answered ones */
  waitedP50Ms: number | null;
  waitedP90Ms: number | null;
  byOperator: Array<{
    operator: string | null;
    answered: number;
  }>;
}

export interface OptOutList {
  items: Array<{
    number: string;
    /** UTC, milliseconds since 1970 */
    sinceMs: number;
  }>;
  next: string | null;
}

/** What the account may call */
export interface OutgoingRights {
  /** Stop all outgoing calls */
  stopped: boolean;
  internationalAllowed: boolean;
  /** 0: without a limit */
  legsMax: number;
  /** 0: without a limit */
  legsPerHourMax: number;
  /** 0: without a limit */
  newNumbersPerDayMax: number;
  /** Micro-yuan; 0: without a limit */
  spendPerDayMax: number;
}

export interface Participant {
  id: string;
  role: 'chair' | 'attendee';
  name: string | null;
  /** Masked for all but the owner; null: withheld */
  number: string | null;
  /** Of the contact that has this number; null: none has it, or for all but the owner */
  contactName: string | null;
  /** A member of staff, not counted among the parties */
  operator: boolean;
  /** It comes by the microphone of a web page, without a number */
  browser: boolean;
  state: 'connected' | 'muted' | 'on-hold' | 'consulting' | 'with-operator';
  /** Only in the room it hears the others and is heard */
  place: 'room' | 'aside' | 'consult' | 'operator' | 'held';
  mutes: Mutes;
  heard: boolean;
  handRaised: boolean;
  /** The lowest is first; null: not raised */
  handOrder: number | null;
  talking: boolean;
  /** UTC, milliseconds since 1970 */
  enteredMs: number;
  quality: LineQuality;
}

export interface PartyToCall {
  /** As people write it, with an extension perhaps: 010-6234 5678 转 801 */
  number: string;
  name?: string;
}

export type PartyToInvite = PartyToCall & {
  role?: 'chair' | 'attendee';
  /** Only 1 leads in, so that no voicemail enters */
  pressOne?: boolean;
};

export interface PasswordChange {
  oldPassword: string;
  newPassword: string;
}

export interface PhonePin {
  /** 6 digits, neither all alike nor in a row */
  pin: string;
}

export interface Price {
  tariffVersion: string;
  free: boolean;
  /** Of a leg that we call */
  zone: string | null;
  microYuanPerMinute: number;
  firstBlockS: number;
  incrementS: number;
  chargedS: number;
  amountMicroYuan: number;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  code: string;
  errors?: Array<{
    field: string;
    code: string;
    message: string;
  }>;
  existing?: {
    id: string;
    name: string;
  };
  requestId: string;
}

export interface Profile {
  accountId: string;
  /** The account number: 8 digits */
  number: string;
  name: string;
  language: 'zh-CN' | 'en';
  timeZone: string;
  /** null, with email and helpSeen, for an API key */
  login: string | null;
  email: string | null;
  helpSeen: boolean | null;
  phonePinSet: boolean;
  version: number;
}

export interface ProfileChange {
  name?: string;
  language?: 'zh-CN' | 'en';
  timeZone?: string;
  email?: string | null;
  helpSeen?: boolean;
  /** The version that was read; or send it as If-Match */
  version?: number;
}

export interface Prompt {
  id: string;
  /** `tones`: sounds, the same in every language */
  voice: 'zh-CN' | 'en' | 'tones';
  /** null: a sound, not spoken */
  text: string | null;
  /** When it is heard */
  context: string;
  /** By a recording of your own */
  replaced: boolean;
}

export type PromptChanged = Prompt & {
  /** Without its pauses */
  levelDbm0: number | null;
  durationMs: number | null;
  /** For what is played from now on, or only after a restart */
  effective: 'now' | 'next-start';
};

export interface PromptList {
  items: Array<Prompt>;
}

export interface PublicInstantCall {
  /** An activated number: rung first, to press 1 */
  number: string;
  others: Array<PartyToCall>;
}

export interface Readiness {
  ready: boolean;
  /** Why new calls are refused, like `draining` */
  reasons: Array<string>;
}

export interface RechargeCreate {
  amountMicroYuan: number;
  /** Such as cash, transfer, gateway */
  method: string;
  note?: string;
}

export interface Reconciliation {
  /** By `huitong reconcile`; null: there was none */
  last: {
    /** UTC, milliseconds since 1970 */
    atMs: number;
    /** The carrier's */
    file: string;
    /** null: all of them */
    trunk: string | null;
    matched: number;
    differences: number;
    /** The first 100 of them, a line each */
    first: Array<string>;
  } | null;
  /** All records rated again; null: not since the start of the server */
  ledgerAudit: {
    /** UTC, milliseconds since 1970 */
    atMs: number;
    findings: number;
    differenceMicroYuan: number;
  } | null;
}

export interface RecordTotals {
  /** UTC, milliseconds since 1970 */
  fromMs: number;
  /** UTC, milliseconds since 1970 */
  toMs: number;
  conferences: number;
  legs: number;
  durationMs: number;
  chargedS: number;
  costMicroYuan: number;
  /** By local date; days without a call are left out */
  byDay: Array<{
    date: string;
    legs: number;
    durationMs: number;
    chargedS: number;
    costMicroYuan: number;
  }>;
  /** kind null: legs that are still up, or that nobody pays for */
  byKind: Array<{
    service: string | null;
    kind: string | null;
    legs: number;
    durationMs: number;
    chargedS: number;
    costMicroYuan: number;
  }>;
}

export interface Recording {
  id: string;
  conference: string;
  roomNumber: string;
  /** null: without a room, or the room is removed */
  roomName: string | null;
  /** UTC, milliseconds since 1970 */
  startedMs: number;
  durationMs: number | null;
  /** incomplete: with gaps; lost: nothing of it has come to the disk */
  status: 'recording' | 'ready' | 'incomplete' | 'lost';
  /** Files of one party each, beside the mix */
  tracks: number;
  /** When it will be deleted */
  deletedMs: number;
}

export interface RecordingLink {
  /** For whoever owns the recording, with login or key */
  url: string;
  /** UTC, milliseconds since 1970 */
  expiresMs: number;
}

export interface RecordingLinkCreate {
  /** Without it the mix */
  track?: number;
}

export interface RecordingList {
  items: Array<Recording>;
  next: string | null;
}

export interface RecordingShare {
  id: string;
  /** The page below the address of the portal: whoever has it listens without a login */
  url: string;
  /** UTC, milliseconds since 1970 */
  createdMs: number;
  /** UTC, milliseconds since 1970 */
  expiresMs: number;
}

export interface RecordingShareCreate {
  /** So long it is valid; no longer than the recording is kept */
  days: number;
}

export interface RecordingShareList {
  items: Array<RecordingShare>;
}

/** Evaluated in the account's time zone; a count or an end date, not both */
export type Recurrence = {
  every: 'day' | 'week' | 'two-weeks' | 'month';
  count?: number;
  /** The last local date, YYYY-MM-DD */
  untilDate?: string;
  exceptions?: Array<{
    /** UTC, milliseconds since 1970 */
    plannedStartMs: number;
    /** null: this occurrence is cancelled */
    instead: {
      /** UTC, milliseconds since 1970 */
      startMs: number;
      durationMs: number;
    } | null;
  }>;
} | null;

export interface Registration {
  /** Secret: known to who has begun it */
  id: string;
  /** E.164 */
  number: string;
  /** awaiting-activation: the instant service is to be dialled from that phone */
  state: 'awaiting-activation' | 'activation-missed' | 'calling' | 'code-spoken' | 'call-failed';
  activationMsLeft: number | null;
  /** Why the call with the code has failed */
  failure: string | null;
  /** Rises with every change */
  progress: number;
}

export interface RegistrationCreate {
  /** 用户协议 */
  agreementAccepted: true;
  number: string;
  name: string;
  password: string;
  email?: string;
  language?: 'zh-CN' | 'en';
}

export interface RejectedParty {
  number: string;
  /** ALREADY_IN, or the rule that bars the call */
  code: string;
}

export interface ReversalCreate {
  note: string;
}

export interface Room {
  id: string;
  name: string;
  organiser: string;
  /** 4 to 10 digits, unique */
  number: string;
  /** 4 to 12 digits */
  chairPassword: string;
  /** Digits, other than the chair's; may be empty */
  attendeePassword: string;
  options: RoomOptions;
  /** UTC, milliseconds since 1970 */
  startMs: number;
  durationMs: number;
  language: 'zh-CN' | 'en';
  recurrence: Recurrence;
  invitees: Array<Invitee>;
  /** 发送邮件通知 */
  notify: boolean;
  /** Text messages to mobile numbers; kept, but none go out while the installation has no SMS gateway */
  notifyBySms: boolean;
  /** The reminder goes out so long before each start; 0: none */
  reminderMs: number;
  version: number;
  /** UTC, milliseconds since 1970 */
  createdMs: number;
  /** The running conference */
  conference: {
    id: string;
    parties: number;
  } | null;
  /** The window that is open now, else the next, else the last; null: all are cancelled */
  occurrence: {
    /** UTC, milliseconds since 1970 */
    startMs: number;
    /** UTC, milliseconds since 1970 */
    endMs: number;
  } | null;
}

export interface RoomChange {
  name?: string;
  organiser?: string;
  /** 4 to 10 digits, unique */
  number?: string;
  /** 4 to 12 digits */
  chairPassword?: string;
  /** Digits, other than the chair's; may be empty */
  attendeePassword?: string;
  options?: {
    chairAnnounced?: boolean;
    chairMayRecord?: boolean;
    attendeeAnnounced?: boolean;
    attendeeListenOnly?: boolean;
    attendeeWaitsForChair?: boolean;
    endsWithLastChair?: boolean;
    attendeeMayUnmute?: boolean;
    attendeeMayInvite?: boolean;
    keylessEntry?: boolean;
    /** null: the limit of the tier alone counts */
    partiesMax?: number | null;
  };
  /** UTC, milliseconds since 1970 */
  startMs?: number;
  durationMs?: number;
  language?: 'zh-CN' | 'en';
  recurrence?: Recurrence;
  invitees?: Array<Invitee>;
  /** 发送邮件通知 */
  notify?: boolean;
  /** Text messages to mobile numbers; kept, but none go out while the installation has no SMS gateway */
  notifyBySms?: boolean;
  /** The reminder goes out so long before each start; 0: none */
  reminderMs?: number;
  /** The version that was read; or send it as If-Match */
  version?: number;
}

/** Without a number a free one is given; the organiser is the account, the start is now, the duration 2000 hours. */
export interface RoomCreate {
  name: string;
  organiser?: string;
  /** 4 to 10 digits, unique */
  number?: string;
  /** 4 to 12 digits */
  chairPassword: string;
  /** Digits, other than the chair's; may be empty */
  attendeePassword?: string;
  options?: {
    chairAnnounced?: boolean;
    chairMayRecord?: boolean;
    attendeeAnnounced?: boolean;
    attendeeListenOnly?: boolean;
    attendeeWaitsForChair?: boolean;
    endsWithLastChair?: boolean;
    attendeeMayUnmute?: boolean;
    attendeeMayInvite?: boolean;
    keylessEntry?: boolean;
    /** null: the limit of the tier alone counts */
    partiesMax?: number | null;
  };
  /** UTC, milliseconds since 1970 */
  startMs?: number;
  durationMs?: number;
  language?: 'zh-CN' | 'en';
  recurrence?: Recurrence;
  invitees?: Array<Invitee>;
  /** 发送邮件通知 */
  notify?: boolean;
  /** Text messages to mobile numbers; kept, but none go out while the installation has no SMS gateway */
  notifyBySms?: boolean;
  /** The reminder goes out so long before each start; 0: none */
  reminderMs?: number;
}

/** To be copied; the chair password is not in it */
export interface RoomInvitation {
  text: {
    'zh-CN': string;
    en: string;
  };
  /** One tap dials and keys room number and password; null: nothing can be dialled */
  telLink: string | null;
}

export type RoomInvitations = Invitations & {
  /** What the conference may cost in all, in micro-yuan */
  costLimitMicroYuan?: number;
};

export interface RoomList {
  items: Array<Room>;
  next: string | null;
}

export interface RoomOptions {
  chairAnnounced: boolean;
  chairMayRecord: boolean;
  attendeeAnnounced: boolean;
  attendeeListenOnly: boolean;
  attendeeWaitsForChair: boolean;
  endsWithLastChair: boolean;
  attendeeMayUnmute: boolean;
  attendeeMayInvite: boolean;
  keylessEntry: boolean;
  /** null: the limit of the tier alone counts */
  partiesMax: number | null;
}

export type RoomPhoneToken = BrowserPhoneToken & {
  /** Who it will be in the conference */
  participantId: string;
};

export interface RoomTemplate {
  id: string;
  name: string;
  fields: RoomTemplateFields;
  /** UTC, milliseconds since 1970 */
  createdMs: number;
}

export interface RoomTemplateCreate {
  name: string;
  fields: RoomTemplateFields;
}

export interface RoomTemplateFields {
  name?: string;
  organiser?: string;
  /** 4 to 12 digits */
  chairPassword?: string;
  /** Digits, other than the chair's; may be empty */
  attendeePassword?: string;
  options?: {
    chairAnnounced?: boolean;
    chairMayRecord?: boolean;
    attendeeAnnounced?: boolean;
    attendeeListenOnly?: boolean;
    attendeeWaitsForChair?: boolean;
    endsWithLastChair?: boolean;
    attendeeMayUnmute?: boolean;
    attendeeMayInvite?: boolean;
    keylessEntry?: boolean;
    /** null: the limit of the tier alone counts */
    partiesMax?: number | null;
  };
  durationMs?: number;
  language?: 'zh-CN' | 'en';
  recurrence?: Recurrence;
  invitees?: Array<Invitee>;
  /** 发送邮件通知 */
  notify?: boolean;
  /** Text messages to mobile numbers; kept, but none go out while the installation has no SMS gateway */
  notifyBySms?: boolean;
  /** The reminder goes out so long before each start; 0: none */
  reminderMs?: number;
}

export interface RoomTemplateList {
  items: Array<RoomTemplate>;
}

export interface ServiceNumber {
  number: string;
  service: 'bridge' | 'quick' | 'instant' | 'direct' | 'test';
  language: 'zh-CN' | 'en' | 'both';
}

export interface ServiceNumberChange {
  service?: 'bridge' | 'quick' | 'instant' | 'direct' | 'test';
  language?: 'zh-CN' | 'en' | 'both';
  room?: string | null;
  test?: 'echo' | 'tone' | 'silence' | 'dtmf' | 'loop' | null;
  /** The version that was read; or send it as If-Match */
  version?: number;
}

export interface ServiceNumberList {
  items: Array<ServiceNumber>;
}

export interface Session {
  /** null for an API key */
  login: string | null;
  /** false: whether help is wanted is to be asked, once; null for an API key */
  helpSeen: boolean | null;
  /** true: the password must be changed first; null for an API key */
  passwordTemporary: boolean | null;
  role: 'customer' | 'operator' | 'admin';
  scopes: Array<string>;
  account: {
    id: string;
    number: string;
    name: string;
    tier: 'trial' | 'standard' | 'vip';
    language: 'zh-CN' | 'en';
    timeZone: string;
  };
  /** null for an API key */
  expiresMs: number | null;
}

export interface SessionItem {
  id: string;
  current: boolean;
  address: string;
  userAgent: string;
  /** UTC, milliseconds since 1970 */
  createdMs: number;
  /** UTC, milliseconds since 1970 */
  usedMs: number;
  /** UTC, milliseconds since 1970 */
  expiresMs: number;
}

export interface SessionList {
  items: Array<SessionItem>;
}

export interface SharedRecording {
  /** UTC, milliseconds since 1970 */
  startedMs: number;
  durationMs: number;
  /** UTC, milliseconds since 1970 */
  expiresMs: number;
}

export interface SipLadder {
  call: CallTrace;
  items: Array<{
    /** UTC, milliseconds since 1970 */
    atMs: number;
    direction: 'received' | 'sent';
    peer: string;
    /** As in the Via: UDP, WS … */
    transport: string | null;
    startLine: string;
    /** Without credentials and keyed digits, with numbers masked */
    text: string;
    /** The message was longer than what is kept */
    cut: boolean;
  }>;
}

export interface SnapshotEvent {
  conferences: Array<Conference>;
}

export interface SpokenCode {
  code: string;
}

export interface StartedCall {
  conference: Conference;
  rejected: Array<RejectedParty>;
}

export interface Statement {
  month: string;
  /** The month is over */
  complete: boolean;
  /** Rounded once, half up; below zero: owed */
  openingFen: number;
  /** Rounded once, half up; below zero: owed */
  rechargedFen: number;
  /** Rounded once, half up; below zero: owed */
  chargedFen: number;
  /** Rounded once, half up; below zero: owed */
  closingFen: number;
  charges: number;
}

export interface StatementList {
  items: Array<{
    month: string;
    complete: boolean;
  }>;
}

export interface System {
  version: string;
  node: string;
  /** UTC, milliseconds since 1970 */
  startedMs: number;
  uptimeMs: number;
  /** From INVITE to stored record */
  calls: number;
  conferences: number;
  mediaLegs: number;
  rtpPortsFree: number;
  /** Endings that wait for the store */
  journalWaiting: number;
  /** Why no new calls are taken; empty: they are */
  notReady: Array<string>;
  store: {
    writable: boolean;
    waitingUnits: number;
    lastError: string | null;
    stalls: number;
  };
  workers: Array<{
    legs: number;
    /** Of the beat: begun late */
    phasesLate: number;
    /** Left out after a stall */
    phasesSkipped: number;
  }>;
  trunks: Array<{
    id: string;
    enabled: boolean;
    up: boolean;
    calls: number;
  }>;
  memory: {
    residentBytes: number;
    heapUsedBytes: number;
  };
}

export interface SystemHistory {
  stepMs: number;
  samples: Array<{
    /** UTC, milliseconds since 1970 */
    atMs: number;
    calls: number;
    conferences: number;
    mediaLegs: number;
    callsPerSecond: number;
    /** 99 of 100 phases of the beat began no later; null: there was none */
    beatLateMsP99: number | null;
    phasesLate: number;
    phasesSkipped: number;
    /** By the server; 1: one processor was busy all the time */
    processorsBusy: number;
    /** The thread of SIP and the API */
    mainThreadBusy: number;
    /** The machine's load average over a minute */
    load: number;
    residentBytes: number;
    /** Packets that did not come; null: none were waited for */
    lossRatio: number | null;
    /** Of the legs that are up, each since it began (ITU-T G.107) */
    mosMean: number | null;
    /** The worst of them */
    mosMin: number | null;
  }>;
}

/** Without an operator whoever asks; another one is for administrators */
export interface TakeRequest {
  operator?: string;
}

export interface TalkingEvent {
  conferenceId: string;
  talking: Array<string>;
}

export interface Tariff {
  version: string;
  /** UTC, milliseconds since 1970 */
  validFromMs: number;
  state: 'past' | 'current' | 'planned';
  destinations: Array<DestinationPrice>;
  legs: LegPrices;
}

/** What is left out is taken over from the tariff that is in force then */
export interface TariffCreate {
  version: string;
  /** Now or later; without it now */
  validFromMs?: number;
  legs?: LegPrices;
  destinations?: Array<DestinationPrice>;
}

export interface TariffList {
  items: Array<TariffSummary>;
}

export interface TariffSummary {
  version: string;
  /** UTC, milliseconds since 1970 */
  validFromMs: number;
  state: 'past' | 'current' | 'planned';
  /** How many prefixes have a price */
  destinations: number;
}

export interface Trunk {
  id: string;
  enabled: boolean;
  addresses: Array<string>;
  mediaFrom: Array<string>;
  calledFrom: Array<string>;
  callerFrom: string;
  screened: boolean;
  homeArea: string | null;
  callsMax: number;
  callsPerSecondMax: number;
  capCodes: {
    callsAtOnce: number;
    callsPerSecond: number;
  };
  pingMs: number;
  outbound: {
    targets: Array<string>;
    prefixes: Array<string>;
    numberFormat: 'national' | 'national-without-0' | 'e164' | 'e164-without-plus' | '0086';
    callerNumbers: Array<string>;
    callerFormat: 'national' | 'national-without-0' | 'e164' | 'e164-without-plus' | '0086';
    assertIdentity: boolean;
    userPhone: boolean;
    domain: string | null;
    /** The name of the secret; the secret itself is never shown */
    credentials: {
      username: string;
      secret: string;
      realm: string | null;
    } | null;
    callsMax: number;
    callsPerSecondMax: number;
    firstAnswerMs: number;
  };
  /** It wins over the configuration file */
  edited: boolean;
  /** The configuration file names it */
  configured: boolean;
  version: number;
  state: TrunkState;
}

/** Settings of a trunk, as in the configuration file; what is left out stays as it is, also within `outbound` and `capCodes`. */
export interface TrunkChange {
  addresses?: Array<string>;
  calledFrom?: Array<'request-uri' | 'to' | 'p-called-party-id' | 'diversion' | 'history-info'>;
  callerFrom?: 'p-asserted-identity' | 'from' | 'none';
  screened?: boolean;
  homeArea?: string | null;
  mediaFrom?: Array<string>;
  callsMax?: number;
  callsPerSecondMax?: number;
  enabled?: boolean;
  pingMs?: number;
  capCodes?: {
    callsAtOnce?: number;
    callsPerSecond?: number;
  };
  outbound?: {
    targets?: Array<string>;
    prefixes?: Array<string>;
    numberFormat?: 'national' | 'national-without-0' | 'e164' | 'e164-without-plus' | '0086';
    callerNumbers?: Array<string>;
    callerFormat?: 'national' | 'national-without-0' | 'e164' | 'e164-without-plus' | '0086';
    assertIdentity?: boolean;
    userPhone?: boolean;
    domain?: string | null;
    credentials?: {
      username: string;
      secret: string;
      realm?: string;
    } | null;
    callsMax?: number;
    callsPerSecondMax?: number;
    firstAnswerMs?: number;
  };
  /** The version that was read; or send it as If-Match */
  version?: number;
}

export interface TrunkCreate {
  id: string;
  addresses: Array<string>;
  calledFrom?: Array<'request-uri' | 'to' | 'p-called-party-id' | 'diversion' | 'history-info'>;
  callerFrom?: 'p-asserted-identity' | 'from' | 'none';
  screened?: boolean;
  homeArea?: string;
  mediaFrom?: Array<string>;
  callsMax?: number;
  callsPerSecondMax?: number;
  capCodes?: {
    callsAtOnce?: number;
    callsPerSecond?: number;
  };
  enabled?: boolean;
  pingMs?: number;
  outbound?: {
    targets?: Array<string>;
    prefixes?: Array<string>;
    numberFormat?: 'national' | 'national-without-0' | 'e164' | 'e164-without-plus' | '0086';
    callerNumbers?: Array<string>;
    callerFormat?: 'national' | 'national-without-0' | 'e164' | 'e164-without-plus' | '0086';
    assertIdentity?: boolean;
    userPhone?: boolean;
    domain?: string;
    credentials?: {
      username: string;
      secret: string;
      realm?: string;
    };
    callsMax?: number;
    callsPerSecondMax?: number;
    firstAnswerMs?: number;
  };
}

export interface TrunkList {
  items: Array<Trunk>;
}

export interface TrunkState {
  /** By OPTIONS and by the calls themselves */
  up: boolean;
  /** In a row */
  failures: number;
  targets: Array<{
    host: string;
    port: number;
    /** The last OPTIONS; null: not known */
    answers: boolean | null;
  }>;
  callsIn: number;
  callsOut: number;
  /** In the last whole second */
  newCallsIn: number;
  newCallsOut: number;
  /** Calls of ours since the start */
  sent: number;
  answered: number;
  /** Answered of those sent */
  answerSeizureRatio: number | null;
  /** From the INVITE to the ringing, on average */
  postDialMs: number | null;
}

export interface Webhook {
  id: string;
  /** https, port 443, 80 or from 1024 on, without credentials, at a public address */
  url: string;
  /** `*`: all, also those that a later version adds */
  events: Array<
    | 'conference.opened'
    | 'conference.closed'
    | 'participant.entered'
    | 'participant.left'
    | 'invitation.failed'
    | 'recording.started'
    | 'recording.finished'
    | 'booking.changed'
    | 'numbers.changed'
    | 'balance.low'
    | 'record.closed'
    | '*'
  >;
  description: string;
  enabled: boolean;
  /** gone: it answered 410; failing: nothing has arrived for five days */
  disabledReason: 'gone' | 'failing' | null;
  /** UTC, milliseconds since 1970 */
  failingSinceMs: number | null;
  /** Until then the secret before this one signs as well */
  previousSecretUntilMs: number | null;
  version: number;
  /** UTC, milliseconds since 1970 */
  createdMs: number;
}

export interface WebhookChange {
  /** https, port 443, 80 or from 1024 on, without credentials, at a public address */
  url?: string;
  /** `*`: all, also those that a later version adds */
  events?: Array<
    | 'conference.opened'
    | 'conference.closed'
    | 'participant.entered'
    | 'participant.left'
    | 'invitation.failed'
    | 'recording.started'
    | 'recording.finished'
    | 'booking.changed'
    | 'numbers.changed'
    | 'balance.low'
    | 'record.closed'
    | '*'
  >;
  description?: string;
  enabled?: boolean;
  /** The version that was read; or send it as If-Match */
  version?: number;
}

export interface WebhookCreate {
  /** https, port 443, 80 or from 1024 on, without credentials, at a public address */
  url: string;
  /** `*`: all, also those that a later version adds */
  events: Array<
    | 'conference.opened'
    | 'conference.closed'
    | 'participant.entered'
    | 'participant.left'
    | 'invitation.failed'
    | 'recording.started'
    | 'recording.finished'
    | 'booking.changed'
    | 'numbers.changed'
    | 'balance.low'
    | 'record.closed'
    | '*'
  >;
  description?: string;
  enabled?: boolean;
}

export interface WebhookDelivery {
  /** The webhook-id of each of its tries */
  id: string;
  type: string;
  state: 'waiting' | 'delivered' | 'dead';
  failedTries: number;
  lastError: string | null;
  /** UTC, milliseconds since 1970 */
  nextTryMs: number | null;
  /** UTC, milliseconds since 1970 */
  createdMs: number;
  /** UTC, milliseconds since 1970 */
  settledMs: number | null;
}

export interface WebhookDeliveryList {
  items: Array<WebhookDelivery>;
  next: string | null;
}

export interface WebhookList {
  items: Array<Webhook>;
}

/** Events from fromMs on, before toMs */
export interface WebhookReplay {
  /** UTC, milliseconds since 1970 */
  fromMs: number;
  /** UTC, milliseconds since 1970 */
  toMs: number;
}

export interface WebhookReplayed {
  replayed: number;
}

export interface WebhookTest {
  deliveryId: string;
}

export interface WebhookWithSecret {
  id: string;
  /** https, port 443, 80 or from 1024 on, without credentials, at a public address */
  url: string;
  /** `*`: all, also those that a later version adds */
  events: Array<
    | 'conference.opened'
    | 'conference.closed'
    | 'participant.entered'
    | 'participant.left'
    | 'invitation.failed'
    | 'recording.started'
    | 'recording.finished'
    | 'booking.changed'
    | 'numbers.changed'
    | 'balance.low'
    | 'record.closed'
    | '*'
  >;
  description: string;
  enabled: boolean;
  /** gone: it answered 410; failing: nothing has arrived for five days */
  disabledReason: 'gone' | 'failing' | null;
  /** UTC, milliseconds since 1970 */
  failingSinceMs: number | null;
  /** Until then the secret before this one signs as well */
  previousSecretUntilMs: number | null;
  version: number;
  /** UTC, milliseconds since 1970 */
  createdMs: number;
  /** It is shown this once */
  secret: string;
}

/** The answer's body is a problem, RFC 9457. */
interface Refused {
  content: { 'application/problem+json': Problem };
}

interface Empty {
  content?: never;
}

/** Every operation, by path and method, as openapi-fetch looks them up. */
export interface Paths {
  '/accounts/{accountId}/recharges': {
    post: {
      parameters: {
        header?: {
          /** Sent again with the same key, it is done once and answered with the first answer */
          'idempotency-key'?: string | undefined;
        };
        path: {
          accountId: string;
        };
      };
      requestBody: { content: { 'application/json': RechargeCreate } };
      responses: {
        201: { content: { 'application/json': LedgerEntry } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/accounts': {
    get: {
      parameters: {
        query?: {
          limit?: number | undefined;
          /** The `next` of the page before */
          after?: string | undefined;
          /** The beginning of the account number */
          number?: string | undefined;
          /** Any part of the name */
          name?: string | undefined;
          /** One of its telephone numbers, as people write it */
          phone?: string | undefined;
          status?: 'active' | 'closed' | undefined;
        };
      };
      responses: {
        200: { content: { 'application/json': AccountList } };
        400: Refused;
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
    post: {
      parameters: {
        header?: {
          /** Sent again with the same key, it is done once and answered with the first answer */
          'idempotency-key'?: string | undefined;
        };
      };
      requestBody: { content: { 'application/json': AccountCreate } };
      responses: {
        201: { content: { 'application/json': AccountRecord } };
        400: Refused;
        401: Refused;
        403: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/accounts/{accountId}': {
    get: {
      parameters: {
        path: {
          accountId: string;
        };
      };
      responses: {
        200: { content: { 'application/json': AccountRecord } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
    patch: {
      parameters: {
        header?: {
          'if-match'?: string | undefined;
        };
        path: {
          accountId: string;
        };
      };
      requestBody: { content: { 'application/json': AccountChange } };
      responses: {
        200: { content: { 'application/json': AccountRecord } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/accounts/{accountId}/numbers': {
    get: {
      parameters: {
        path: {
          accountId: string;
        };
      };
      responses: {
        200: { content: { 'application/json': AccountNumbers } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/accounts/{accountId}/users': {
    get: {
      parameters: {
        path: {
          accountId: string;
        };
      };
      responses: {
        200: { content: { 'application/json': AccountUsers } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
    post: {
      parameters: {
        path: {
          accountId: string;
        };
      };
      requestBody: { content: { 'application/json': AccountUserCreate } };
      responses: {
        201: { content: { 'application/json': AccountUserWithPassword } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/accounts/{accountId}/users/{userId}': {
    patch: {
      parameters: {
        path: {
          accountId: string;
          userId: string;
        };
      };
      requestBody: { content: { 'application/json': AccountUserChange } };
      responses: {
        200: { content: { 'application/json': AccountUser } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/accounts/{accountId}/users/{userId}/password-resets': {
    post: {
      parameters: {
        path: {
          accountId: string;
          userId: string;
        };
      };
      responses: {
        201: { content: { 'application/json': AccountUserWithPassword } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/alarms': {
    get: {
      parameters: {
        query?: {
          limit?: number | undefined;
          /** The `next` of the page before */
          after?: string | undefined;
        };
      };
      responses: {
        200: { content: { 'application/json': AlarmList } };
        400: Refused;
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/audit-log': {
    get: {
      parameters: {
        query?: {
          limit?: number | undefined;
          /** The `next` of the page before */
          after?: string | undefined;
          /** On whose behalf it was done */
          accountId?: string | undefined;
          /** A user or a key */
          actorId?: string | undefined;
          fromMs?: number | null | undefined;
          toMs?: number | null | undefined;
        };
      };
      responses: {
        200: { content: { 'application/json': AuditLog } };
        400: Refused;
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/audit-log/verification': {
    get: {
      parameters: {};
      responses: {
        200: { content: { 'application/json': AuditVerification } };
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/calls': {
    get: {
      parameters: {
        query?: {
          limit?: number | undefined;
          /** The `next` of the page before */
          after?: string | undefined;
          /** Part of a party's number */
          number?: string | undefined;
          trunk?: string | undefined;
          /** All attempts of this leg */
          leg?: string | undefined;
          result?:
            | 'calling'
            | 'up'
            | 'answered'
            | 'busy'
            | 'no-answer'
            | 'bad-number'
            | 'rejected'
            | 'congested'
            | 'failed'
            | 'cancelled'
            | undefined;
        };
      };
      responses: {
        200: { content: { 'application/json': CallTraceList } };
        400: Refused;
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/calls/{callId}/messages': {
    get: {
      parameters: {
        path: {
          /** The Call-ID of its dialog, or the id of the leg */
          callId: string;
        };
      };
      responses: {
        200: { content: { 'application/json': SipLadder } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/captures': {
    get: {
      parameters: {};
      responses: {
        200: { content: { 'application/json': CaptureList } };
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
    post: {
      parameters: {};
      requestBody: { content: { 'application/json': CaptureCreate } };
      responses: {
        201: { content: { 'application/json': Capture } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/captures/{captureId}': {
    get: {
      parameters: {
        path: {
          captureId: string;
        };
      };
      responses: {
        200: { content: { 'application/json': Capture } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
    delete: {
      parameters: {
        path: {
          captureId: string;
        };
      };
      responses: {
        204: Empty;
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/captures/{captureId}/packets': {
    get: {
      parameters: {
        path: {
          captureId: string;
        };
      };
      responses: {
        200: { content: { 'application/vnd.tcpdump.pcap': Blob } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/charge-files': {
    get: {
      parameters: {
        query?: {
          limit?: number | undefined;
          /** The `next` of the page before */
          after?: string | undefined;
          period?: 'hour' | 'day' | undefined;
        };
      };
      responses: {
        200: { content: { 'application/json': ChargeFileList } };
        400: Refused;
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/charge-files/{fileId}/content': {
    get: {
      parameters: {
        path: {
          fileId: string;
        };
      };
      responses: {
        200: { content: { 'text/csv': Blob } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/conferences': {
    get: {
      parameters: {
        query?: {
          limit?: number | undefined;
          /** The `next` of the page before */
          after?: string | undefined;
        };
      };
      responses: {
        200: { content: { 'application/json': ConferenceList } };
        400: Refused;
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/ledger-entries/{entryId}/reversal': {
    post: {
      parameters: {
        header?: {
          /** Sent again with the same key, it is done once and answered with the first answer */
          'idempotency-key'?: string | undefined;
        };
        path: {
          entryId: string;
        };
      };
      requestBody: { content: { 'application/json': ReversalCreate } };
      responses: {
        201: { content: { 'application/json': LedgerEntry } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/listed-numbers': {
    get: {
      parameters: {
        query?: {
          limit?: number | undefined;
          /** The `next` of the page before */
          after?: string | undefined;
          verdict?: 'allowed' | 'refused' | undefined;
          prefix?: string | undefined;
        };
      };
      responses: {
        200: { content: { 'application/json': ListedNumberList } };
        400: Refused;
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/listed-numbers/imports': {
    post: {
      parameters: {
        query?: {
          /** For lines that name none */
          verdict?: 'allowed' | 'refused' | undefined;
        };
        header?: {
          /** Sent again with the same key, it is done once and answered with the first answer */
          'idempotency-key'?: string | undefined;
        };
      };
      requestBody: { content: { 'text/csv': string } };
      responses: {
        200: { content: { 'application/json': NumberImport } };
        400: Refused;
        401: Refused;
        403: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/listed-numbers/{number}': {
    put: {
      parameters: {
        path: {
          /** As people write it; a + is %2B in an address */
          number: string;
        };
      };
      requestBody: { content: { 'application/json': ListedNumberChange } };
      responses: {
        200: { content: { 'application/json': ListedNumber } };
        400: Refused;
        401: Refused;
        403: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
    delete: {
      parameters: {
        path: {
          /** As people write it; a + is %2B in an address */
          number: string;
        };
      };
      responses: {
        204: Empty;
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/operator-hours': {
    get: {
      parameters: {};
      responses: {
        200: { content: { 'application/json': OperatorHours } };
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
    put: {
      parameters: {};
      requestBody: { content: { 'application/json': OperatorHours } };
      responses: {
        200: { content: { 'application/json': OperatorHours } };
        400: Refused;
        401: Refused;
        403: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/operators': {
    get: {
      parameters: {};
      responses: {
        200: { content: { 'application/json': OperatorList } };
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
    post: {
      parameters: {
        header?: {
          /** Sent again with the same key, it is done once and answered with the first answer */
          'idempotency-key'?: string | undefined;
        };
      };
      requestBody: { content: { 'application/json': OperatorCreate } };
      responses: {
        201: { content: { 'application/json': Operator } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/operators/{operatorId}': {
    patch: {
      parameters: {
        header?: {
          'if-match'?: string | undefined;
        };
        path: {
          operatorId: string;
        };
      };
      requestBody: { content: { 'application/json': OperatorChange } };
      responses: {
        200: { content: { 'application/json': Operator } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
    delete: {
      parameters: {
        path: {
          operatorId: string;
        };
      };
      responses: {
        204: Empty;
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/opt-outs': {
    get: {
      parameters: {
        query?: {
          limit?: number | undefined;
          /** The `next` of the page before */
          after?: string | undefined;
        };
      };
      responses: {
        200: { content: { 'application/json': OptOutList } };
        400: Refused;
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/opt-outs/{number}': {
    delete: {
      parameters: {
        path: {
          /** As people write it; a + is %2B in an address */
          number: string;
        };
      };
      responses: {
        204: Empty;
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/prompts': {
    get: {
      parameters: {};
      responses: {
        200: { content: { 'application/json': PromptList } };
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/prompts/{voice}/{promptId}/audio': {
    get: {
      parameters: {
        path: {
          /** `tones`: sounds, the same in every language */
          voice: 'zh-CN' | 'en' | 'tones';
          promptId: string;
        };
      };
      responses: {
        200: { content: { 'audio/wav': Blob } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
    put: {
      parameters: {
        query?: {
          /** Bring it to −20 dBm0 instead of refusing what is louder or softer */
          normalise?: 'true' | 'false' | undefined;
        };
        path: {
          /** `tones`: sounds, the same in every language */
          voice: 'zh-CN' | 'en' | 'tones';
          promptId: string;
        };
      };
      requestBody: { content: { 'audio/wav': Blob } };
      responses: {
        200: { content: { 'application/json': PromptChanged } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
    delete: {
      parameters: {
        path: {
          /** `tones`: sounds, the same in every language */
          voice: 'zh-CN' | 'en' | 'tones';
          promptId: string;
        };
      };
      responses: {
        200: { content: { 'application/json': PromptChanged } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/reconciliation': {
    get: {
      parameters: {};
      responses: {
        200: { content: { 'application/json': Reconciliation } };
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/recording-script': {
    get: {
      parameters: {
        query?: {
          format?: 'csv' | 'html' | undefined;
          voice?: 'zh-CN' | 'en' | undefined;
        };
      };
      responses: {
        200: { content: { 'text/html': string; 'text/csv': string } };
        400: Refused;
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/service-numbers': {
    get: {
      parameters: {};
      responses: {
        200: { content: { 'application/json': BoundNumbers } };
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
    post: {
      parameters: {
        header?: {
          /** Sent again with the same key, it is done once and answered with the first answer */
          'idempotency-key'?: string | undefined;
        };
      };
      requestBody: {
        content: {
          'application/json': {
            number?: string;
            pattern?: string;
            service: 'bridge' | 'quick' | 'instant' | 'direct' | 'test';
            language?: 'zh-CN' | 'en' | 'both';
            room?: string;
            test?: 'echo' | 'tone' | 'silence' | 'dtmf' | 'loop';
          };
        };
      };
      responses: {
        201: { content: { 'application/json': BoundNumber } };
        400: Refused;
        401: Refused;
        403: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/service-numbers/{id}': {
    patch: {
      parameters: {
        header?: {
          'if-match'?: string | undefined;
        };
        path: {
          /** The number or the pattern, percent-encoded */
          id: string;
        };
      };
      requestBody: { content: { 'application/json': ServiceNumberChange } };
      responses: {
        200: { content: { 'application/json': BoundNumber } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
    delete: {
      parameters: {
        header?: {
          'if-match'?: string | undefined;
        };
        path: {
          /** The number or the pattern, percent-encoded */
          id: string;
        };
      };
      responses: {
        204: Empty;
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/service-numbers/{id}/edits': {
    delete: {
      parameters: {
        header?: {
          'if-match'?: string | undefined;
        };
        path: {
          /** The number or the pattern, percent-encoded */
          id: string;
        };
      };
      responses: {
        200: { content: { 'application/json': BoundNumber } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/system': {
    get: {
      parameters: {};
      responses: {
        200: { content: { 'application/json': System } };
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/system/history': {
    get: {
      parameters: {
        query?: {
          /** UTC, milliseconds: only samples after it; the `atMs` of the last one */
          sinceMs?: number | null | undefined;
        };
      };
      responses: {
        200: { content: { 'application/json': SystemHistory } };
        400: Refused;
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/tariffs': {
    get: {
      parameters: {};
      responses: {
        200: { content: { 'application/json': TariffList } };
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
    post: {
      parameters: {
        header?: {
          /** Sent again with the same key, it is done once and answered with the first answer */
          'idempotency-key'?: string | undefined;
        };
      };
      requestBody: { content: { 'application/json': TariffCreate } };
      responses: {
        201: { content: { 'application/json': Tariff } };
        400: Refused;
        401: Refused;
        403: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/tariffs/{version}': {
    get: {
      parameters: {
        path: {
          version: string;
        };
      };
      responses: {
        200: { content: { 'application/json': Tariff } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/tariffs/{version}/price': {
    get: {
      parameters: {
        query: {
          service: 'bridge' | 'direct' | 'quick' | 'instant';
          kind:
            | 'host-dial-in'
            | 'attendee-dial-in'
            | 'dial-out'
            | 'host-callback'
            | 'browser'
            | 'operator'
            | 'verification'
            | 'test';
          /** The number, as people write it: needed for dial-out and host-callback */
          called?: string | undefined;
          durationS?: number | null | undefined;
        };
        path: {
          version: string;
        };
      };
      responses: {
        200: { content: { 'application/json': Price } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/trunks': {
    get: {
      parameters: {};
      responses: {
        200: { content: { 'application/json': TrunkList } };
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
    post: {
      parameters: {
        header?: {
          /** Sent again with the same key, it is done once and answered with the first answer */
          'idempotency-key'?: string | undefined;
        };
      };
      requestBody: { content: { 'application/json': TrunkCreate } };
      responses: {
        201: { content: { 'application/json': Trunk } };
        400: Refused;
        401: Refused;
        403: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/trunks/{trunkId}': {
    get: {
      parameters: {
        path: {
          trunkId: string;
        };
      };
      responses: {
        200: { content: { 'application/json': Trunk } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
    patch: {
      parameters: {
        header?: {
          'if-match'?: string | undefined;
        };
        path: {
          trunkId: string;
        };
      };
      requestBody: { content: { 'application/json': TrunkChange } };
      responses: {
        200: { content: { 'application/json': Trunk } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
    delete: {
      parameters: {
        header?: {
          'if-match'?: string | undefined;
        };
        path: {
          trunkId: string;
        };
      };
      responses: {
        204: Empty;
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/admin/trunks/{trunkId}/edits': {
    delete: {
      parameters: {
        header?: {
          'if-match'?: string | undefined;
        };
        path: {
          trunkId: string;
        };
      };
      responses: {
        200: { content: { 'application/json': Trunk } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/api-keys': {
    get: {
      parameters: {};
      responses: {
        200: { content: { 'application/json': ApiKeyList } };
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
    post: {
      parameters: {};
      requestBody: { content: { 'application/json': ApiKeyCreate } };
      responses: {
        201: { content: { 'application/json': NewApiKey } };
        400: Refused;
        401: Refused;
        403: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/api-keys/{keyId}': {
    delete: {
      parameters: {
        path: {
          keyId: string;
        };
      };
      responses: {
        204: Empty;
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/balance': {
    get: {
      parameters: {};
      responses: {
        200: { content: { 'application/json': Balance } };
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/bookings': {
    get: {
      parameters: {
        query?: {
          limit?: number | undefined;
          /** The `next` of the page before */
          after?: string | undefined;
          /** To come or running; or not any more */
          are?: 'planned' | 'over' | undefined;
          /** Starting then or later */
          fromMs?: number | null | undefined;
          /** Starting before */
          toMs?: number | null | undefined;
        };
      };
      responses: {
        200: { content: { 'application/json': BookingList } };
        400: Refused;
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
    /** At its time the platform rings the host, and calls the others when it has pressed 1. */
    post: {
      parameters: {
        header?: {
          /** Sent again with the same key, it is done once and answered with the first answer */
          'idempotency-key'?: string | undefined;
        };
      };
      requestBody: { content: { 'application/json': BookingCreate } };
      responses: {
        201: { content: { 'application/json': Booked } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/bookings/{bookingId}': {
    get: {
      parameters: {
        path: {
          bookingId: string;
        };
      };
      responses: {
        200: { content: { 'application/json': Booking } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        429: Refused;
        503: Refused;
      };
    };
    patch: {
      parameters: {
        header?: {
          'if-match'?: string | undefined;
        };
        path: {
          bookingId: string;
        };
      };
      requestBody: { content: { 'application/json': BookingChange } };
      responses: {
        200: { content: { 'application/json': Booked } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
    delete: {
      parameters: {
        path: {
          bookingId: string;
        };
      };
      responses: {
        204: Empty;
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/browser-phone-tokens': {
    post: {
      parameters: {};
      requestBody: { content: { 'application/json': BrowserPhoneTokenCreate } };
      responses: {
        201: { content: { 'application/json': RoomPhoneToken } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/call-records': {
    get: {
      parameters: {
        query?: {
          /** week: the calendar week before that of `date`, and this one; all in the time zone of the account */
          range?: 'all' | 'month' | 'week' | 'day' | undefined;
          /** A local date in the range; without it today */
          date?: string | undefined;
          /** UTC, milliseconds; instead of `range` */
          fromMs?: number | null | undefined;
          /** Excluded */
          toMs?: number | null | undefined;
          /** Part of a room's name or number, or of a party's number */
          search?: string | undefined;
          limit?: number | undefined;
          /** The `next` of the page before */
          after?: string | undefined;
        };
      };
      responses: {
        200: { content: { 'application/json': CallRecordList } };
        400: Refused;
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/call-records.csv': {
    get: {
      parameters: {
        query?: {
          /** week: the calendar week before that of `date`, and this one; all in the time zone of the account */
          range?: 'all' | 'month' | 'week' | 'day' | undefined;
          /** A local date in the range; without it today */
          date?: string | undefined;
          /** UTC, milliseconds; instead of `range` */
          fromMs?: number | null | undefined;
          /** Excluded */
          toMs?: number | null | undefined;
          /** Part of a room's name or number, or of a party's number */
          search?: string | undefined;
        };
      };
      responses: {
        200: { content: { 'text/csv': string } };
        400: Refused;
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/conference-records': {
    get: {
      parameters: {
        query?: {
          /** week: the calendar week before that of `date`, and this one; all in the time zone of the account */
          range?: 'all' | 'month' | 'week' | 'day' | undefined;
          /** A local date in the range; without it today */
          date?: string | undefined;
          /** UTC, milliseconds; instead of `range` */
          fromMs?: number | null | undefined;
          /** Excluded */
          toMs?: number | null | undefined;
          /** Part of a room's name or number, or of a party's number */
          search?: string | undefined;
          limit?: number | undefined;
          /** The `next` of the page before */
          after?: string | undefined;
        };
      };
      responses: {
        200: { content: { 'application/json': ConferenceRecordList } };
        400: Refused;
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/conference-records.csv': {
    get: {
      parameters: {
        query?: {
          /** week: the calendar week before that of `date`, and this one; all in the time zone of the account */
          range?: 'all' | 'month' | 'week' | 'day' | undefined;
          /** A local date in the range; without it today */
          date?: string | undefined;
          /** UTC, milliseconds; instead of `range` */
          fromMs?: number | null | undefined;
          /** Excluded */
          toMs?: number | null | undefined;
          /** Part of a room's name or number, or of a party's number */
          search?: string | undefined;
        };
      };
      responses: {
        200: { content: { 'text/csv': string } };
        400: Refused;
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/conference-records/{conferenceId}': {
    get: {
      parameters: {
        path: {
          conferenceId: string;
        };
      };
      responses: {
        200: { content: { 'application/json': ConferenceRecordDetail } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/conferences': {
    get: {
      parameters: {
        query?: {
          limit?: number | undefined;
          /** The `next` of the page before */
          after?: string | undefined;
        };
      };
      responses: {
        200: { content: { 'application/json': ConferenceList } };
        400: Refused;
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/conferences/{conferenceId}': {
    get: {
      parameters: {
        path: {
          conferenceId: string;
        };
      };
      responses: {
        200: { content: { 'application/json': Conference } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        429: Refused;
        503: Refused;
      };
    };
    delete: {
      parameters: {
        path: {
          conferenceId: string;
        };
      };
      responses: {
        204: Empty;
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/conferences/{conferenceId}/allow-reentry': {
    post: {
      parameters: {
        path: {
          conferenceId: string;
        };
      };
      responses: {
        200: { content: { 'application/json': Conference } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/conferences/{conferenceId}/call-me': {
    post: {
      parameters: {
        header?: {
          /** Sent again with the same key, it is done once and answered with the first answer */
          'idempotency-key'?: string | undefined;
        };
        path: {
          conferenceId: string;
        };
      };
      requestBody: { content: { 'application/json': CallMe } };
      responses: {
        200: { content: { 'application/json': Invited } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/conferences/{conferenceId}/cost-limit': {
    /** When its next block would go beyond it, the conference ends with the blocks that are paid. */
    put: {
      parameters: {
        path: {
          conferenceId: string;
        };
      };
      requestBody: {
        content: {
          'application/json': {
            /** null: as much as the account can pay */
            costLimitMicroYuan: number | null;
          };
        };
      };
      responses: {
        200: { content: { 'application/json': Conference } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/conferences/{conferenceId}/end': {
    post: {
      parameters: {
        path: {
          conferenceId: string;
        };
      };
      responses: {
        204: Empty;
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/conferences/{conferenceId}/extend': {
    post: {
      parameters: {
        path: {
          conferenceId: string;
        };
      };
      requestBody: {
        content: {
          'application/json': {
            byMs?: number;
          };
        };
      };
      responses: {
        200: { content: { 'application/json': Conference } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/conferences/{conferenceId}/invitations': {
    post: {
      parameters: {
        header?: {
          /** Sent again with the same key, it is done once and answered with the first answer */
          'idempotency-key'?: string | undefined;
        };
        path: {
          conferenceId: string;
        };
      };
      requestBody: { content: { 'application/json': Invitations } };
      responses: {
        200: { content: { 'application/json': Invited } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/conferences/{conferenceId}/lock': {
    post: {
      parameters: {
        path: {
          conferenceId: string;
        };
      };
      requestBody: {
        content: {
          'application/json': {
            locked: boolean;
          };
        };
      };
      responses: {
        200: { content: { 'application/json': Conference } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/conferences/{conferenceId}/mute-all': {
    post: {
      parameters: {
        path: {
          conferenceId: string;
        };
      };
      requestBody: {
        content: {
          'application/json': {
            muted: boolean;
          };
        };
      };
      responses: {
        200: { content: { 'application/json': Conference } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/conferences/{conferenceId}/participants/{participantId}/hand': {
    post: {
      parameters: {
        path: {
          conferenceId: string;
          participantId: string;
        };
      };
      requestBody: {
        content: {
          'application/json': {
            raised: boolean;
          };
        };
      };
      responses: {
        200: { content: { 'application/json': Participant } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/conferences/{conferenceId}/participants/{participantId}/hand-place': {
    post: {
      parameters: {
        path: {
          conferenceId: string;
          participantId: string;
        };
      };
      requestBody: {
        content: {
          'application/json': {
            /** Another who has raised a hand; null: behind all */
            before: string | null;
          };
        };
      };
      responses: {
        200: { content: { 'application/json': Participant } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/conferences/{conferenceId}/participants/{participantId}/hang-up': {
    post: {
      parameters: {
        path: {
          conferenceId: string;
          participantId: string;
        };
      };
      responses: {
        204: Empty;
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/conferences/{conferenceId}/participants/{participantId}/hold': {
    post: {
      parameters: {
        path: {
          conferenceId: string;
          participantId: string;
        };
      };
      requestBody: {
        content: {
          'application/json': {
            on: boolean;
          };
        };
      };
      responses: {
        200: { content: { 'application/json': Participant } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/conferences/{conferenceId}/participants/{participantId}/kick': {
    post: {
      parameters: {
        path: {
          conferenceId: string;
          participantId: string;
        };
      };
      responses: {
        204: Empty;
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/conferences/{conferenceId}/participants/{participantId}/mute': {
    post: {
      parameters: {
        path: {
          conferenceId: string;
          participantId: string;
        };
      };
      requestBody: {
        content: {
          'application/json': {
            muted: boolean;
            /** As by its own *1, without a word; only of who comes by a web page, and that page asks for it */
            own?: boolean;
          };
        };
      };
      responses: {
        200: { content: { 'application/json': Participant } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/conferences/{conferenceId}/participants/{participantId}/redial': {
    /** Calls one who left, or never came, again. */
    post: {
      parameters: {
        header?: {
          /** Sent again with the same key, it is done once and answered with the first answer */
          'idempotency-key'?: string | undefined;
        };
        path: {
          conferenceId: string;
          participantId: string;
        };
      };
      responses: {
        200: { content: { 'application/json': Conference } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/conferences/{conferenceId}/record': {
    post: {
      parameters: {
        path: {
          conferenceId: string;
        };
      };
      requestBody: {
        content: {
          'application/json': {
            on: boolean;
            /** One more file for each participant */
            tracks?: boolean;
          };
        };
      };
      responses: {
        200: { content: { 'application/json': Conference } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/conferences/{conferenceId}/redial': {
    /** Calls all again whom no call has reached. */
    post: {
      parameters: {
        header?: {
          /** Sent again with the same key, it is done once and answered with the first answer */
          'idempotency-key'?: string | undefined;
        };
        path: {
          conferenceId: string;
        };
      };
      responses: {
        200: { content: { 'application/json': Conference } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/contact-groups': {
    get: {
      parameters: {};
      responses: {
        200: { content: { 'application/json': ContactGroupList } };
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
    post: {
      parameters: {};
      requestBody: { content: { 'application/json': ContactGroupCreate } };
      responses: {
        201: { content: { 'application/json': ContactGroup } };
        400: Refused;
        401: Refused;
        403: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/contact-groups/{groupId}': {
    patch: {
      parameters: {
        header?: {
          'if-match'?: string | undefined;
        };
        path: {
          groupId: string;
        };
      };
      requestBody: { content: { 'application/json': ContactGroupChange } };
      responses: {
        200: { content: { 'application/json': ContactGroup } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
    delete: {
      parameters: {
        path: {
          groupId: string;
        };
      };
      responses: {
        204: Empty;
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/contact-groups/{groupId}/members': {
    post: {
      parameters: {
        path: {
          groupId: string;
        };
      };
      requestBody: { content: { 'application/json': ContactGroupMembers } };
      responses: {
        200: { content: { 'application/json': ContactGroup } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/contact-groups/{groupId}/members/{contactId}': {
    delete: {
      parameters: {
        path: {
          groupId: string;
          contactId: string;
        };
      };
      responses: {
        204: Empty;
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/contact-imports': {
    post: {
      parameters: {};
      requestBody?: { content: { 'application/json': ContactImportCreate; 'text/csv': string } };
      responses: {
        201: { content: { 'application/json': ContactImport } };
        400: Refused;
        401: Refused;
        403: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/contact-imports/{importId}/confirmation': {
    post: {
      parameters: {
        header?: {
          /** Sent again with the same key, it is done once and answered with the first answer */
          'idempotency-key'?: string | undefined;
        };
        path: {
          importId: string;
        };
      };
      requestBody: { content: { 'application/json': ContactImportConfirmation } };
      responses: {
        200: { content: { 'application/json': ContactImportOutcome } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/contact-imports/{importId}/rows': {
    get: {
      parameters: {
        query?: {
          limit?: number | undefined;
          /** The `next` of the page before */
          after?: number | null | undefined;
          verdict?: 'new' | 'duplicate' | 'bad' | undefined;
        };
        path: {
          importId: string;
        };
      };
      responses: {
        200: { content: { 'application/json': ContactImportRowList } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/contacts': {
    get: {
      parameters: {
        query?: {
          limit?: number | undefined;
          /** The `next` of the page before */
          after?: string | undefined;
          /** Part of a name, or digits of a number */
          q?: string | undefined;
          groupId?: string | undefined;
        };
      };
      responses: {
        200: { content: { 'application/json': ContactList } };
        400: Refused;
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
    post: {
      parameters: {};
      requestBody: { content: { 'application/json': ContactCreate } };
      responses: {
        200: { content: { 'application/json': Contact } };
        201: { content: { 'application/json': Contact } };
        400: Refused;
        401: Refused;
        403: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/contacts.csv': {
    get: {
      parameters: {};
      responses: {
        200: { content: { 'text/csv': string } };
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/contacts/{contactId}': {
    get: {
      parameters: {
        path: {
          contactId: string;
        };
      };
      responses: {
        200: { content: { 'application/json': Contact } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
    patch: {
      parameters: {
        header?: {
          'if-match'?: string | undefined;
        };
        path: {
          contactId: string;
        };
      };
      requestBody: { content: { 'application/json': ContactChange } };
      responses: {
        200: { content: { 'application/json': Contact } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
    delete: {
      parameters: {
        header?: {
          'if-match'?: string | undefined;
        };
        path: {
          contactId: string;
        };
      };
      responses: {
        204: Empty;
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/cost-estimates': {
    /** What a group call would cost by the tariff of now; the legs of who dials in come on top. */
    post: {
      parameters: {};
      requestBody: { content: { 'application/json': CostEstimateRequest } };
      responses: {
        200: { content: { 'application/json': CostEstimate } };
        400: Refused;
        401: Refused;
        403: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/debug': {
    get: {
      parameters: {};
      responses: {
        200: { content: { 'application/json': Debug } };
        401: Refused;
        403: Refused;
        429: Refused;
      };
    };
  };
  '/events': {
    /** Server-sent events: first `snapshot` (SnapshotEvent), then `change` (ChangeEvent), `talking` (TalkingEvent), `measures` (MeasuresEvent), `names` (NamesEvent), `account` (AccountEvent) and, for operators, `operator` (OperatorEvent). The ids are cursors that mean nothing to a client: with the last one as Last-Event-ID what was missed comes instead of the snapshot, as far as it is still known. */
    get: {
      parameters: {
        query?: {
          /** Only of this running conference */
          conference?: string | undefined;
        };
        header?: {
          'last-event-id'?: string | undefined;
        };
      };
      responses: {
        200: { content: { 'text/event-stream': string } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/instant-conferences': {
    post: {
      parameters: {
        header?: {
          /** Sent again with the same key, it is done once and answered with the first answer */
          'idempotency-key'?: string | undefined;
        };
      };
      requestBody: { content: { 'application/json': InstantCall } };
      responses: {
        201: { content: { 'application/json': StartedCall } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/ledger-entries': {
    get: {
      parameters: {
        query?: {
          /** week: the calendar week before that of `date`, and this one; all in the time zone of the account */
          range?: 'all' | 'month' | 'week' | 'day' | undefined;
          /** A local date in the range; without it today */
          date?: string | undefined;
          /** UTC, milliseconds; instead of `range` */
          fromMs?: number | null | undefined;
          /** Excluded */
          toMs?: number | null | undefined;
          limit?: number | undefined;
          /** The `next` of the page before */
          after?: string | undefined;
          kind?: 'charge' | 'recharge' | 'reversal' | 'opening' | undefined;
        };
      };
      responses: {
        200: { content: { 'application/json': LedgerEntryList } };
        400: Refused;
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/numbers': {
    get: {
      parameters: {};
      responses: {
        200: { content: { 'application/json': Numbers } };
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
    post: {
      parameters: {
        header?: {
          /** Sent again with the same key, it is done once and answered with the first answer */
          'idempotency-key'?: string | undefined;
        };
      };
      requestBody: { content: { 'application/json': NumberCreate } };
      responses: {
        202: { content: { 'application/json': Number } };
        400: Refused;
        401: Refused;
        403: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/numbers/{numberId}': {
    get: {
      parameters: {
        query?: {
          /** Seconds to wait for a change */
          wait?: number | null | undefined;
          /** The `progress` that was read: when it has moved on since, nothing is waited for */
          progress?: number | null | undefined;
        };
        path: {
          numberId: string;
        };
      };
      responses: {
        200: { content: { 'application/json': Number } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
    delete: {
      parameters: {
        path: {
          numberId: string;
        };
      };
      responses: {
        204: Empty;
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/numbers/{numberId}/confirmation': {
    post: {
      parameters: {
        path: {
          numberId: string;
        };
      };
      requestBody: { content: { 'application/json': SpokenCode } };
      responses: {
        200: { content: { 'application/json': Number } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/occurrence-previews': {
    /** The windows that a rule would have; nothing is stored. */
    post: {
      parameters: {};
      requestBody: { content: { 'application/json': OccurrencePreview } };
      responses: {
        200: { content: { 'application/json': Occurrences } };
        400: Refused;
        401: Refused;
        403: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/operator/accounts': {
    get: {
      parameters: {
        query?: {
          limit?: number | undefined;
          /** The `next` of the page before */
          after?: string | undefined;
          number?: string | undefined;
          name?: string | undefined;
          phone?: string | undefined;
        };
      };
      responses: {
        200: { content: { 'application/json': CustomerList } };
        400: Refused;
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/operator/accounts/{accountId}/bookings': {
    /** 人工预约: the customer pays, and its host is rung. */
    post: {
      parameters: {
        header?: {
          /** Sent again with the same key, it is done once and answered with the first answer */
          'idempotency-key'?: string | undefined;
        };
        path: {
          accountId: string;
        };
      };
      requestBody: { content: { 'application/json': BookingCreate } };
      responses: {
        201: { content: { 'application/json': Booked } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/operator/accounts/{accountId}/rooms': {
    post: {
      parameters: {
        header?: {
          /** Sent again with the same key, it is done once and answered with the first answer */
          'idempotency-key'?: string | undefined;
        };
        path: {
          accountId: string;
        };
      };
      requestBody: { content: { 'application/json': RoomCreate } };
      responses: {
        201: { content: { 'application/json': CustomerRoom } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/operator/browser-phone-tokens': {
    /** Over its connection your browser is called instead of your telephone, as long as it stands. */
    post: {
      parameters: {};
      responses: {
        201: { content: { 'application/json': BrowserPhoneToken } };
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/operator/duty': {
    get: {
      parameters: {};
      responses: {
        200: { content: { 'application/json': Duty } };
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
    put: {
      parameters: {};
      requestBody: { content: { 'application/json': DutyChange } };
      responses: {
        200: { content: { 'application/json': Duty } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/operator/queue': {
    get: {
      parameters: {};
      responses: {
        200: { content: { 'application/json': HelpQueue } };
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/operator/queue/{participantId}/return': {
    post: {
      parameters: {
        path: {
          participantId: string;
        };
      };
      responses: {
        204: Empty;
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/operator/queue/{participantId}/take': {
    /** Your telephone rings, and 1 leads to the private line; or your browser, whose answer leads there. */
    post: {
      parameters: {
        header?: {
          /** Sent again with the same key, it is done once and answered with the first answer */
          'idempotency-key'?: string | undefined;
        };
        path: {
          participantId: string;
        };
      };
      requestBody: { content: { 'application/json': TakeRequest } };
      responses: {
        202: Empty;
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/operator/report': {
    get: {
      parameters: {
        query?: {
          fromMs?: number | null | undefined;
          toMs?: number | null | undefined;
        };
      };
      responses: {
        200: { content: { 'application/json': OperatorReport } };
        400: Refused;
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/password': {
    put: {
      parameters: {};
      requestBody: { content: { 'application/json': PasswordChange } };
      responses: {
        204: Empty;
        400: Refused;
        401: Refused;
        403: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/phone-pin': {
    put: {
      parameters: {};
      requestBody: { content: { 'application/json': PhonePin } };
      responses: {
        204: Empty;
        400: Refused;
        401: Refused;
        403: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/profile': {
    get: {
      parameters: {};
      responses: {
        200: { content: { 'application/json': Profile } };
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
    patch: {
      parameters: {
        header?: {
          'if-match'?: string | undefined;
        };
      };
      requestBody: { content: { 'application/json': ProfileChange } };
      responses: {
        200: { content: { 'application/json': Profile } };
        400: Refused;
        401: Refused;
        403: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/public/instant-conferences': {
    /** Begins a conference of an activated number without a login. The cookie that comes with the answer controls this conference and nothing else. */
    post: {
      parameters: {};
      requestBody: { content: { 'application/json': PublicInstantCall } };
      responses: {
        201: { content: { 'application/json': StartedCall } };
        400: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/public/service-numbers': {
    get: {
      parameters: {};
      responses: {
        200: { content: { 'application/json': ServiceNumberList } };
        429: Refused;
        503: Refused;
      };
    };
  };
  '/public/shared-recording': {
    get: {
      parameters: {
        query: {
          /** As the page `/listen` has it */
          link: string;
        };
      };
      responses: {
        200: { content: { 'application/json': SharedRecording } };
        400: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/public/shared-recording/sound': {
    get: {
      parameters: {
        query: {
          /** As the page `/listen` has it */
          link: string;
        };
      };
      responses: {
        200: { content: { 'audio/wav': Blob } };
        206: { content: { 'audio/wav': Blob } };
        400: Refused;
        404: Refused;
        416: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/recharges': {
    get: {
      parameters: {
        query?: {
          /** week: the calendar week before that of `date`, and this one; all in the time zone of the account */
          range?: 'all' | 'month' | 'week' | 'day' | undefined;
          /** A local date in the range; without it today */
          date?: string | undefined;
          /** UTC, milliseconds; instead of `range` */
          fromMs?: number | null | undefined;
          /** Excluded */
          toMs?: number | null | undefined;
          limit?: number | undefined;
          /** The `next` of the page before */
          after?: string | undefined;
        };
      };
      responses: {
        200: { content: { 'application/json': LedgerEntryList } };
        400: Refused;
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/record-totals': {
    get: {
      parameters: {
        query?: {
          /** week: the calendar week before that of `date`, and this one; all in the time zone of the account */
          range?: 'all' | 'month' | 'week' | 'day' | undefined;
          /** A local date in the range; without it today */
          date?: string | undefined;
          /** UTC, milliseconds; instead of `range` */
          fromMs?: number | null | undefined;
          /** Excluded */
          toMs?: number | null | undefined;
        };
      };
      responses: {
        200: { content: { 'application/json': RecordTotals } };
        400: Refused;
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/recording-files/{token}': {
    get: {
      parameters: {
        path: {
          token: string;
        };
      };
      responses: {
        200: { content: { 'audio/wav': Blob } };
        206: { content: { 'audio/wav': Blob } };
        401: Refused;
        403: Refused;
        404: Refused;
        416: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/recordings': {
    get: {
      parameters: {
        query?: {
          /** week: the calendar week before that of `date`, and this one; all in the time zone of the account */
          range?: 'all' | 'month' | 'week' | 'day' | undefined;
          /** A local date in the range; without it today */
          date?: string | undefined;
          /** UTC, milliseconds; instead of `range` */
          fromMs?: number | null | undefined;
          /** Excluded */
          toMs?: number | null | undefined;
          limit?: number | undefined;
          /** The `next` of the page before */
          after?: string | undefined;
        };
      };
      responses: {
        200: { content: { 'application/json': RecordingList } };
        400: Refused;
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/recordings/{recordingId}': {
    get: {
      parameters: {
        path: {
          recordingId: string;
        };
      };
      responses: {
        200: { content: { 'application/json': Recording } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
    delete: {
      parameters: {
        path: {
          recordingId: string;
        };
      };
      responses: {
        204: Empty;
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/recordings/{recordingId}/links': {
    post: {
      parameters: {
        path: {
          recordingId: string;
        };
      };
      requestBody: { content: { 'application/json': RecordingLinkCreate } };
      responses: {
        201: { content: { 'application/json': RecordingLink } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/recordings/{recordingId}/shares': {
    get: {
      parameters: {
        path: {
          recordingId: string;
        };
      };
      responses: {
        200: { content: { 'application/json': RecordingShareList } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
    post: {
      parameters: {
        path: {
          recordingId: string;
        };
      };
      requestBody: { content: { 'application/json': RecordingShareCreate } };
      responses: {
        201: { content: { 'application/json': RecordingShare } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/recordings/{recordingId}/shares/{shareId}': {
    delete: {
      parameters: {
        path: {
          recordingId: string;
          shareId: string;
        };
      };
      responses: {
        204: Empty;
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/registrations': {
    post: {
      parameters: {};
      requestBody: { content: { 'application/json': RegistrationCreate } };
      responses: {
        201: { content: { 'application/json': Registration } };
        400: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/registrations/{registrationId}': {
    get: {
      parameters: {
        query?: {
          /** Seconds to wait for a change */
          wait?: number | null | undefined;
          /** The `progress` that was read: when it has moved on since, nothing is waited for */
          progress?: number | null | undefined;
        };
        path: {
          registrationId: string;
        };
      };
      responses: {
        200: { content: { 'application/json': Registration } };
        400: Refused;
        404: Refused;
        429: Refused;
      };
    };
  };
  '/registrations/{registrationId}/calls': {
    post: {
      parameters: {
        path: {
          registrationId: string;
        };
      };
      responses: {
        202: { content: { 'application/json': Registration } };
        400: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/registrations/{registrationId}/confirmation': {
    post: {
      parameters: {
        path: {
          registrationId: string;
        };
      };
      requestBody: { content: { 'application/json': SpokenCode } };
      responses: {
        201: { content: { 'application/json': Session } };
        400: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/room-templates': {
    get: {
      parameters: {};
      responses: {
        200: { content: { 'application/json': RoomTemplateList } };
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
    post: {
      parameters: {};
      requestBody: { content: { 'application/json': RoomTemplateCreate } };
      responses: {
        201: { content: { 'application/json': RoomTemplate } };
        400: Refused;
        401: Refused;
        403: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/room-templates/{templateId}': {
    delete: {
      parameters: {
        path: {
          templateId: string;
        };
      };
      responses: {
        204: Empty;
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/rooms': {
    get: {
      parameters: {
        query?: {
          limit?: number | undefined;
          /** The `next` of the page before */
          after?: string | undefined;
          /** Only rooms whose time includes now, is still to come, or is over */
          window?: 'current' | 'planned' | 'past' | undefined;
        };
      };
      responses: {
        200: { content: { 'application/json': RoomList } };
        400: Refused;
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
    post: {
      parameters: {
        header?: {
          /** Sent again with the same key, it is done once and answered with the first answer */
          'idempotency-key'?: string | undefined;
        };
      };
      requestBody: { content: { 'application/json': RoomCreate } };
      responses: {
        201: { content: { 'application/json': Room } };
        400: Refused;
        401: Refused;
        403: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/rooms/{roomId}': {
    get: {
      parameters: {
        path: {
          roomId: string;
        };
      };
      responses: {
        200: { content: { 'application/json': Room } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
    patch: {
      parameters: {
        header?: {
          'if-match'?: string | undefined;
        };
        path: {
          roomId: string;
        };
      };
      requestBody: { content: { 'application/json': RoomChange } };
      responses: {
        200: { content: { 'application/json': Room } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
    delete: {
      parameters: {
        header?: {
          'if-match'?: string | undefined;
        };
        path: {
          roomId: string;
        };
      };
      responses: {
        204: Empty;
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/rooms/{roomId}/call-me': {
    post: {
      parameters: {
        header?: {
          /** Sent again with the same key, it is done once and answered with the first answer */
          'idempotency-key'?: string | undefined;
        };
        path: {
          roomId: string;
        };
      };
      requestBody: { content: { 'application/json': CallMe } };
      responses: {
        200: { content: { 'application/json': Invited } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/rooms/{roomId}/conference': {
    get: {
      parameters: {
        path: {
          roomId: string;
        };
      };
      responses: {
        200: { content: { 'application/json': Conference } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/rooms/{roomId}/invitation': {
    get: {
      parameters: {
        path: {
          roomId: string;
        };
      };
      responses: {
        200: { content: { 'application/json': RoomInvitation } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/rooms/{roomId}/invitations': {
    /** The first invitation starts the conference of the room. */
    post: {
      parameters: {
        header?: {
          /** Sent again with the same key, it is done once and answered with the first answer */
          'idempotency-key'?: string | undefined;
        };
        path: {
          roomId: string;
        };
      };
      requestBody: { content: { 'application/json': RoomInvitations } };
      responses: {
        200: { content: { 'application/json': Invited } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/rooms/{roomId}/occurrences': {
    get: {
      parameters: {
        query?: {
          /** Not over before */
          fromMs?: number | null | undefined;
          /** Starting before */
          toMs?: number | null | undefined;
        };
        path: {
          roomId: string;
        };
      };
      responses: {
        200: { content: { 'application/json': Occurrences } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/rooms/{roomId}/occurrences/{plannedStartMs}': {
    /** With the times of the rule it is back as planned. */
    put: {
      parameters: {
        header?: {
          'if-match'?: string | undefined;
        };
        path: {
          roomId: string;
          plannedStartMs: number | null;
        };
      };
      requestBody: { content: { 'application/json': OccurrenceChange } };
      responses: {
        200: { content: { 'application/json': ChangedOccurrences } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
    delete: {
      parameters: {
        header?: {
          'if-match'?: string | undefined;
        };
        path: {
          roomId: string;
          plannedStartMs: number | null;
        };
      };
      responses: {
        200: { content: { 'application/json': ChangedOccurrences } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/service-numbers': {
    get: {
      parameters: {};
      responses: {
        200: { content: { 'application/json': ServiceNumberList } };
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/session': {
    get: {
      parameters: {};
      responses: {
        200: { content: { 'application/json': Session } };
        401: Refused;
        429: Refused;
        503: Refused;
      };
    };
    post: {
      parameters: {};
      requestBody: { content: { 'application/json': Login } };
      responses: {
        201: { content: { 'application/json': Session } };
        400: Refused;
        401: Refused;
        403: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
    delete: {
      parameters: {};
      responses: {
        204: Empty;
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/sessions': {
    get: {
      parameters: {};
      responses: {
        200: { content: { 'application/json': SessionList } };
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
    delete: {
      parameters: {};
      responses: {
        204: Empty;
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/sessions/{sessionId}': {
    delete: {
      parameters: {
        path: {
          sessionId: string;
        };
      };
      responses: {
        204: Empty;
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/statement.css': {
    get: {
      parameters: {};
      responses: {
        200: { content: { 'text/css': string } };
        401: Refused;
        403: Refused;
        429: Refused;
      };
    };
  };
  '/statements': {
    get: {
      parameters: {};
      responses: {
        200: { content: { 'application/json': StatementList } };
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/statements/{month}': {
    get: {
      parameters: {
        query?: {
          /** html: a page to print; without it as the Accept header wants */
          format?: 'json' | 'html' | undefined;
        };
        path: {
          month: string;
        };
      };
      responses: {
        200: { content: { 'application/json': Statement; 'text/html': string } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/tariff': {
    get: {
      parameters: {};
      responses: {
        200: { content: { 'application/json': Tariff } };
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/tariff/price': {
    get: {
      parameters: {
        query: {
          service: 'bridge' | 'direct' | 'quick' | 'instant';
          kind:
            | 'host-dial-in'
            | 'attendee-dial-in'
            | 'dial-out'
            | 'host-callback'
            | 'browser'
            | 'operator'
            | 'verification'
            | 'test';
          /** The number, as people write it: needed for dial-out and host-callback */
          called?: string | undefined;
          durationS?: number | null | undefined;
        };
      };
      responses: {
        200: { content: { 'application/json': Price } };
        400: Refused;
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/webhooks': {
    get: {
      parameters: {};
      responses: {
        200: { content: { 'application/json': WebhookList } };
        401: Refused;
        403: Refused;
        429: Refused;
        503: Refused;
      };
    };
    post: {
      parameters: {};
      requestBody: { content: { 'application/json': WebhookCreate } };
      responses: {
        201: { content: { 'application/json': WebhookWithSecret } };
        400: Refused;
        401: Refused;
        403: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/webhooks/{webhookId}': {
    get: {
      parameters: {
        path: {
          webhookId: string;
        };
      };
      responses: {
        200: { content: { 'application/json': Webhook } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
    patch: {
      parameters: {
        header?: {
          'if-match'?: string | undefined;
        };
        path: {
          webhookId: string;
        };
      };
      requestBody: { content: { 'application/json': WebhookChange } };
      responses: {
        200: { content: { 'application/json': Webhook } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
    delete: {
      parameters: {
        path: {
          webhookId: string;
        };
      };
      responses: {
        204: Empty;
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/webhooks/{webhookId}/deliveries': {
    get: {
      parameters: {
        query?: {
          limit?: number | undefined;
          /** The `next` of the page before */
          after?: string | undefined;
          state?: 'waiting' | 'delivered' | 'dead' | undefined;
        };
        path: {
          webhookId: string;
        };
      };
      responses: {
        200: { content: { 'application/json': WebhookDeliveryList } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/webhooks/{webhookId}/deliveries/{deliveryId}/replay': {
    post: {
      parameters: {
        header?: {
          /** Sent again with the same key, it is done once and answered with the first answer */
          'idempotency-key'?: string | undefined;
        };
        path: {
          webhookId: string;
          deliveryId: string;
        };
      };
      responses: {
        202: Empty;
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/webhooks/{webhookId}/replay': {
    post: {
      parameters: {
        header?: {
          /** Sent again with the same key, it is done once and answered with the first answer */
          'idempotency-key'?: string | undefined;
        };
        path: {
          webhookId: string;
        };
      };
      requestBody: { content: { 'application/json': WebhookReplay } };
      responses: {
        202: { content: { 'application/json': WebhookReplayed } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/webhooks/{webhookId}/secret': {
    post: {
      parameters: {
        path: {
          webhookId: string;
        };
      };
      responses: {
        200: { content: { 'application/json': WebhookWithSecret } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
  '/webhooks/{webhookId}/test': {
    post: {
      parameters: {
        header?: {
          /** Sent again with the same key, it is done once and answered with the first answer */
          'idempotency-key'?: string | undefined;
        };
        path: {
          webhookId: string;
        };
      };
      responses: {
        202: { content: { 'application/json': WebhookTest } };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        429: Refused;
        503: Refused;
      };
    };
  };
}
