/**
 * Branded units: values that have the same representation but must never be swapped carry their unit in
 * the type. Create one with the constructor function of the same name, at the edge where it is validated.
 */
declare const brand: unique symbol;
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Milliseconds of a monotonic clock with an arbitrary origin. Only differences mean anything. */
export type MonotonicMs = Brand<number, 'MonotonicMs'>;
/** Milliseconds since 1970-01-01T00:00:00Z. What is stored and shown. */
export type UtcMs = Brand<number, 'UtcMs'>;

export const monotonicMs = (value: number): MonotonicMs => value as MonotonicMs;
export const utcMs = (value: number): UtcMs => value as UtcMs;
/** The instant `durationMs` after `from` on the same clock. */
export const later = (from: MonotonicMs, durationMs: number): MonotonicMs =>
  (from + durationMs) as MonotonicMs;
