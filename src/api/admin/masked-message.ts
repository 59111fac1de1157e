import { maskNumber } from '../../base/log.js';

/** The user of a URI, as far as it is a number; an E.164 number may be written with its + encoded. */
const IN_URI = /((?:sips?|tel):)((?:\+|%2B)?\d{7,})/gi;
/** A name in front of an address that is a number itself. */
const AS_NAME = /^([\w-]+[ \t]*:[ \t]*"?)(\+?\d{7,})(?="?[ \t]*<)/gm;

/** A SIP message without the numbers of people [S53a]; its ids and its description of media stay. */
export const maskedMessage = (text: string): string =>
  text.replaceAll(IN_URI, masked).replaceAll(AS_NAME, masked);

const masked = (_: string, before: string, number: string): string => before + maskNumber(number);
