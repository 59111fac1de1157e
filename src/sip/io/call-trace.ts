import type { UtcMs } from '../../base/units.js';
import { hostPortText } from '../dialog.js';
import { utf8, type Headers } from '../headers.js';
import type { SipMessage } from '../message.js';
import { parseNameAddr } from '../name-addr.js';
import { parseMessage } from '../parser.js';
import { q850Cause } from '../reason-header.js';
import { parseUri, telephoneNumber } from '../uri.js';
import { topVia } from '../via.js';
import type { Direction, RememberedCall, RememberedMessage } from './remembered-call.js';

/** One arrow of a ladder. */
export interface TracedMessage {
  readonly atMs: UtcMs;
  readonly direction: Direction;
  readonly peer: string;
  /** Upper case, as the Via has it; undefined: it has none that can be read. */
  readonly transport: string | undefined;
  readonly startLine: string;
  /** Without credentials and keyed digits. */
  readonly text: string;
  /** The end of it is not kept. */
  readonly cut: boolean;
}

/** Who calls whom, by the INVITE. */
export interface TracedParties {
  readonly direction: 'in' | 'out';
  /** Whom we spoke with first. */
  readonly peer: string;
  /** The numbers, or else the addresses, of From and To. */
  readonly from: string;
  readonly to: string;
}

/** What the INVITE came to so far. */
export interface TracedOutcome {
  readonly answered: boolean;
  readonly rang: boolean;
  /** The last final answer that was no 2xx; 0: none came. */
  readonly status: number;
  /** As its Reason tells. */
  readonly q850Cause: number | undefined;
}

export const ladderOf = (call: RememberedCall): readonly TracedMessage[] =>
  call.messages.map(({ atMs, direction, peer, text, bytes }) => {
    const shown = withoutSecrets(utf8(text));
    const headers = headersOf(text);
    return {
      atMs,
      direction,
      peer: hostPortText(peer),
      transport: headers && topVia(headers)?.transport,
      startLine: /^[^\r\n]*/.exec(shown)![0],
      text: shown,
      cut: text.length < bytes,
    };
  });

export function tracedParties({ messages }: RememberedCall): TracedParties {
  const first = messages[0]!;
  const headers = headersOf(first.text);
  return {
    direction: first.direction === 'received' ? 'in' : 'out',
    peer: hostPortText(first.peer),
    from: partyOf(headers?.first('from')),
    to: partyOf(headers?.first('to')),
  };
}

/** Reads no more than it must: a search looks at thousands. */
export function tracedOutcome({ messages }: RememberedCall): TracedOutcome {
  const asked = messages[0]!.direction;
  let answered = false;
  let rang = false;
  let refusal: RememberedMessage | undefined;
  for (const message of messages) {
    const status = message.direction === asked ? 0 : statusToInvite(message);
    if (status >= 300) refusal = message;
    else if (status >= 200) answered = true;
    else if (status > 100) rang = true;
  }
  if (refusal === undefined) return { answered, rang, status: 0, q850Cause: undefined };
  const headers = headersOf(refusal.text);
  return { answered, rang, status: statusToInvite(refusal), q850Cause: headers && q850Cause(headers)?.cause };
}

const TO_INVITE = /^CSeq[ \t]*:[ \t]*\d+[ \t]+INVITE[ \t]*\r?$/im;
const statusToInvite = ({ text }: RememberedMessage): number => {
  const status = /^SIP\/2\.0 (\d{3}) /.exec(text)?.[1];
  return status !== undefined && TO_INVITE.test(text) ? Number(status) : 0;
};

function partyOf(value: string | undefined): string {
  const address = parseNameAddr(value ?? '')?.uri;
  const uri = parseUri(address ?? '');
  return (uri && telephoneNumber(uri)) ?? address ?? '';
}

const headersOf = (text: string): Headers | undefined => parsed(text)?.headers;

/** What was taken off the wire is within the limits of the memory already. */
const ANY = Number.MAX_SAFE_INTEGER;
function parsed(text: string): SipMessage | undefined {
  const limits = { messageBytesMax: ANY, headerLinesMax: ANY, viaMax: ANY };
  const outcome = parseMessage(Buffer.from(text, 'latin1'), limits);
  return outcome.kind === 'message' ? outcome.message : undefined;
}

/** Digest answers [C15], folded over lines too; passwords of addresses; the digits of an INFO, which may be a password. */
const withoutSecrets = (text: string): string =>
  text
    .replaceAll(/^((?:proxy-)?authorization[ \t]*:[ \t]*\S+).*(?:\r?\n[ \t].*)*$/gim, '$1 …')
    .replaceAll(/\b(sips?:[^@:;\s<>]+):[^@\s<>]*@/gi, '$1:…@')
    .replaceAll(/^(signal[ \t]*=).*$/gim, '$1 …')
    .replaceAll(/^(?=INFO )([^]*?\r?\n\r?\n)[^]+$/g, '$1…');
