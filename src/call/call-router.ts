import { fail, ok, type Result } from '../base/result.js';
import type { ServiceNumber } from '../accounts/service-number.js';
import { PARTIES_MAX } from '../conference/definition.js';
import { toE164, type HomeArea } from '../dialing/phone-number.js';
import type { InboundRule, Trunk } from '../dialing/trunk.js';
import { parseNameAddr } from '../sip/name-addr.js';
import type { IncomingInvite } from '../sip/endpoint-api.js';
import type { Service } from '../ivr/flow-of-service.js';
import { parseUri } from '../sip/uri.js';

/** A number as delivered, and as E.164 when it is a telephone number. */
export interface DialledNumber {
  readonly delivered: string;
  readonly e164: string | undefined;
}

export interface CallRoute {
  readonly trunk: string;
  readonly called: DialledNumber;
  readonly caller: DialledNumber;
  /** The caller's E.164 number when the trunk vouches for it: the only one that proves who calls. */
  readonly assertedCaller: string | undefined;
  readonly service: Service;
  /** A `direct` pattern opens the room that it names even if nobody has defined it [S38a]. */
  readonly onDemand: boolean;
}

export type RouteError = {
  readonly code: 'NUMBER_UNKNOWN' | 'TRUNK_DISABLED';
  readonly called: string;
};

/** Finds out what a call is for: service number → plan. Pure; service numbers may change while it runs. */
export class CallRouter {
  readonly #instantPartiesMax: number;
  #entries: readonly Entry[] = [];

  /** `instantPartiesMax`: of an instant conference, the host included [S29]. */
  constructor(services: readonly ServiceNumber[], instantPartiesMax: number = PARTIES_MAX.instant) {
    this.#instantPartiesMax = instantPartiesMax;
    this.load(services);
  }

  get services(): readonly ServiceNumber[] {
    return this.#entries.map(({ rule }) => rule);
  }

  /** For the calls that come from now on. */
  load(services: readonly ServiceNumber[]): void {
    this.#entries = services.map((rule) => ({
      rule,
      pattern: rule.pattern === undefined ? undefined : new RegExp(rule.pattern),
      e164: rule.number === undefined ? undefined : e164OfService(rule.number),
    }));
  }

  route(invite: IncomingInvite, trunk: Trunk): Result<CallRoute, RouteError> {
    const { calledFrom, homeArea, screened } = trunk.inbound;
    const home: HomeArea = { areaCode: homeArea };
    const candidates = calledFrom
      .map((source) => userOf(calledUri(invite, source)))
      .filter((user) => user !== '');
    if (!trunk.enabled) return fail({ code: 'TRUNK_DISABLED', called: candidates[0] ?? '' });
    const caller = numberOf(callerUser(invite, trunk.inbound), home);
    const assertedCaller = screened ? caller.e164 : undefined;
    for (const delivered of candidates) {
      const called = numberOf(delivered, home);
      for (const entry of this.#entries) {
        const plan = planOf(entry, called, this.#instantPartiesMax);
        if (plan !== undefined) return ok({ trunk: trunk.id, called, caller, assertedCaller, ...plan });
      }
    }
    return fail({ code: 'NUMBER_UNKNOWN', called: candidates[0] ?? '' });
  }
}

interface Entry {
  readonly rule: ServiceNumber;
  readonly pattern: RegExp | undefined;
  readonly e164: string | undefined;
}

/** What a called number leads to through this entry; undefined: nothing. */
function planOf(
  { rule, pattern, e164 }: Entry,
  called: DialledNumber,
  partiesMax: number,
): Pick<CallRoute, 'service' | 'onDemand'> | undefined {
  const found = pattern?.exec(called.delivered);
  const same = called.delivered === rule.number || (e164 !== undefined && called.e164 === e164);
  if (!same && !found) return undefined;
  const { language, room, test } = rule;
  switch (rule.service) {
    case 'bridge':
    case 'quick':
      return { service: { service: rule.service, language }, onDemand: false };
    case 'instant':
      return { service: { service: 'instant', language, partiesMax }, onDemand: false };
    case 'test':
      return { service: { service: 'test', language, test: test ?? 'echo' }, onDemand: false };
    case 'direct': {
      const named = found?.[1] ?? found?.[0] ?? called.delivered;
      return {
        service: { service: 'direct', language, roomNumber: room ?? named },
        onDemand: room === undefined && rule.number === undefined,
      };
    }
  }
}

/** A service number in the configuration is written with its area code or as E.164. */
const e164OfService = (number: string): string | undefined => toE164(number, { areaCode: undefined });

const numberOf = (delivered: string, home: HomeArea): DialledNumber => ({
  delivered,
  e164: toE164(delivered, home),
});

/** [C18] A 400 call is often delivered to a landline number, with the 400 number elsewhere. */
function calledUri(invite: IncomingInvite, source: InboundRule['calledFrom'][number]): string {
  if (source === 'request-uri') return invite.requestUri;
  return parseNameAddr(invite.headers.list(source)[0] ?? '')?.uri ?? '';
}

function callerUser(invite: IncomingInvite, { callerFrom }: InboundRule): string {
  if (callerFrom === 'none') return '';
  // RFC 3323: a caller who asked for privacy is nobody, even to a trunk that knows the number.
  const privacy = invite.headers.first('privacy') ?? '';
  // §4.2: header values are compared without case (RFC 3261 §7.3.1).
  if (/\b(id|user|header)\b/i.test(privacy)) return '';
  return userOf(parseNameAddr(invite.headers.list(callerFrom)[0] ?? '')?.uri ?? '');
}

/** The telephone part of a URI: the user of sip:, the number of tel:; parameters in the user part dropped. */
function userOf(text: string): string {
  const uri = parseUri(text);
  if (uri?.scheme === 'tel') return unescape(uri.number);
  if (uri?.scheme === 'sip' || uri?.scheme === 'sips') return unescape(uri.user?.split(';')[0] ?? '');
  return '';
}

function unescape(user: string): string {
  try {
    return decodeURIComponent(user);
  } catch {
    return user;
  }
}
