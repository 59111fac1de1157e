import { BlockList, isIP } from 'node:net';
import { z } from 'zod';
import { mailSchema, smsSchema, webhooksSchema } from './notices-schema.js';
import {
  cidr,
  e164,
  isPattern,
  prefix,
  secretsSchema,
  serviceNumbersSchema,
  trunksSchema,
} from './trunk-schema.js';

/**
 * Everything that can be set, with its default and its unit. Keys end in their unit. A file holds any part
 * of it; the environment overrides the file (environment.ts). Unknown keys are mistakes, not ignored.
 */
const port = z.number().int().min(1).max(65_535);
const address = z.string().refine((text) => isIP(text) !== 0, 'must be an IPv4 or IPv6 address');
const count = z.number().int().min(1);
const durationMs = z.number().int().min(0);
const timeZone = z.string().refine(isTimeZone, 'must be an IANA time zone such as Asia/Shanghai');

/** What can be keyed on a phone [S2]. */
const digits = (min: number, max: number) =>
  z.string().regex(new RegExp(`^\\d{${min},${max}}$`), `must be ${min} to ${max} digits, in quotes`);

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

const http = z.strictObject({
  bind: address.default('127.0.0.1'),
  port: port.default(8080),
  /** PEM files of our own HTTPS; without them plain HTTP, for this machine or behind a proxy. */
  tls: z.strictObject({ cert: z.string().min(1), key: z.string().min(1) }).optional(),
  /** Proxies in front of us, as addresses or CIDR blocks: what they say of the client and of TLS is believed. */
  trustedProxies: z.array(cidr).max(100).default([]),
  /** Of one API key or person, and of one address without either; 0: as many as come. */
  requestsPerMinute: z.number().int().min(0).default(6_000),
  anonymousRequestsPerMinute: z.number().int().min(0).default(600),
});

const media = z.strictObject({
  /** Worker threads that mix; 'auto': one for each processor but one, at least one. */
  workers: z
    .union([z.literal('auto'), z.number().int().min(1).max(64)], "must be 'auto' or a number from 1 to 64")
    .default('auto'),
  ports: z
    .strictObject(
      { from: port.default(20_000), to: port.default(29_999) },
      'must be two ports, from and to; as 20000-29999 in HUITONG_RTP_PORTS',
    )
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
  /** Calls to test numbers at once, which nobody pays for [S38b]. */
  testCallsMax: count.default(4),
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
  /** Of them, those that the bookings of one account may take at once; 0: half. */
  bookingLinesPerAccountMax: z.number().int().min(0).default(0),
});

/** 「用电脑加入」: browsers that join by their own microphone, over the HTTP port and one UDP port of media.ports. */
const browserPhones = z.strictObject({
  enabled: z.boolean().default(true),
  /** Browsers that speak Opus at once, each for 1 % of a core; the next ones speak G.711. 0: nobody speaks it. */
  opusMax: z.number().int().min(0).default(60),
});

/** Such as '09:00-18:00'; the end may be 24:00, and before the start it is after midnight. */
export const openingHours = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be like 09:00-18:00');

/** Who answers `*0` [S14]: telephones, and when they are on duty, in the local time of the zone. */
const operators = z.strictObject({
  numbers: z.array(e164).max(100).default([]),
  timeZone: timeZone.default('Asia/Shanghai'),
  /** Without them always. */
  hours: openingHours.optional(),
});

/** Calls that go out. */
const outgoing = z.strictObject({
  /** What may be called at all, by E.164 prefix; abroad the account must be allowed to as well [S41]. */
  destinations: z.array(prefix).default(['+86']),
  /** New calls in a second of one conference; a trunk may take fewer of all together [S35]. */
  callsPerSecond: z.number().int().min(1).max(1_000).default(10),
  /** Called parties hear that they can press 9 to be called no more [S41]. */
  offersOptOut: z.boolean().default(false),
});

/** 录音 [S4]: below the data folder unless it is absolute. */
const recordings = z.strictObject({
  dir: z.string().min(1).default('recordings'),
  atOnceMax: z.number().int().min(0).default(200),
  /** Deleted after so many days [S53a]. */
  keepDays: count.max(36_500).default(90),
});

/** How long is kept what tells of people [S53a]. Ledger entries stay: the books have to add up. */
const retention = z.strictObject({
  /** Conferences, their events and participants, the records of their legs, requests to operators. */
  callRecordMonths: count.max(1_200).default(24),
  /** The audit log, alarms. */
  logMonths: count.max(1_200).default(6),
});

/** Files of charges that a carrier collects [S51a]; without periods none are written. */
const chargeFiles = z.strictObject({
  /** Below the data folder unless it is absolute. */
  dir: z.string().min(1).default('charges'),
  periods: z.array(z.enum(['hour', 'day'])).default([]),
  /** Texts with {field}: docs/charging.md lists the fields. */
  template: z
    .strictObject({
      name: z.string().optional(),
      header: z.string().optional(),
      line: z.string().optional(),
      trailer: z.string().optional(),
      newline: z.enum(['\n', '\r\n']).optional(),
      timeZone: timeZone.optional(),
    })
    .prefault({}),
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
  http: http.prefault({}),
  media: media.prefault({}),
  trunks: trunksSchema,
  serviceNumbers: serviceNumbersSchema,
  secrets: secretsSchema,
  conference: conference.prefault({}),
  ivr: ivr.prefault({}),
  instant: instant.prefault({}),
  operators: operators.prefault({}),
  browserPhones: browserPhones.prefault({}),
  outgoing: outgoing.prefault({}),
  recordings: recordings.prefault({}),
  retention: retention.prefault({}),
  chargeFiles: chargeFiles.prefault({}),
  mail: mailSchema,
  sms: smsSchema,
  webhooks: webhooksSchema,
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
  })
  .superRefine(({ mail, sms, secrets }, context) => {
    const named = [
      { path: ['mail', 'smtp', 'secret'], secret: mail.smtp?.secret },
      { path: ['sms', 'secret'], secret: sms?.secret },
    ];
    for (const { path, secret } of named) {
      if (secret === undefined || Object.hasOwn(secrets, secret)) continue;
      context.addIssue({ code: 'custom', path, message: `is no name of secrets: ${secret}` });
    }
  })
  .superRefine(({ trunks, secrets }, context) => {
    for (const [index, { outbound }] of trunks.entries()) {
      const secret = outbound.credentials?.secret;
      if (secret === undefined || Object.hasOwn(secrets, secret)) continue;
      const path = ['trunks', index, 'outbound', 'credentials', 'secret'];
      context.addIssue({ code: 'custom', path, message: `is no name of secrets: ${secret}` });
    }
  });

const UNSPECIFIED = new BlockList();
UNSPECIFIED.addAddress('0.0.0.0');
UNSPECIFIED.addAddress('::', 'ipv6');

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}

function isUnspecified(text: string | undefined): boolean {
  const version = isIP(text ?? '');
  return version !== 0 && UNSPECIFIED.check(text ?? '', version === 4 ? 'ipv4' : 'ipv6');
}

export type Config = z.infer<typeof configSchema>;
