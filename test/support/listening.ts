import type { Caller } from './caller.js';

/** What each hears while all talk. */
export async function whatEachHears(parties: readonly Caller[]): Promise<readonly (readonly number[])[]> {
  const tones = parties.map(({ toneHz }) => toneHz);
  for (const party of parties) party.talk();
  const heard = await Promise.all(parties.map((party) => party.hearsTones(tones)));
  for (const party of parties) party.talk(false);
  return heard;
}

/** Each hears all the others and never itself. */
export const othersOf = (parties: readonly Caller[]): readonly (readonly number[])[] =>
  parties.map((party) => parties.filter((other) => other !== party).map(({ toneHz }) => toneHz));
