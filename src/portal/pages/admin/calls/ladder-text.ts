/** "INVITE sip:400…@… SIP/2.0" → "INVITE"; "SIP/2.0 183 Session Progress" → "183 Session Progress". */
export function labelOf(startLine: string): string {
  const answer = /^SIP\/2\.0 (\d{3}.*)$/.exec(startLine)?.[1];
  return answer?.trim() ?? startLine.split(' ', 1)[0] ?? startLine;
}

/** 10:12:05.043: messages of a call follow each other within milliseconds. */
export const clockWithMs = (ms: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    timeZone,
  })
    .format(ms)
    .replace(',', '.');
