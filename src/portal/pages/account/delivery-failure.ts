export type FailureKind = 'answer' | 'late' | 'refusedAddress' | 'off' | 'noSuchName' | 'unreachable';

export interface DeliveryFailure {
  readonly kind: FailureKind;
  /** The status of the answer, or what the server's network said. */
  readonly detail: string;
}

/** Why a try has failed, by what the server writes down of it. */
export function failureOf(lastError: string): DeliveryFailure {
  const status = /^HTTP (\d{3})$/.exec(lastError)?.[1];
  if (status !== undefined) return { kind: 'answer', detail: status };
  if (lastError === 'no answer in time') return { kind: 'late', detail: '' };
  if (lastError === 'the webhook is disabled') return { kind: 'off', detail: '' };
  // The address is checked before each try; it is refused by one of these codes.
  if (/^[A-Z_]+$/.test(lastError)) return { kind: 'refusedAddress', detail: '' };
  const name = /ENOTFOUND (\S+)/.exec(lastError)?.[1];
  if (name !== undefined) return { kind: 'noSuchName', detail: name };
  return { kind: 'unreachable', detail: lastError.replace(/^Error: /, '') };
}
