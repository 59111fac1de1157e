import type { Language } from '../accounts/account.js';
import type { ClipId } from '../base/ids.js';
import { unreachable } from '../base/errors.js';
import type { DoorRefusal } from '../conference/admission.js';
import type { RefusalCode } from '../conference/commands.js';
import type { Announcement } from '../conference/effects.js';
import type { BarCode, CallFailure, CallResult } from '../dialing/call-result.js';
import { toPrompts, type ClipPromptId, type Prompt } from './flow.js';
import type { PromptId } from './prompt-id.js';
import { spokenCardinal } from './spoken-number.js';
import { spokenTime } from './spoken-time.js';

/** What the announced `1` adds [S12]; API clients may add other times. */
const HALF_HOUR_MS = 1_800_000;

/** The prompts that say what a conference announces. */
export function promptsOf(announcement: Announcement, language: Language): readonly Prompt[] {
  return toPrompts(wordsOf(announcement, language), language);
}

function wordsOf(announcement: Announcement, language: Language): readonly (PromptId | ClipPromptId)[] {
  switch (announcement.kind) {
    case 'party-entered':
      return ['tone-entry'];
    case 'party-left':
      return ['tone-exit'];
    case 'welcome-count':
      return announcement.parties === 1 ? ['first-party'] : partyCount(announcement.parties, language);
    case 'party-count':
      return partyCount(announcement.parties, language);
    case 'chair-absent':
    case 'chair-arrived':
    case 'muted':
    case 'unmuted':
    case 'muted-by-chair':
    case 'unmuted-by-chair':
    case 'last-party-removed':
    case 'kicked':
    case 'alone':
    case 'goodbye':
    case 'recording-started':
    case 'recording-stopped':
    case 'recording-running':
    case 'balance-low':
    case 'balance-out':
    case 'peer-hung-up':
    case 'how-to-go-on':
    case 'member-joined':
    case 'member-left':
      return [announcement.kind];
    case 'name-entered':
      return [clip(announcement.name), 'joined-conference'];
    case 'name-left':
      return [clip(announcement.name), 'left-conference'];
    case 'call-failed':
      return [failureWords(announcement.failure)];
    case 'mute-all':
      return [announcement.muted ? 'mute-all-on' : 'mute-all-off'];
    case 'lock':
      return [announcement.locked ? 'conference-locked' : 'conference-unlocked'];
    case 'hand':
      return [announcement.raised ? 'hand-raised' : 'hand-lowered'];
    case 'window-ends':
      return [announcement.minutes === 5 ? 'five-minutes-left' : 'one-minute-left'];
    case 'window-extended':
      return [announcement.byMs === HALF_HOUR_MS ? 'extended-half-hour' : 'extended'];
    case 'refused':
      return [REFUSED_KEYS[announcement.code]];
    default:
      return unreachable(announcement);
  }
}

const clip = (name: ClipId): ClipPromptId => `clip:${name}`;

/** Who comes and goes is news for so long [S3], and a choice is said for as long as it can be answered after that. */
const NEWS_MS: ReadonlyMap<Announcement['kind'], number> = new Map([
  ['party-entered', 10_000],
  ['party-left', 10_000],
  ['name-entered', 10_000],
  ['name-left', 10_000],
  ['window-ends', 30_000],
  ['alone', 30_000],
]);

/** What is older when its turn comes is not said any more; undefined: it is said however late. */
export const newsMsOf = ({ kind }: Announcement): number | undefined => NEWS_MS.get(kind);

/** 「会议中共有N位参会者」; English has a sentence of its own for one. */
function partyCount(parties: number, language: Language): readonly PromptId[] {
  if (language === 'en' && parties === 1) return ['only-party'];
  return ['party-count-before', ...spokenCardinal(parties, language, true), 'party-count-after'];
}

