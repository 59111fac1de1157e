export interface RoomsTable {
  id: string;
  account: string;
  name: string;
  organiser: string;
  number: string;
  chair_password: string;
  attendee_password: string;
  /** JSON of RoomOptions; an option that is missing has its default. */
  options: string;
  start_ms: number;
  duration_ms: number;
  language: string;
  version: number;
  created_ms: number;
  /** JSON of Recurrence; null: once. */
  recurrence: string | null;
}

export interface RoomInviteesTable {
  room: string;
  e164: string;
}

export interface RoomInvitationsTable {
  room: string;
  notify: number;
  notify_by_sms: number;
  reminder_ms: number;
  /** JSON: arrays of Invitee and Guest. */
  invitees: string;
  guests: string;
  /** null: none is to come. */
  next_reminder_ms: number | null;
}

export interface RoomTemplatesTable {
  id: string;
  account: string;
  name: string;
  /** JSON of what a room is created with. */
  fields: string;
  version: number;
  created_ms: number;
}

export interface BookingsTable {
  id: string;
  account: string;
  start_ms: number;
  /** JSON of BookedParty, and an array of them. */
  host: string;
  parties: string;
  /** The host counted. */
  parties_count: number;
  status: string;
  next_try_ms: number;
  tries: number;
  conference: string | null;
  claimed_by: string | null;
  claimed_until_ms: number | null;
  created_ms: number;
  name: string;
  cost_max_micro_yuan: number | null;
  version: number;
}

export interface ContactsTable {
  id: string;
  account: string;
  name: string;
  /** What a search looks in. */
  name_key: string;
  email: string;
  version: number;
  created_ms: number;
}

export interface ContactNumbersTable {
  contact: string;
  position: number;
  account: string;
  /** E.164 with its +, or a short number. */
  number: string;
  extension: string;
  delay_ms: number;
}

export interface ContactGroupsTable {
  id: string;
  account: string;
  name: string;
  version: number;
  created_ms: number;
}

export interface ContactGroupMembersTable {
  group: string;
  contact: string;
}

export interface ContactImportsTable {
  id: string;
  account: string;
  /** JSON of ImportSummary. */
  summary: string;
  created_ms: number;
}

export interface ContactImportLotsTable {
  import: string;
  /** Number of its first row in the file. */
  first_row: number;
  /** JSON: an array of ImportRow. */
  rows: string;
}
