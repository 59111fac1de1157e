export const SERVICES = ['bridge', 'direct', 'quick', 'instant'] as const;
export type Service = (typeof SERVICES)[number];

/** Those that an account pays for in everyday use. */
export const LEG_KINDS = [
  'dial-out',
  'host-callback',
  'host-dial-in',
  'attendee-dial-in',
  'browser',
] as const;
export type LegKind = (typeof LEG_KINDS)[number];

/** Where we call, the destination makes the price. */
export const isPricedByDestination = (kind: LegKind): boolean =>
  kind === 'dial-out' || kind === 'host-callback';
