import { isIPv6 } from 'node:net';
import type { OutboundPlan } from '../dialing/outbound-plan.js';
import type { HeaderField } from '../sip/headers.js';
import type { OutgoingInvite, SocketId } from '../sip/endpoint-api.js';
import type { HostPort } from '../sip/message.js';

export interface InviteParts {
  readonly plan: OutboundPlan;
  readonly targets: readonly HostPort[];
  readonly password: string | undefined;
  readonly socket: SocketId;
  /** Our own address, as peers reach us: where no domain was agreed on. */
  readonly host: string;
  readonly sdp: string;
}

/** The INVITE of a plan, as its trunk wants it written [C4] [C15] [C19]. */
export function outgoingInvite({ plan, targets, password, socket, host, sdp }: InviteParts): OutgoingInvite {
  const { trunk, calledNumber, callerNumber } = plan;
  const { domain, credentials, firstAnswerMs, assertIdentity, userPhone } = trunk.outbound;
  const uri = (user: string, at: string): string => `sip:${user}@${at}${userPhone ? ';user=phone' : ''}`;
  const first = targets[0];
  const calledUri = uri(calledNumber, domain ?? (first === undefined ? host : hostPort(first)));
  const callerUri = uri(callerNumber, domain ?? bracketed(host));
  const headers: HeaderField[] = [];
  // RFC 3325 §9.1: within the trunk's trust domain the carrier takes this as the caller.
  if (assertIdentity) headers.push({ name: 'P-Asserted-Identity', value: `<${callerUri}>` });
  return {
    trunk: { id: trunk.id },
    socket,
    targets,
    firstAnswerMs,
    requestUri: calledUri,
    from: `<${callerUri}>`,
    to: `<${calledUri}>`,
    headers,
    sdp,
    credentials:
      credentials === undefined || password === undefined
        ? undefined
        : { username: credentials.username, password, realm: undefined },
  };
}

const SIP_PORT = 5060;

const bracketed = (host: string): string => (isIPv6(host) ? `[${host}]` : host);

const hostPort = ({ host, port }: HostPort): string =>
  port === SIP_PORT ? bracketed(host) : `${bracketed(host)}:${port}`;
