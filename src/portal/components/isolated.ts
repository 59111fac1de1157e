/** Between Unicode's isolates, so that a name written from right to left leaves the sentence around it in order. */
export const isolated = (text: string): string => `\u2068${text}\u2069`;
