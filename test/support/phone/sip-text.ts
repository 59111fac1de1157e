/** Every value of a header, in order. A test phone reads SIP as text, without the server's own parser. */
export function headersOf(text: string, name: string): readonly string[] {
  const head = text.slice(0, text.indexOf('\r\n\r\n'));
  return [...head.matchAll(new RegExp(`^${name}: *(.*)$`, 'gim'))].map((match) => (match[1] ?? '').trim());
}

export const headerOf = (text: string, name: string): string | undefined => headersOf(text, name)[0];

export const bodyOf = (text: string): string => text.slice(text.indexOf('\r\n\r\n') + 4);

/** Where a session description wants its sound. */
export function mediaOf(sdp: string): { readonly host: string; readonly port: number } | undefined {
  const host = /^c=IN IP[46] (\S+)/m.exec(sdp)?.[1];
  const port = /^m=audio (\d+)/m.exec(sdp)?.[1];
  return host === undefined || port === undefined ? undefined : { host, port: Number(port) };
}
