import type { HeaderField } from './headers.js';
import { SDP_TYPE } from './session-description.js';
import type { Capabilities } from './validate.js';

/** What this endpoint understands: the source of Allow, Accept and Supported, and of 405, 415 and 420. */
export const CAPABILITIES: Capabilities = {
  methods: ['INVITE', 'ACK', 'CANCEL', 'BYE', 'OPTIONS', 'INFO'],
  extensions: [],
  contentTypes: [SDP_TYPE, 'multipart/mixed'],
};

export const ALLOW: HeaderField = { name: 'Allow', value: CAPABILITIES.methods.join(', ') };

/** RFC 3261 §11.2. An empty Supported says that no extension is (§20.37). */
export const OPTIONS_HEADERS: readonly HeaderField[] = [
  ALLOW,
  { name: 'Accept', value: CAPABILITIES.contentTypes.join(', ') },
  { name: 'Supported', value: CAPABILITIES.extensions.join(', ') },
];
