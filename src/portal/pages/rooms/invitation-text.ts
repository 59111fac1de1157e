import type { Room } from '../../../client/index.js';
import { timeTextIn } from '../../components/time-text.js';
import type { PortalLanguage } from '../../words/languages.js';

/** What a telephone needs to enter a room. */
export interface DialIn {
  /** What is dialled first; undefined: no number is set up. */
  readonly serviceNumber: string | undefined;
  readonly roomNumber: string;
  readonly attendeePassword: string;
}

/** As a call list on paper: 4006701018,,123456#,,7890# – telephones keep it as a contact with pauses. */
export const dialString = ({ serviceNumber, roomNumber, attendeePassword }: DialIn): string | undefined =>
  serviceNumber === undefined ? undefined : `${serviceNumber},,${roomNumber}#,,${attendeePassword}#`;

/** The number alone, for who keys the rest. */
export const plainLink = ({ serviceNumber }: DialIn): string | undefined =>
  serviceNumber === undefined ? undefined : `tel:${serviceNumber.replace(/[^\d+]/g, '')}`;

/** The window that counts now, in the language of the text and not of the page around it. */
export function chatTime(
  { occurrence, startMs, durationMs }: Pick<Room, 'occurrence' | 'startMs' | 'durationMs'>,
  language: PortalLanguage,
  timeZone: string,
): string {
  const window = occurrence ?? { startMs, endMs: startMs + durationMs };
  return timeTextIn(language, timeZone).windowText(window.startMs, window.endMs);
}

interface ChatWords {
  readonly title: string;
  readonly time: string;
  readonly dial: string;
  readonly room: string;
  readonly password: string;
  readonly noPassword: string;
  readonly oneTap: string;
}

/**
 * For a chat, where links are of no use: WeChat makes a number that can be tapped of digits alone, and drops what
 * stands behind a comma.
 */
export function chatText(
  { name }: Pick<Room, 'name'>,
  time: string,
  dialIn: DialIn,
  words: ChatWords,
): string {
  const { serviceNumber, roomNumber, attendeePassword } = dialIn;
  const string = dialString(dialIn);
  return [
    `${words.title}${name}`,
    `${words.time}${time}`,
    ...(serviceNumber === undefined ? [] : [`${words.dial}${serviceNumber}`]),
    `${words.room}${roomNumber}#`,
    `${words.password}${attendeePassword === '' ? words.noPassword : `${attendeePassword}#`}`,
    ...(string === undefined ? [] : [`${words.oneTap}${string}`]),
  ].join('\n');
}
