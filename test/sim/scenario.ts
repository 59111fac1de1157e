import { below, fraction, seededRandom, type Random } from '../../src/base/random.js';
import { DEFAULT_ROOM_OPTIONS, type RoomOptions } from '../../src/accounts/room.js';
import type { Role } from '../../src/conference/participant.js';
import { NUMBERS, outsideOf, type Outside } from './outside.js';
import { PERFECT_LINE, type Line } from './network.js';

export const BRIDGE_NUMBER = '4006701018';
/** `direct`: 88 and the number of a room that nobody has defined. */
export const DIRECT_PREFIX = '88';

export interface RoomPlan {
  readonly number: string;
  readonly chairPassword: string;
  /** Empty: attendees enter with `#` alone. */
  readonly attendeePassword: string;
  readonly options: RoomOptions;
  /** Reached by a `direct` pattern and defined nowhere. */
  readonly onDemand: boolean;
}

/** What a caller does once it has been answered. */
export type CallerAction =
  | { readonly atMs: number; readonly does: 'press'; readonly keys: string }
  | { readonly atMs: number; readonly does: 'hold'; readonly direction: 'sendonly' | 'inactive' }
  | { readonly atMs: number; readonly does: 'resume' }
  /** Media from another port and of another source from now on. */
  | { readonly atMs: number; readonly does: 'move' };

export interface CallEnd {
  /** vanish: no BYE reaches anybody and nothing is sent any more. stay: until the server ends it. */
  readonly how: 'bye' | 'cancel' | 'vanish' | 'stay';
  readonly atMs: number;
}

export interface CallPlan {
  readonly name: string;
  readonly dialAtMs: number;
  readonly called: string;
  readonly caller: string;
  readonly codec: 'PCMA' | 'PCMU';
  readonly lateOffer: boolean;
  readonly line: Line;
  readonly toneHz: number;
  /** The room and role that its keys lead to; undefined: they are wrong. */
  readonly entry: { readonly room: string; readonly role: Role } | undefined;
  /** From the answer on. */
  readonly actions: readonly CallerAction[];
  /** From the dialling on. */
  readonly end: CallEnd;
}

/** Everything that happens in one world, from one number. */
export interface Scenario {
  readonly seed: number;
  readonly rooms: readonly RoomPlan[];
  readonly calls: readonly CallPlan[];
  readonly workers: number;
  /** Pairs of RTP ports: sometimes fewer than there are callers. */
  readonly portPairs: number;
  readonly storeDelayMs: number;
  /** The store cannot write in this time. */
  readonly outage: { readonly fromMs: number; readonly untilMs: number } | undefined;
  /** A stranger sends sound and BYEs into other people's calls. */
  readonly intrudes: boolean;
  /** Who can be called, and what the web does with them. */
  readonly outside: Outside;
  /** A web user ends all conferences. */
  readonly webEndAtMs: number | undefined;
  /** The server drains and ends what is left. */
  readonly drainAtMs: number;
}

/** That of a stranger, whom nobody may hear. */
export const INTRUDER_TONE_HZ = 300;
const FIRST_TONE_HZ = 500;
const TONE_GAP_HZ = 200;
const CALLS_MAX = 14;
const DRAIN_AT_MS = 20_500;
/** The last dialling: a caller must have time to get in. */
const LAST_DIAL_MS = 12_000;
const LAST_ACTION_MS = 18_000;
const WRONG_KEYS = '99999#99999#99999#';

export function scenarioOf(seed: number): Scenario {
  const random = seededRandom(seed);
  const rooms = Array.from({ length: 1 + below(random, 3) }, (_, index) => roomPlan(random, index));
  const calls: CallPlan[] = [];
  const people = 4 + below(random, 5);
  for (let person = 0; person < people; person++) {
    const first = callPlan(random, { rooms, person, call: calls.length, earliestMs: 0 });
    calls.push(first);
    const overAtMs = first.dialAtMs + first.end.atMs + 500;
    const redials = first.end.how !== 'stay' && chance(random, 0.5);
    if (redials && overAtMs < LAST_DIAL_MS && calls.length < CALLS_MAX - people + person)
      calls.push(callPlan(random, { rooms, person, call: calls.length, earliestMs: overAtMs }));
  }
  const outageFromMs = 1_000 + below(random, 12_000);
  return {
    seed,
    rooms,
    calls,
    workers: 1 + below(random, 2),
    portPairs: chance(random, 0.1) ? 3 + below(random, 3) : 64,
    storeDelayMs: below(random, 40),
    outage: chance(random, 0.15)
      ? { fromMs: outageFromMs, untilMs: outageFromMs + 500 + below(random, 2_500) }
      : undefined,
    intrudes: chance(random, 0.3),
    outside: outsideOf(seededRandom(seed ^ 0x0dd), line),
    webEndAtMs: chance(random, 0.1) ? 12_000 + below(random, 6_000) : undefined,
    drainAtMs: DRAIN_AT_MS,
  };
}