const REFUSED_KEYS: Readonly<Record<RefusalCode, PromptId>> = {
  CONFERENCE_NOT_FOUND: 'conference-over',
  CONFERENCE_LIMIT: 'cannot-connect',
  PARTICIPANT_NOT_FOUND: 'action-refused',
  CONFERENCE_LOCKED: 'conference-locked',
  CONFERENCE_FULL: 'conference-full',
  CALLER_BARRED: 'barred',
  CHAIR_ONLY: 'chair-only',
  CANNOT_UNMUTE: 'cannot-unmute',
  NOBODY_TO_KICK: 'nobody-to-remove',
  NO_CHOICE_OPEN: 'action-refused',
  NO_WINDOW_TO_EXTEND: 'action-refused',
  OPERATORS_BUSY: 'operators-busy',
  RECORDING_UNAVAILABLE: 'recording-unavailable',
  INVITATION_UNAVAILABLE: 'invitation-unavailable',
  WRONG_PLACE: 'action-refused',
  NOBODY_TO_CALL: 'nobody-to-call',
};

/** To the inviter: why nobody came [S20]. */
function failureWords({ result, bar }: CallFailure): PromptId {
  return result === 'barred' && bar !== undefined ? BARRED[bar] : FAILED_CALLS[result];
}

const FAILED_CALLS: Readonly<Record<CallResult, PromptId>> = {
  busy: 'called-busy',
  'no-answer': 'called-no-answer',
  'bad-number': 'number-wrong',
  barred: 'destination-barred',
  rejected: 'called-rejected',
  congested: 'lines-busy',
  failed: 'call-failed',
  cancelled: 'call-cancelled',
  'not-confirmed': 'called-not-confirmed',
  'hung-up': 'peer-hung-up',
  // 「余额不足」 is for the chairs alone [S49].
  unpaid: 'call-failed',
};

/** What a caller hears whose number may not be called [S40] [S41]. */
export const barredWords = (code: BarCode): PromptId => BARRED[code];

const BARRED: Readonly<Record<BarCode, PromptId>> = {
  NUMBER_INVALID: 'number-wrong',
  AREA_CODE_MISSING: 'area-code-missing',
  SHORT_NUMBER: 'short-number-barred',
  EMERGENCY_NUMBER: 'emergency-barred',
  PREMIUM_NUMBER: 'premium-barred',
  DESTINATION_NOT_ALLOWED: 'destination-barred',
  INTERNATIONAL_NOT_ALLOWED: 'international-barred',
  NO_PRICE: 'destination-barred',
  OUTGOING_STOPPED: 'outgoing-stopped',
  OPTED_OUT: 'party-opted-out',
  LEGS_AT_ONCE_LIMIT: 'call-limit-reached',
  LEGS_PER_HOUR_LIMIT: 'call-limit-reached',
  NEW_NUMBERS_LIMIT: 'call-limit-reached',
  SPEND_LIMIT: 'spend-limit-reached',
  NO_TRUNK: 'lines-busy',
};

/** What a caller hears whom the door does not let in. */
export function refusedEntryPrompts(refusal: DoorRefusal, language: Language): readonly Prompt[] {
  const words: PromptId[] = [REFUSED_ENTRIES[refusal.code]];
  if (refusal.code === 'NOT_STARTED') {
    words.push('starts-at', ...spokenTime(refusal.startMs, refusal.timeZone, language));
  }
  return toPrompts(words, language);
}

const REFUSED_ENTRIES: Readonly<Record<DoorRefusal['code'], PromptId>> = {
  ROOM_UNKNOWN: 'room-unknown',
  PASSWORD_WRONG: 'password-wrong',
  ROOM_OR_PASSWORD_WRONG: 'entry-wrong',
  NOT_STARTED: 'not-started',
  CONFERENCE_OVER: 'conference-over',
  CONFERENCE_LOCKED: 'conference-locked',
  CONFERENCE_FULL: 'conference-full',
  CALLER_BARRED: 'barred',
  CANNOT_CONNECT: 'cannot-connect',
};
