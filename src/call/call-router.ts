import type { ServiceNumberConfig, TrunkConfig } from '../config/schema.js';
import type { ServiceNumber } from '../accounts/service-number.js';
import { fail, ok, type Result } from '../base/result.js';
import { toE164, type HomeArea } from '../dialing/phone-number.js';
import { parseNameAddr } from '../sip/name-addr.js';
import type { IncomingInvite } from '../sip/endpoint-api.js';
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
  readonly service: ServiceNumber;
  /** For `direct`: the room it leads to. */
  readonly directRoom: string | undefined;
  /** For `direct` by pattern: the room is opened even if nobody defined it. */
  readonly onDemand: boolean;
}

export type RouteError = { readonly code: 'NUMBER_UNKNOWN'; readonly called: string };

/** Finds out what a call is for: service number → plan. Pure; made once from the configuration. */
export class CallRouter {
  readonly #services: readonly ServiceNumber[];

  constructor(services: readonly ServiceNumberConfig[]) {
    this.#services = services.map(toServiceNumber);
  }

  route(invite: IncomingInvite, trunk: TrunkConfig): Result<CallRoute, RouteError> {
    const home: HomeArea = { areaCode: trunk.homeArea };
    const candidates = trunk.calledFrom
      .map((source) => userOf(calledUri(invite, source)))
      .filter((user) => user !== '');
    const caller = numberOf(callerUser(invite, trunk), home);
    for (const delivered of candidates) {
      const called = numberOf(delivered, home);
      for (const service of this.#services) {
        const matched = match(service, called);
        if (matched === undefined) continue;
        const assertedCaller = trunk.screened ? caller.e164 : undefined;
        return ok({ trunk: trunk.id, called, caller, assertedCaller, service, ...matched });
      }
    }
    return fail({ code: 'NUMBER_UNKNOWN', called: candidates[0] ?? '' });
  }
}

function toServiceNumber(entry: ServiceNumberConfig): ServiceNumber {
  const match =
    entry.pattern === undefined ? { number: entry.number ?? '' } : { pattern: new RegExp(entry.pattern) };
  const common = { match, language: entry.language };
  switch (entry.service) {
    case 'bridge':
      return { ...common, service: 'bridge' };
    case 'test':
      return { ...common, service: 'test', test: entry.test ?? 'echo' };
    case 'direct':
      return {
        ...common,
        service: 'direct',
        ...(entry.room === undefined ? {} : { roomNumber: entry.room }),
      };
  }
}

function match(
  service: ServiceNumber,
  called: DialledNumber,
): { directRoom: string | undefined; onDemand: boolean } | undefined {
  const fixedRoom = service.service === 'direct' ? service.roomNumber : undefined;
  if ('pattern' in service.match) {
    const found = service.match.pattern.exec(called.delivered);
    if (found === null) return undefined;
    return { directRoom: fixedRoom ?? found[1] ?? found[0], onDemand: fixedRoom === undefined };
  }
  const wanted = service.match.number;
  const same =
    called.delivered === wanted || (called.e164 !== undefined && called.e164 === e164OfService(wanted));
  return same ? { directRoom: fixedRoom, onDemand: false } : undefined;
}

/** A service number in the configuration is written with its area code or as E.164. */
const e164OfService = (number: string): string | undefined => toE164(number, { areaCode: undefined });

const numberOf = (delivered: string, home: HomeArea): DialledNumber => ({
  delivered,
  e164: toE164(delivered, home),
});

/** [C18] A 400 call is often delivered to a landline number, with the 400 number elsewhere. */
function calledUri(invite: IncomingInvite, source: TrunkConfig['calledFrom'][number]): string {
  if (source === 'request-uri') return invite.requestUri;
  return parseNameAddr(invite.headers.list(source)[0] ?? '')?.uri ?? '';
}

function callerUser(invite: IncomingInvite, trunk: TrunkConfig): string {
  if (trunk.callerFrom === 'none') return '';
  // RFC 3323: a caller who asked for privacy is nobody, even to a trunk that knows the number.
  const privacy = invite.headers.first('privacy') ?? '';
  if (/\b(id|user|header)\b/.test(privacy)) return '';
  return userOf(parseNameAddr(invite.headers.list(trunk.callerFrom)[0] ?? '')?.uri ?? '');
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
