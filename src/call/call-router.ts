import type { ServiceNumberConfig, TrunkConfig } from '../config/schema.js';
import { fail, ok, type Result } from '../base/result.js';
import { toE164, type HomeArea } from '../dialing/phone-number.js';
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

export type RouteError = { readonly code: 'NUMBER_UNKNOWN'; readonly called: string };

/** Finds out what a call is for: service number → plan. Pure; made once from the configuration. */
export class CallRouter {
  readonly #entries: readonly Entry[];

  constructor(services: readonly ServiceNumberConfig[]) {
    this.#entries = services.map((config) => ({
      config,
      pattern: config.pattern === undefined ? undefined : new RegExp(config.pattern),
      e164: config.number === undefined ? undefined : e164OfService(config.number),
    }));
  }

  route(invite: IncomingInvite, trunk: TrunkConfig): Result<CallRoute, RouteError> {
    const home: HomeArea = { areaCode: trunk.homeArea };
    const candidates = trunk.calledFrom
      .map((source) => userOf(calledUri(invite, source)))
      .filter((user) => user !== '');
    const caller = numberOf(callerUser(invite, trunk), home);
    const assertedCaller = trunk.screened ? caller.e164 : undefined;
    for (const delivered of candidates) {
      const called = numberOf(delivered, home);
      for (const entry of this.#entries) {
        const plan = planOf(entry, called);
        if (plan !== undefined) return ok({ trunk: trunk.id, called, caller, assertedCaller, ...plan });
      }
    }
    return fail({ code: 'NUMBER_UNKNOWN', called: candidates[0] ?? '' });
  }
}

interface Entry {
  readonly config: ServiceNumberConfig;
  readonly pattern: RegExp | undefined;
  readonly e164: string | undefined;
}

/** What a called number leads to through this entry; undefined: nothing. */
function planOf(
  { config, pattern, e164 }: Entry,
  called: DialledNumber,
): Pick<CallRoute, 'service' | 'onDemand'> | undefined {
  const found = pattern?.exec(called.delivered);
  const same = called.delivered === config.number || (e164 !== undefined && called.e164 === e164);
  if (!same && !found) return undefined;
  const { language, room, test } = config;
  switch (config.service) {
    case 'bridge':
      return { service: { service: 'bridge', language }, onDemand: false };
    case 'test':
      return { service: { service: 'test', language, test: test ?? 'echo' }, onDemand: false };
    case 'quick':
    case 'instant':
      return undefined;
    case 'direct': {
      const named = found?.[1] ?? found?.[0] ?? called.delivered;
      return {
        service: { service: 'direct', language, roomNumber: room ?? named },
        onDemand: room === undefined,
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
