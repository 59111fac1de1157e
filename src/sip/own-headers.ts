import { ALLOW } from './capabilities.js';
import { hostPortText } from './dialog.js';
import type { SocketId } from './endpoint-api.js';
import type { SipEndpointOptions } from './endpoint-options.js';
import type { HeaderField } from './headers.js';

/** What goes into every INVITE of ours. No Supported: there is no extension to name (RFC 3261 §8.1.1.9). */
export const requestHeaders = (options: SipEndpointOptions, socket: SocketId): readonly HeaderField[] => [
  ...contact(options, socket),
  ALLOW,
  { name: 'User-Agent', value: options.userAgent },
];

/** What goes into every response of ours that has to do with a dialog. */
export const responseHeaders = (options: SipEndpointOptions, socket: SocketId): readonly HeaderField[] => [
  ...contact(options, socket),
  ALLOW,
  { name: 'Server', value: options.userAgent },
];

function contact(options: SipEndpointOptions, socket: SocketId): readonly HeaderField[] {
  const address = options.advertised(socket);
  if (address === undefined) return [];
  // RFC 7118 §5.2: one word for both; that it is encrypted would say a scheme of sips.
  const transport = (address.transport ?? 'UDP') === 'UDP' ? '' : ';transport=ws';
  return [{ name: 'Contact', value: `<sip:${hostPortText(address)}${transport}>` }];
}
