import { BlockList, isIP } from 'node:net';
import { z } from 'zod';

/**
 * Everything that can be set, with its default and its unit. Keys end in their unit. A file holds any part
 * of it; the environment overrides the file (environment.ts). Unknown keys are mistakes, not ignored.
 */
const port = z.number().int().min(1).max(65_535);
const address = z.string().refine((text) => isIP(text) !== 0, 'must be an IPv4 or IPv6 address');
const count = z.number().int().min(1);
const durationMs = z.number().int().min(0);

/** What can be keyed on a phone [S2]. */
const digits = (min: number, max: number) =>
  z.string().regex(new RegExp(`^\\d{${min},${max}}$`), `must be ${min} to ${max} digits, in quotes`);

const cidr = z
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

const sip = z.strictObject({
  port: port.default(5060),
  /** T1, T2, T4 of RFC 3261 table 4; every other timer follows from them. */
  timers: z
    .strictObject({
      t1Ms: count.default(500),
      t2Ms: count.default(4_000),
      t4Ms: count.default(5_000),
    })
    .prefault({}),
  limits: z
    .strictObject({
      messageBytesMax: count.max(65_535).default(65_535),
      headerLinesMax: count.default(200),
      viaMax: count.default(70),
      transactionsMax: count.default(200_000),
      dialogsMax: count.default(20_000),
    })
    .prefault({}),
});

const media = z.strictObject({
  /** Worker threads that mix; 'auto': one for each processor but one, at least one. */
  workers: z
    .union([z.literal('auto'), z.number().int().min(1).max(64)], "must be 'auto' or a number from 1 to 64")
    .default('auto'),
  ports: z
    .strictObject({ from: port.default(20_000), to: port.default(29_999) })
    .refine((range) => range.to - range.from >= 3, 'must hold at least two pairs of ports')
    .prefault({}),
  packetIo: z.enum(['auto', 'io_uring', 'mmsg', 'dgram']).default('auto'),
  /** Whether peers may name loopback addresses in SDP [C29]: only for tests on one machine. */
  allowLoopback: z.boolean().default(false),
  /** Without a packet for so long a leg counts as lost [C30]; 0: never. */
  silenceMs: durationMs.default(60_000),
  legsMax: count.default(4_096),
  ptimeMs: z.number().int().multipleOf(10).min(10).max(60).default(20),
});

const e164 = z.string().regex(/^\+\d{5,18}$/, 'must be a number like +861067011018');
const numberFormat = z.enum(['national', 'national-without-0', 'e164', 'e164-without-plus', '0086']);

/** How calls go out on a trunk; without targets none do. */
const outbound = z.strictObject({
  /** Tried in order [C4]: 'host:port' or 'host'. */
  targets: z.array(z.string().min(1)).max(16).default([]),
  /** What it carries: the longest prefix among the trunks wins. */
  prefixes: z
    .array(z.string().regex(/^\+\d*$/))
    .min(1)
    .default(['+86']),
  numberFormat: numberFormat.default('national'),
  /** Numbers that the carrier assigned to us: the only ones we show [C19]. */
  callerNumbers: z.array(e164).default([]),
  callerFormat: numberFormat.default('national'),
  assertIdentity: z.boolean().default(true),
  userPhone: z.boolean().default(true),
  domain: z.string().optional(),
  /** Digest [C15]; the password stands in `secrets` under this name. */
  credentials: z.strictObject({ username: z.string().min(1), secret: z.string().min(1) }).optional(),
  callsMax: z.number().int().min(0).default(0),
  callsPerSecondMax: z.number().int().min(0).default(0),
  firstAnswerMs: durationMs.default(4_000),
});

const trunk = z.strictObject({
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
  callsMax: z.number().int().min(0).default(0),
  callsPerSecondMax: z.number().int().min(0).default(0),
  enabled: z.boolean().default(true),
  /** OPTIONS every so often [C14]; 0: never. */
  pingMs: durationMs.default(30_000),
  outbound: outbound.prefault({}),
});

const serviceNumber = z
  .strictObject({
    number: z.string().optional(),
    pattern: z.string().refine(isPattern, 'must be a regular expression').optional(),
    service: z.enum(['bridge', 'quick', 'instant', 'direct', 'test']),
    language: z.enum(['zh-CN', 'en', 'both']).default('zh-CN'),
    /** For `direct`: the room it leads to. With a pattern, its first group names the room instead. */
    room: z.string().optional(),
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
  );

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

const conference = z.strictObject({
  /** Tones and spoken announcements when others enter, leave, are locked out. */
  tones: z.boolean().default(true),
  announcements: z.boolean().default(true),
  /** A conference that nobody has been in for so long ends [S12]. */
  emptyMs: durationMs.default(300_000),
  /** A party alone for so long is asked whether it stays [S12]; 0: never. */
  aloneMs: durationMs.default(1_800_000),
  aloneAnswerMs: durationMs.default(60_000),
  /** Who is called rings so long; the host of an instant conference so long [S35]. */
  inviteRingMs: durationMs.default(60_000),
  hostRingMs: durationMs.default(45_000),
  /** A lost host is rung once more; without it the conference ends after so long [S36]. */
  hostLostMs: durationMs.default(60_000),
  /** A request for an operator is given up after so long [S14]. */
  operatorWaitMs: durationMs.default(120_000),
  /** Callers are let in so long before the start [S11]. */
  earlyEntryMs: durationMs.default(900_000),
});

const ivr = z.strictObject({
  firstKeyMs: durationMs.default(10_000),
  nextKeyMs: durationMs.default(5_000),
  /** From the ACK to the first prompt, so that its first syllable is not cut [C23]. */
  firstPromptDelayMs: durationMs.default(500),
});

/** The `instant` service [S30] and bookings [S37]. */
const instant = z.strictObject({
  /** Who may use it, by E.164 number; the list of allowed and refused numbers in the database wins. */
  eligible: z
    .array(z.string().refine(isPattern, 'must be a regular expression'))
    .default(['^\\+8610[68]\\d{7}$', '^\\+861[3-9]\\d{9}$']),
  partiesMax: z.number().int().min(2).default(30),
  /** How far below zero the balance of an account may go that a first call has opened, in yuan. */
  creditLimitYuan: z.number().int().min(0).default(200),
  /** A booking lies at least so far ahead. */
  bookingLeadMs: durationMs.default(900_000),
  /** Lines that bookings may take at once; 0: what the trunks' outgoing caps add up to. */
  bookingLinesMax: z.number().int().min(0).default(0),
});

/** Who answers `*0` [S14]: telephones, and when they are on duty, in the local time of the zone. */
const operators = z.strictObject({
  numbers: z.array(e164).max(100).default([]),
  timeZone: z.string().default('Asia/Shanghai'),
  /** Minutes of the day, such as '09:00-18:00'; without it always. */
  hours: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d$/)
    .optional(),
});

