import * as assert from 'uvu/assert';
import type { LocalMedia } from '../../src/sdp/local-media.js';
import { parseSdp } from '../../src/sdp/parse.js';
import type { SessionDescription } from '../../src/sdp/session-description.js';

/** A description that must be readable. */
export function parsed(text: string): SessionDescription {
  const result = parseSdp(text);
  if (!result.ok) assert.unreachable(`${JSON.stringify(result.error)} in ${text}`);
  return (result as { readonly value: SessionDescription }).value;
}

/** A description with our usual session part and the given lines from c= on. */
export const description = (...lines: readonly string[]): SessionDescription =>
  parsed(['v=0', 'o=peer 7 1 IN IP4 192.0.2.9', 's=-', 't=0 0', ...lines].join('\r\n'));

export const LOCAL: LocalMedia = {
  address: '198.51.100.5',
  family: 'IP4',
  port: 20_000,
  codecs: ['PCMA', 'PCMU'],
  ptimeMs: 20,
  sessionId: '4711',
  previous: undefined,
};
