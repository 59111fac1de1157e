import { MAX_FORWARDS, viaOf } from './dialog.js';
import type { OutgoingInvite, Q850Cause } from './endpoint-api.js';
import { Headers, type HeaderField } from './headers.js';
import type { LocalAddress, SipRequest, SipResponse } from './message.js';
import { formatReason } from './reason-header.js';
import { bodyBytes, sdpHeaders } from './session-description.js';

/** What one INVITE needs besides what the call layer says of it. */
export interface InviteParts {
  readonly branch: string;
  /** Where the peer reaches us. */
  readonly via: LocalAddress;
  readonly callId: string;
  readonly localTag: string;
  readonly cseqNumber: number;
  /** Contact, Allow and User-Agent. */
  readonly dialogHeaders: readonly HeaderField[];
  readonly credentials: readonly HeaderField[];
}

/** An INVITE that opens a call of ours (§8.1.1, §13.2.1). */
export function inviteRequest(invite: OutgoingInvite, parts: InviteParts): SipRequest {
  const fields: HeaderField[] = [
    viaOf(parts),
    MAX_FORWARDS,
    { name: 'From', value: `${bracketed(invite.from)};tag=${parts.localTag}` },
    { name: 'To', value: bracketed(invite.to) },
    { name: 'Call-ID', value: parts.callId },
    { name: 'CSeq', value: `${parts.cseqNumber} INVITE` },
    ...parts.credentials,
    ...parts.dialogHeaders,
    ...invite.headers,
    ...sdpHeaders(invite.sdp),
  ];
  return request('INVITE', invite.requestUri, fields, bodyBytes(invite.sdp));
}

/** §9.1: the same but for method and body, so that every hop finds what it cancels. */
export function cancelRequest(invite: SipRequest, cause: Q850Cause | undefined): SipRequest {
  const reason = cause === undefined ? [] : [{ name: 'Reason', value: formatReason(cause) }];
  const fields = SHARED_BY_CANCEL.flatMap((name) => fieldsOf(invite, name));
  return request('CANCEL', invite.requestUri, [...withMethod(fields, 'CANCEL'), ...reason]);
}

/** §17.1.1.3, with the credentials of the INVITE (§22.1). The To is that of the refusal. */
export function ackToRefusal(invite: SipRequest, response: SipResponse): SipRequest {
  const fields = SHARED_BY_ACK.flatMap((name) => fieldsOf(name === 'to' ? response : invite, name));
  return request('ACK', invite.requestUri, withMethod(fields, 'ACK'));
}

const SHARED_BY_CANCEL = ['via', 'max-forwards', 'from', 'to', 'call-id', 'cseq', 'route'];
const SHARED_BY_ACK = [...SHARED_BY_CANCEL, 'authorization', 'proxy-authorization'];

const fieldsOf = ({ headers }: SipRequest | SipResponse, name: string): HeaderField[] =>
  headers.fields.filter((_, i) => headers.names[i] === name);

const withMethod = (fields: readonly HeaderField[], method: string): HeaderField[] =>
  fields.map(({ name, value }) =>
    name === 'CSeq' ? { name, value: value.replace('INVITE', method) } : { name, value },
  );

/** Parameters of a URI without brackets would become those of the header (§20.10). */
const bracketed = (address: string): string => (address.includes('<') ? address : `<${address}>`);

const request = (
  method: string,
  requestUri: string,
  fields: readonly HeaderField[],
  body: Uint8Array = new Uint8Array(0),
): SipRequest => ({
  kind: 'request',
  method,
  requestUri,
  version: 'SIP/2.0',
  headers: new Headers(fields),
  body,
});