/** Calls that go out. */
const outgoing = z.strictObject({
  /** New calls in a second, all conferences together; a trunk may take fewer [S35]. */
  callsPerSecond: z.number().int().min(1).max(1_000).default(10),
  /** Called parties hear that they can press 9 to be called no more [S41]. */
  offersOptOut: z.boolean().default(false),
});

/** 录音 [S4]: below the data folder unless it is absolute. */
const recordings = z.strictObject({
  dir: z.string().min(1).default('recordings'),
  atOnceMax: z.number().int().min(0).default(200),
});

/** What a first start creates in an empty database. */
const firstRun = z.strictObject({
  room: z
    .strictObject({
      number: digits(4, 10).default('1001'),
      chairPassword: digits(4, 12).default('8888'),
      attendeePassword: digits(0, 12).default('6666'),
    })
    .refine((room) => room.chairPassword !== room.attendeePassword, 'needs two passwords that differ')
    .prefault({}),
  /** The administrator's password; without one a random one is made and printed once. */
  adminPassword: z.string().min(8).optional(),
});

const settings = z.strictObject({
  node: z.string().min(1).default('node-1'),
  /** The local address of SIP and RTP, and the one told to peers when it differs [C3a]. */
  bind: address.default('127.0.0.1'),
  advertise: address.optional(),
  dataDir: z.string().min(1).default('./data'),
  log: z.strictObject({ level: z.enum(['debug', 'info', 'warn', 'error']).default('info') }).prefault({}),
  sip: sip.prefault({}),
  http: z.strictObject({ bind: address.default('127.0.0.1'), port: port.default(8080) }).prefault({}),
  media: media.prefault({}),
  trunks: z
    .array(trunk)
    .min(1)
    .refine(
      (trunks) => new Set(trunks.map(({ id }) => id)).size === trunks.length,
      'must each have an id of its own',
    )
    .default([trunk.parse({ id: 'demo', addresses: ['127.0.0.0/8'] })]),
  serviceNumbers: z.array(serviceNumber).default([]),
  conference: conference.prefault({}),
  ivr: ivr.prefault({}),
  instant: instant.prefault({}),
  operators: operators.prefault({}),
  outgoing: outgoing.prefault({}),
  recordings: recordings.prefault({}),
  prompts: z.strictObject({ overrideDir: z.string().optional() }).prefault({}),
  store: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('sqlite'), file: z.string().default('huitong.sqlite') }),
      z.strictObject({ kind: z.literal('postgres'), url: z.string() }),
    ])
    .prefault({ kind: 'sqlite' }),
  firstRun: firstRun.prefault({}),
  /** The first API key; without one a random one is made at the first start and printed once. */
  apiKey: z.string().min(16).optional(),
  /** On SIGTERM calls may go on for so long before they are ended. */
  drainMs: durationMs.default(10_000),
});

/** Also looked at beside other mistakes, so that all are told at once. */
const ALWAYS = { when: () => true };

/** One family for each dialog [C3a], and no peer can send to an unspecified address: in SDP it means hold. */
export const configSchema = settings
  .refine(({ bind, advertise }) => advertise !== undefined || !isUnspecified(bind), {
    path: ['advertise'],
    error: 'must say the address told to peers when bind is an unspecified one',
    ...ALWAYS,
  })
  .refine(({ advertise }) => !isUnspecified(advertise), {
    path: ['advertise'],
    error: 'must be an address that peers can send to',
    ...ALWAYS,
  })
  .refine(({ bind, advertise }) => isIP(advertise ?? '') === 0 || isIP(bind) === isIP(advertise ?? ''), {
    path: ['advertise'],
    error: 'must be of the same family, IPv4 or IPv6, as bind',
    ...ALWAYS,
  });

const UNSPECIFIED = new BlockList();
UNSPECIFIED.addAddress('0.0.0.0');
UNSPECIFIED.addAddress('::', 'ipv6');

function isUnspecified(text: string | undefined): boolean {
  const version = isIP(text ?? '');
  return version !== 0 && UNSPECIFIED.check(text ?? '', version === 4 ? 'ipv4' : 'ipv6');
}

export type Config = z.infer<typeof configSchema>;
export type TrunkConfig = z.infer<typeof trunk>;
export type ServiceNumberConfig = z.infer<typeof serviceNumber>;
