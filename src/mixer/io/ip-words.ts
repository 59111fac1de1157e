import { isIPv4, isIPv6 } from 'node:net';

/**
 * An IP address as four big-endian 32-bit words, as the tables of PacketIo carry it. IPv4 is ::ffff:a.b.c.d, so
 * that one comparison of four integers serves both families. Words are signed, like the cells of an Int32Array.
 */
export type IpWords = readonly [number, number, number, number];

const MAPPED_WORD = 0x0000ffff;

export const isMappedIpv4 = (words: IpWords): boolean =>
  words[0] === 0 && words[1] === 0 && words[2] === MAPPED_WORD;

/** Undefined for anything that is no numeric address; zones (fe80::1%eth0) are not taken. */
export function parseIp(text: string): IpWords | undefined {
  if (isIPv4(text)) return [0, 0, MAPPED_WORD, ipv4Word(text)];
  if (!isIPv6(text) || text.includes('%')) return undefined;
  const [head = '', tail] = text.split('::');
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => 0);
  const all = [...before, ...zeros, ...after];
  const word = (at: number): number => (all[at]! << 16) | all[at + 1]!;
  return [word(0), word(2), word(4), word(6)];
}

/** The text that parseIp reads back; IPv6 with every group and no shortening, for sockets and not for eyes. */
export function formatIp(words: IpWords): string {
  if (isMappedIpv4(words)) {
    const word = words[3];
    return `${word >>> 24}.${(word >>> 16) & 0xff}.${(word >>> 8) & 0xff}.${word & 0xff}`;
  }
  return words.flatMap((word) => [(word >>> 16).toString(16), (word & 0xffff).toString(16)]).join(':');
}

/** Nobody may be reached there, or many at once: unspecified and 0/8, multicast, limited broadcast. */
export function isForbiddenDestination(word0: number, word1: number, word2: number, word3: number): boolean {
  if (word0 === 0 && word1 === 0 && word2 === MAPPED_WORD) {
    return word3 >>> 24 === 0 || word3 >>> 28 === 0xe || word3 === -1;
  }
  return word0 >>> 24 === 0xff || (word0 | word1 | word2 | word3) === 0;
}

const ipv4Word = (text: string): number =>
  text.split('.').reduce((word, octet) => (word << 8) | Number(octet), 0);

/** The 16-bit groups of one side of "::"; a dotted tail (::ffff:10.0.0.1) counts for two. */
function groups(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)];
    const word = ipv4Word(group);
    return [word >>> 16, word & 0xffff];
  });
}
