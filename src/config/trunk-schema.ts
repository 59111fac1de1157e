import { isIP } from 'node:net';
import { z } from 'zod';

/** The part of the configuration that speaks of carriers: trunks, service numbers, secrets. */
export const cidr = z
  .string()
  .refine((text) => parseCidr(text) !== undefined, 'must be an address or a CIDR block like 203.0.113.0/24');

/** An address with its prefix length; a bare address is a block of one. */
export function parseCidr(
  text: string,
): { address: string; prefix: number; family: 'ipv4' | 'ipv6' } | undefined {
  const [base = '', prefixText, ...rest] = text.split('/');
  const version = isIP(base);
  if (version === 0 || rest.length > 0) return undefined;
  const bits = version === 4 ? 32 : 128;
  const prefix = prefixText === undefined ? bits : Number(prefixText);
  if (prefixText === '' || !Number.isInteger(prefix) || prefix < 0 || prefix > bits) return undefined;
  return { address: base, prefix, family: version === 4 ? 'ipv4' : 'ipv6' };
}

/** 'host', 'host:port', '[2001:db8::1]:5060': without a port a name is looked up by SRV first (RFC 3263). */
const target = z.string().transform((text, context) => {
  const match = /^(?:\[([\da-f:.]+)\]|([a-z\d](?:[a-z\d.-]*[a-z\d])?))(?::(\d{1,5}))?$/i.exec(text);
  const host = match?.[1] ?? match?.[2] ?? '';
  const port = match?.[3] === undefined ? undefined : Number(match[3]);
  const isHost = match?.[1] === undefined ? host !== '' : isIP(host) === 6;
  if (isHost && (port === undefined || (port >= 1 && port <= 65_535))) return { host, port };
  context.addIssue('must be a host, host:port, or [IPv6]:port');
  return z.NEVER;
});

/** The beginning of E.164 numbers. */
export const prefix = z.string().regex(/^\+\d*$/, 'must begin with +, like +86');
export const e164 = z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be a number like +861067011018');
const numberFormat = z.enum(['national', 'national-without-0', 'e164', 'e164-without-plus', '0086']);
const limit = z.number().int().min(0);
const durationMs = z.number().int().min(0);

/** How calls go out on a trunk; without targets none do. */
const outbound = z
  .strictObject({
    /** Tried in order [C4]. */
    targets: z.array(target).max(16).default([]),
    /** What it carries: the longest prefix among the trunks wins. */
    prefixes: z.array(prefix).min(1).default(['+86']),
    numberFormat: numberFormat.default('national'),
    /** Numbers that the carrier assigned to us: the only ones we show [C19]. */
    callerNumbers: z.array(e164).default([]),
    callerFormat: numberFormat.default('national'),
    assertIdentity: z.boolean().default(true),
    userPhone: z.boolean().default(true),
    domain: z.string().optional(),
    /** Digest [C15]; the password stands in `secrets` under this name. Without a realm any is answered. */
    credentials: z
      .strictObject({
        username: z.string().min(1),
        secret: z.string().min(1),
        realm: z.string().min(1).optional(),
      })
      .optional(),
    callsMax: limit.default(0),
    callsPerSecondMax: limit.default(0),
    firstAnswerMs: durationMs.default(4_000),
  })
  .refine(({ targets, callerNumbers }) => targets.length === 0 || callerNumbers.length > 0, {
    path: ['callerNumbers'],
    error: 'must name a number that the carrier assigned: calls go out under one of them',
  });

/** A final answer of SIP. */
const refusal = z.number().int().min(400).max(699);

/** One trunk, in the configuration file and over the API alike. */
export const trunkSchema = z.strictObject({
  id: z.string().min(1),
  /** Who may send on this trunk. */
  addresses: z.array(cidr).min(1),
  /** Where the called service number stands, first match first [C18]. */
  calledFrom: z
    .array(z.enum(['request-uri', 'to', 'p-called-party-id', 'diversion', 'history-info']))
    .min(1)
    .default(['request-uri', 'to']),
  /** Where the caller's number stands; `screened`: the carrier vouches for it [C18]. */
  callerFrom: z.enum(['p-asserted-identity', 'from', 'none']).default('from'),
  screened: z.boolean().default(false),
  /** The area code, without its 0, that 7–8 digit local numbers belong to. */
  homeArea: z
    .string()
    .regex(/^\d{2,3}$/)
    .optional(),
  /** Where media of this trunk may come from beside the address in SDP, as behind NAT [C29]. */
  mediaFrom: z.array(cidr).max(4).default([]),
  /** Calls at once, and new calls in a second; 0: no limit [S55]. */
  callsMax: limit.default(0),
  callsPerSecondMax: limit.default(0),
  /** What a call is refused with at these caps: some carriers hunt on after 486, others after 503 [S55]. */
  capCodes: z
    .strictObject({ callsAtOnce: refusal.default(486), callsPerSecond: refusal.default(503) })
    .prefault({}),
  enabled: z.boolean().default(true),
  /** OPTIONS every so often [C14]; 0: never. */
  pingMs: durationMs.default(30_000),
  outbound: outbound.prefault({}),
});

/** Without any, only programs on this machine may call. */
export const trunksSchema = z
  .array(trunkSchema)
  .min(1)
  .refine(
    (trunks) => new Set(trunks.map(({ id }) => id)).size === trunks.length,
    'must each have an id of its own',
  )
  .default([trunkSchema.parse({ id: 'demo', addresses: ['127.0.0.0/8'] })]);

export const serviceNumberSchema = z
  .strictObject({
    number: z.string().min(1).optional(),
    pattern: z.string().min(1).refine(isPattern, 'must be a regular expression').optional(),
    service: z.enum(['bridge', 'quick', 'instant', 'direct', 'test']),
    language: z.enum(['zh-CN', 'en', 'both']).default('zh-CN'),
    /** For `direct`: the room it leads to. With a pattern, its first group names the room instead. */
    room: z.string().min(1).optional(),
    /** For `test`: what it does [S38b]. */
    test: z.enum(['echo', 'tone', 'silence', 'dtmf', 'loop']).optional(),
  })
  .refine(
    (entry) => (entry.number === undefined) !== (entry.pattern === undefined),
    'needs a number or a pattern',
  )
  .refine(
    (entry) => entry.service !== 'test' || entry.test !== undefined,
    'a test number must say which test',
  )
  // Without one it would open a room on demand, which has no password and which nobody pays for.
  .refine(({ service, number, room }) => service !== 'direct' || number === undefined || room !== undefined, {
    path: ['room'],
    error: 'a direct number must say which room',
  });

export const serviceNumbersSchema = z
  .array(serviceNumberSchema)
  .refine(
    (entries) => new Set(entries.map((entry) => entry.number ?? entry.pattern)).size === entries.length,
    'must each have a number or a pattern of its own',
  )
  .default([]);

export function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

/** Passwords by name: the text itself, a variable of the environment, or a file that holds nothing else. */
export const secretsSchema = z
  .record(
    z.string().min(1),
    z.union(
      [
        z.string().min(1),
        z.strictObject({ env: z.string().min(1) }),
        z.strictObject({ file: z.string().min(1) }),
      ],
      'must be a text, { env: VARIABLE } or { file: PATH }',
    ),
  )
  .default({});

export type TrunkConfig = z.infer<typeof trunkSchema>;
export type ServiceNumberConfig = z.infer<typeof serviceNumberSchema>;
export type SecretSource = z.infer<typeof secretsSchema>[string];