function roomPlan(random: Random, index: number): RoomPlan {
  const onDemand = chance(random, 0.3);
  const options: RoomOptions = {
    ...DEFAULT_ROOM_OPTIONS,
    attendeeListenOnly: chance(random, 0.15),
    attendeeWaitsForChair: chance(random, 0.2),
    attendeeMayUnmute: chance(random, 0.7),
    endsWithLastChair: chance(random, 0.1),
  };
  return {
    number: `${1001 + index}`,
    chairPassword: digits(random, 4),
    attendeePassword: chance(random, 0.2) ? '' : digits(random, 5),
    options: onDemand ? DEFAULT_ROOM_OPTIONS : options,
    onDemand,
  };
}

interface CallPlace {
  readonly rooms: readonly RoomPlan[];
  readonly person: number;
  readonly call: number;
  readonly earliestMs: number;
}

function callPlan(random: Random, { rooms, person, call, earliestMs }: CallPlace): CallPlan {
  const room = pick(random, rooms);
  const role: Role = !room.onDemand && chance(random, 0.4) ? 'chair' : 'attendee';
  const wrong = !room.onDemand && chance(random, 0.05);
  const end = callEnd(random, DRAIN_AT_MS - earliestMs);
  return {
    name: `caller ${person + 1}${earliestMs === 0 ? '' : ' again'}`,
    dialAtMs: earliestMs + below(random, earliestMs === 0 ? 3_000 : 500),
    called: room.onDemand ? `${DIRECT_PREFIX}${room.number}` : BRIDGE_NUMBER,
    caller: `1380000${1000 + person}`,
    codec: chance(random, 0.7) ? 'PCMA' : 'PCMU',
    lateOffer: chance(random, 0.15),
    line: line(random),
    toneHz: FIRST_TONE_HZ + TONE_GAP_HZ * call,
    entry: wrong ? undefined : { room: room.number, role },
    actions: actions(random, room, role, wrong),
    end,
  };
}

function callEnd(random: Random, leftMs: number): CallEnd {
  const kind = fraction(random);
  if (kind < 0.08) return { how: 'cancel', atMs: below(random, 120) };
  const atMs = 5_000 + below(random, Math.max(1, Math.min(15_000, leftMs - 6_000)));
  if (kind < 0.7) return { how: 'bye', atMs };
  return kind < 0.78 ? { how: 'vanish', atMs } : { how: 'stay', atMs: leftMs };
}

function actions(random: Random, room: RoomPlan, role: Role, wrong: boolean): readonly CallerAction[] {
  const plan: CallerAction[] = [];
  let atMs = 300 + below(random, 1_500);
  if (!room.onDemand) {
    const password = role === 'chair' ? room.chairPassword : room.attendeePassword;
    plan.push({ atMs, does: 'press', keys: wrong ? WRONG_KEYS : `${room.number}#${password}#` });
    atMs += 3_500;
  }
  for (atMs += 1_500 + below(random, 3_000); atMs < LAST_ACTION_MS; atMs += 1_000 + below(random, 4_000)) {
    if (chance(random, 0.08)) plan.push({ atMs, does: 'move' });
    else if (chance(random, 0.15)) {
      plan.push({ atMs, does: 'hold', direction: chance(random, 0.5) ? 'sendonly' : 'inactive' });
      atMs += 1_000 + below(random, 2_000);
      plan.push({ atMs, does: 'resume' });
    } else if (chance(random, 0.2)) {
      plan.push(...inviting(random, atMs));
      atMs += 5_000;
    } else
      plan.push({ atMs, does: 'press', keys: pick(random, role === 'chair' ? CHAIR_KEYS : ATTENDEE_KEYS) });
  }
  return plan;
}

/** A number is keyed; then both keys of a line in some order, or none. The last # ends what a lost key began. */
function inviting(random: Random, atMs: number): readonly CallerAction[] {
  const after = pick(random, ['**', '**', '*#', '#']);
  return [
    { atMs, does: 'press', keys: '*6' },
    { atMs: atMs + 600, does: 'press', keys: `${pick(random, NUMBERS)}#` },
    { atMs: atMs + 3_200 + below(random, 2_500), does: 'press', keys: after },
    { atMs: atMs + 6_500, does: 'press', keys: pick(random, ['#', '*#']) },
  ];
}

/** Those that matter come more often; an attendee tries what is a chair's, too. */
const CHAIR_KEYS = ['*0', '*1', '*1', '*2', '*3', '*5', '*7', '*7', '*8', '**1', '5', '*#'];
const ATTENDEE_KEYS = ['*0', '*1', '*1', '*1', '*2', '*3', '*5', '*7', '*9', '**1', '4#'];

function line(random: Random): Line {
  if (chance(random, 0.4)) return { ...PERFECT_LINE, delayMs: 1 + below(random, 60) };
  return {
    delayMs: 1 + below(random, 60),
    // Now and then so much that packets of one key overtake those of the next.
    jitterMs: below(random, chance(random, 0.15) ? 121 : 31),
    sipLoss: chance(random, 0.5) ? fraction(random) * 0.25 : 0,
    rtpLoss: chance(random, 0.5) ? fraction(random) * 0.05 : 0,
    duplicates: chance(random, 0.3) ? fraction(random) * 0.03 : 0,
  };
}

const chance = (random: Random, probability: number): boolean => fraction(random) < probability;
const pick = <T>(random: Random, choices: readonly T[]): T => choices[below(random, choices.length)]!;
const digits = (random: Random, count: number): string =>
  Array.from({ length: count }, () => below(random, 10)).join('');
