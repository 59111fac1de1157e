import { BoundedMap } from '../base/bounded-map.js';
import { Counters } from '../base/counters.js';
import { DeadlineQueue } from '../base/deadline-queue.js';
import type { AccountId, ConferenceId } from '../base/ids.js';
import { fail, ok } from '../base/result.js';
import type { MonotonicMs, UtcMs } from '../base/units.js';
import type { CommandReply, ConferenceCommand, RefusalCode } from './commands.js';
import { Conference, type Handled } from './conference.js';
import type { ConferenceState } from './conference-state.js';
import {
  DEFAULT_CONFERENCE_RULES,
  isConvened,
  type ConferenceDefinition,
  type ConferenceRules,
} from './definition.js';
import type { ConferenceEffect } from './effects.js';
import { snapshotOf, type ConferenceSnapshot } from './snapshot.js';

export interface ConferenceServiceOptions {
  readonly rules: ConferenceRules;
  /** Conferences open at once. */
  readonly conferencesMax: number;
}

export const DEFAULT_CONFERENCE_SERVICE_OPTIONS: ConferenceServiceOptions = {
  rules: DEFAULT_CONFERENCE_RULES,
  conferencesMax: 100_000,
};

export interface CommandHandled {
  readonly reply: CommandReply;
  readonly effects: readonly ConferenceEffect[];
}

/**
 * The conferences of this node, each with one writer: commands and time go in here and nowhere else. After
 * every call the shell performs the effects in order and sets its one timer by `nextDeadline()`.
 */
export class ConferenceService {
  readonly counters = new Counters(['opened', 'closed', 'refused', 'conferenceLimit']);
  readonly #rules: ConferenceRules;
  readonly #conferences: BoundedMap<ConferenceId, Conference>;
  readonly #byRoom = new Map<string, Conference>();
  readonly #deadlines = new DeadlineQueue<Conference>();

  constructor({ rules, conferencesMax }: ConferenceServiceOptions = DEFAULT_CONFERENCE_SERVICE_OPTIONS) {
    this.#rules = rules;
    this.#conferences = new BoundedMap(conferencesMax);
  }

  get size(): number {
    return this.#conferences.size;
  }

  handle(command: ConferenceCommand, nowMs: MonotonicMs, nowUtcMs: UtcMs): CommandHandled {
    const { result, effects } = this.#handled(command, nowMs, nowUtcMs);
    if (!result.ok) this.counters.add('refused');
    return { reply: { id: command.id, result }, effects };
  }

  /** What has become due in all conferences. */
  timer(nowMs: MonotonicMs, nowUtcMs: UtcMs): readonly ConferenceEffect[] {
    const effects: ConferenceEffect[] = [];
    // Each once: a deadline by UTC that a clock step has moved is waited for anew.
    const due: Conference[] = [];
    for (let next = this.#deadlines.take(nowMs); next !== undefined; next = this.#deadlines.take(nowMs)) {
      due.push(next);
    }
    for (const conference of due) {
      effects.push(...conference.timer(nowMs, nowUtcMs));
      this.#settle(conference);
    }
    return effects;
  }

  nextDeadline(): MonotonicMs | undefined {
    return this.#deadlines.next();
  }

  state(id: ConferenceId): ConferenceState | undefined {
    return this.#conferences.get(id)?.state;
  }

  states(): readonly ConferenceState[] {
    return [...this.#conferences.values()].map(({ state }) => state);
  }

  /** The running conference of a room, for the door. */
  stateOfRoom(definition: Pick<ConferenceDefinition, 'room' | 'roomNumber'>): ConferenceState | undefined {
    return this.#byRoom.get(roomKey(definition))?.state;
  }

  snapshot(id: ConferenceId): ConferenceSnapshot | undefined {
    const conference = this.#conferences.get(id);
    return conference && snapshotOf(conference.state, conference.sequence);
  }

  snapshots(): readonly ConferenceSnapshot[] {
    return [...this.#conferences.values()].map(({ state, sequence }) => snapshotOf(state, sequence));
  }

  /** Of one account, in the order of opening. */
  snapshotsOf(account: AccountId): readonly ConferenceSnapshot[] {
    return [...this.#conferences.values()].flatMap(({ state, sequence }) =>
      state.definition.account === account ? [snapshotOf(state, sequence)] : [],
    );
  }

  describe(): readonly string[] {
    return [...this.#conferences.values()].map((conference) => conference.describe());
  }

  #handled(command: ConferenceCommand, nowMs: MonotonicMs, nowUtcMs: UtcMs): Handled {
    if (command.type === 'open') return this.#open(command, nowMs, nowUtcMs);
    const conference = this.#conferences.get(command.conference);
    if (conference === undefined) return refused('CONFERENCE_NOT_FOUND');
    const handled = conference.handle(command, command.by, nowMs, nowUtcMs);
    this.#settle(conference);
    return handled;
  }

  #open(command: ConferenceCommand & { type: 'open' }, nowMs: MonotonicMs, nowUtcMs: UtcMs): Handled {
    const { definition } = command;
    const running = isJoinable(definition) && this.#byRoom.get(roomKey(definition));
    if (running) return { result: ok({ type: 'opened', conference: running.state.id }), effects: [] };
    // Its time ran out between the door, where a name is spoken, and the room: nothing begins then.
    const { windowEndMs } = definition;
    if (windowEndMs !== undefined && windowEndMs <= nowUtcMs) return refused('CONFERENCE_NOT_FOUND');
    const conference = new Conference(command.conference, definition, this.#rules, nowMs, nowUtcMs);
    if (!this.#conferences.set(command.conference, conference)) {
      this.counters.add('conferenceLimit');
      return refused('CONFERENCE_LIMIT');
    }
    if (isJoinable(definition)) this.#byRoom.set(roomKey(definition), conference);
    this.counters.add('opened');
    const effects = conference.open();
    this.#settle(conference);
    return { result: ok({ type: 'opened', conference: command.conference }), effects };
  }

  /** Sets the conference's next deadline, or forgets it when it is over. */
  #settle(conference: Conference): void {
    const { id, definition, closed } = conference.state;
    const deadline = closed ? undefined : conference.nextDeadline();
    if (deadline === undefined) this.#deadlines.delete(conference);
    else this.#deadlines.set(conference, deadline);
    if (!closed) return;
    this.#conferences.delete(id);
    if (isJoinable(definition)) this.#byRoom.delete(roomKey(definition));
    this.counters.add('closed');
  }
}

const refused = (code: RefusalCode): Handled => ({ result: fail({ code }), effects: [] });

/** Into what a host convenes nobody dials: each call of the service opens its own. */
const isJoinable = (definition: ConferenceDefinition): boolean => !isConvened(definition);

/** A stored room by its id, since its number can change while it runs; one on demand by its number. */
const roomKey = ({ room, roomNumber }: Pick<ConferenceDefinition, 'room' | 'roomNumber'>): string =>
  room ?? `number:${roomNumber}`;
