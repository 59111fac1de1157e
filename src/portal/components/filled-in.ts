/** What a form has asked for: an emptied field of a number is null, and must never count as 0. */
export function filledIn(value: number | null): number {
  if (value === null) throw new Error('a number that the form asks for is missing');
  return value;
}
