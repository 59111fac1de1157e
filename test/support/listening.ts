import * as assert from 'uvu/assert';
import type { Caller } from './caller.js';

/** What was pressed takes effect a moment later, and a busy machine leaves out a beat now and then. */
const TRIES = 5;

/** What each hears while all talk. */
export async function whatEachHears(parties: readonly Caller[]): Promise<readonly (readonly number[])[]> {
  const tones = parties.map(({ toneHz }) => toneHz);
  for (const party of parties) party.talk();
  const heard = await Promise.all(parties.map((party) => party.hearsTones(tones)));
  for (const party of parties) party.talk(false);
  return heard;
}

/** Waits until each hears exactly these while all talk. */
export const untilEachHears = (
  parties: readonly Caller[],
  expected: readonly (readonly number[])[],
): Promise<void> => untilSame(() => whatEachHears(parties), expected);

/** Waits until somebody hears exactly `expected` of these tones. */
export const untilHears = (
  party: Caller,
  tones: readonly number[],
  expected: readonly number[],
): Promise<void> => untilSame(() => party.hearsTones(tones), expected);

async function untilSame(listen: () => Promise<unknown>, expected: unknown): Promise<void> {
  let heard: unknown;
  for (let tries = 0; tries < TRIES && JSON.stringify(heard) !== JSON.stringify(expected); tries++)
    heard = await listen();
  assert.equal(heard, expected);
}

/** Each hears all the others and never itself. */
export const othersOf = (parties: readonly Caller[]): readonly (readonly number[])[] =>
  parties.map((party) => parties.filter((other) => other !== party).map(({ toneHz }) => toneHz));
