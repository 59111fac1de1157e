import { isIPv6 } from 'node:net';
import type { OutboundPlan } from '../dialing/outbound-plan.js';
import type { Trunk, TrunkTarget } from '../dialing/trunk.js';
import type { HeaderField } from '../sip/headers.js';
import type { DigestCredentials, OutgoingInvite, SocketId } from '../sip/endpoint-api.js';
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
  const { domain, firstAnswerMs, assertIdentity, userPhone } = trunk.outbound;
  const uri = (user: string, at: string): string => `sip:${user}@${at}${userPhone ? ';user=phone' : ''}`;
  const calledUri = uri(calledNumber, domain ?? serverName(trunk.outbound.targets[0]) ?? bracketed(host));
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
    credentials: digestCredentials(trunk, password),
  };
}

/** What answers the challenges of this trunk [C15]. */
export function digestCredentials(
  { outbound: { credentials } }: Trunk,
  password: string | undefined,
): DigestCredentials | undefined {
  if (credentials === undefined || password === undefined) return undefined;
  return { username: credentials.username, password, realm: credentials.realm };
}

const SIP_PORT = 5060;

const bracketed = (host: string): string => (isIPv6(host) ? `[${host}]` : host);

/** The server as it was named to us: where its name leads is the transport's matter alone (RFC 3263 §4). */
function serverName(target: TrunkTarget | undefined): string | undefined {
  if (target === undefined) return undefined;
  const { host, port = SIP_PORT } = target;
  return port === SIP_PORT ? bracketed(host) : `${bracketed(host)}:${port}`;
}
