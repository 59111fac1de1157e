/** More than a year of weeks; each is a booking of its own. */
export const BOOKINGS_AT_ONCE_MAX = 60;

export interface BookedDates<Booked> {
  readonly booked: readonly Booked[];
  /** Dates that were refused alone, each with its reason. */
  readonly refused: readonly { readonly startMs: number; readonly why: unknown }[];
}

export class TooManyDates extends Error {
  override readonly name = 'TooManyDates';
}

/**
 * Books one date after the other. What would be refused for all of them rejects; but once one is booked, the dates
 * that are left are told instead, so that nobody books the first ones twice.
 */
export async function bookEach<Booked>(
  startsMs: readonly number[],
  book: (startMs: number) => Promise<Booked>,
  isRefusedAlone: (thrown: unknown) => boolean,
): Promise<BookedDates<Booked>> {
  if (startsMs.length > BOOKINGS_AT_ONCE_MAX) throw new TooManyDates();
  const booked: Booked[] = [];
  const refused: { startMs: number; why: unknown }[] = [];
  for (const [index, startMs] of startsMs.entries()) {
    try {
      booked.push(await book(startMs));
    } catch (why) {
      if (!isRefusedAlone(why)) {
        if (booked.length === 0) throw why;
        refused.push(...startsMs.slice(index).map((left) => ({ startMs: left, why })));
        break;
      }
      refused.push({ startMs, why });
    }
  }
  const [first] = refused;
  if (booked.length === 0 && first !== undefined) throw first.why;
  return { booked, refused };
}
