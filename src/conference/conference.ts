import { invariant, unreachable } from '../base/errors.js';
import type { ConferenceId, LegId, ParticipantId } from '../base/ids.js';
import { fail, ok, type Result } from '../base/result.js';
import type { MonotonicMs, UtcMs } from '../base/units.js';
import type { Actor, CommandBody, Outcome, Refusal } from './commands.js';
import { ConferenceLedger, type ConferenceState } from './conference-state.js';
import { ConferenceTimers, type DueTimer } from './conference-timers.js';
import { decide, decideEntry, type Step } from './decide.js';
import type { ConferenceDefinition, ConferenceRules } from './definition.js';
import type { Announcement, ConferenceEffect } from './effects.js';
import { EVENT_SCHEMA_VERSION, isStored, type CloseReason, type Fact, type ReleaseReason } from './events.js';
import { isHeard, type Participant } from './participant.js';

/** Above this nobody hears tones [S3]. */
const TONES_PARTIES_MAX = 30;
/** What the announced `1` adds to the window [S12]. */
const EXTENSION_MS = 30 * 60_000;

const RELEASE_REASONS: Readonly<Record<CloseReason, ReleaseReason>> = {
  'ended-by-chair': 'ended-by-chair',
  'ended-by-api': 'ended-by-api',
  'window-over': 'conference-over',
  'last-chair-left': 'conference-over',
  empty: 'conference-over',
  drained: 'drained',
};

export interface Handled {
  readonly result: Result<Outcome, Refusal>;
  readonly effects: readonly ConferenceEffect[];
}

/** One run of a room, from its opening to its end: commands and time in, effects out. */
export class Conference {
  readonly #rules: ConferenceRules;
  readonly #ledger: ConferenceLedger;
  readonly #timers: ConferenceTimers;
  #sequence = 0;
  #nowMs: MonotonicMs;
  #nowUtcMs: UtcMs;
  #closing = false;
  #effects: ConferenceEffect[] = [];

  constructor(
    id: ConferenceId,
    definition: ConferenceDefinition,
    rules: ConferenceRules,
    nowMs: MonotonicMs,
    nowUtcMs: UtcMs,
  ) {
    this.#rules = rules;
    this.#nowMs = nowMs;
    this.#nowUtcMs = nowUtcMs;
    this.#ledger = new ConferenceLedger(id, definition, nowUtcMs);
    this.#timers = new ConferenceTimers(rules);
  }

  get state(): ConferenceState {
    return this.#ledger.state;
  }

  /** Of the last event; a snapshot is followed by the events after it. */
  get sequence(): number {
    return this.#sequence;
  }

  /** Once, before anything else. */
  open(): readonly ConferenceEffect[] {
    this.#record({ type: 'opened', definition: this.state.definition });
    return this.#finish();
  }

  handle(
    command: Exclude<CommandBody, { type: 'open' }>,
    by: Actor,
    nowMs: MonotonicMs,
    nowUtcMs: UtcMs,
  ): Handled {
    invariant(!this.state.closed, 'a closed conference takes no commands');
    this.#nowMs = nowMs;
    this.#nowUtcMs = nowUtcMs;
    const result = this.#answer(command, by);
    if (!result.ok && by.kind === 'participant') this.#sayRefusal(by.participant, result.error);
    return { result, effects: this.#finish() };
  }

  timer(nowMs: MonotonicMs, nowUtcMs: UtcMs): readonly ConferenceEffect[] {
    this.#nowMs = nowMs;
    this.#nowUtcMs = nowUtcMs;
    while (!this.state.closed) {
      const due = this.#timers.take(nowMs, nowUtcMs);
      if (due === undefined) break;
      this.#onTimer(due);
      this.#timers.follow(this.state, nowMs);
    }
    return this.#finish();
  }

  nextDeadline(): MonotonicMs | undefined {
    return this.#timers.nextDeadline(this.#nowMs, this.#nowUtcMs);
  }

  describe(): string {
    const { id, definition, participants, chairs, locked, muteAll } = this.state;
    const flags = `${locked ? ' locked' : ''}${muteAll ? ' mute-all' : ''}`;
    return `conference ${id} room ${definition.roomNumber} ${participants.size} parties ${chairs} chairs${flags}`;
  }

  #answer(command: Exclude<CommandBody, { type: 'open' }>, by: Actor): Result<Outcome, Refusal> {
    if (command.type === 'choose') return this.#choose(command.key, by);
    const decision =
      command.type === 'enter'
        ? decideEntry(this.state, command, this.#ledger.mutesOnEntry(command.role))
        : decide(this.state, command, by);
    if (!decision.ok) return decision;
    for (const step of decision.value.steps) this.#take(step);
    return ok(decision.value.outcome);
  }

  /** `1` after an announced choice; any other digit without `*` does nothing. */
  #choose(key: string, by: Actor): Result<Outcome, Refusal> {
    const participant = by.kind === 'participant' ? this.state.participants.get(by.participant) : undefined;
    const choice = participant === undefined ? undefined : this.#timers.choiceOf(participant.id, this.#nowMs);
    if (participant === undefined || choice === undefined || key !== '1')
      return fail({ code: 'NO_CHOICE_OPEN' });
    if (choice === 'extend') return this.#answer({ type: 'extend', byMs: EXTENSION_MS }, by);
    this.#timers.stay(participant.id, this.#nowMs);
    return ok({ type: 'done' });
  }

  #onTimer(due: DueTimer): void {
    switch (due.type) {
      case 'empty-over':
        return this.#close('empty');
      case 'window-over':
        return this.#close('window-over');
      case 'warn-window':
        return this.#sayTo('chairs', { kind: 'window-ends', minutes: due.minutes });
      case 'ask-alone':
        return this.#sayTo(this.#participant(due.participant).leg, { kind: 'alone' });
      case 'alone-over':
        return this.#release(this.#participant(due.participant), 'alone');
      default:
        return unreachable(due);
    }
  }

  #take(step: Step): void {
    switch (step.type) {
      case 'fact':
        return this.#record(step.fact);
      case 'say':
        return this.#sayTo(step.to, step.announcement);
      case 'release':
        return this.#release(step.participant, step.reason);
      case 'close':
        return this.#close(step.reason);
      default:
        return unreachable(step);
    }
  }

  #record(fact: Fact): void {
    const chairsBefore = this.state.chairs;
    const changed = this.#ledger.apply(fact, this.#nowUtcMs);
    this.#sequence += 1;
    const { id } = this.state;
    this.#effects.push({
      type: 'event',
      event: {
        schemaVersion: EVENT_SCHEMA_VERSION,
        conference: id,
        sequence: this.#sequence,
        atMs: this.#nowUtcMs,
        fact,
      },
      stored: isStored(fact),
    });
    for (const before of changed) this.#followMutes(before);
    if (fact.type === 'entered') this.#onEntered(fact);
    if (fact.type === 'left') this.#onLeft(chairsBefore);
  }

  #followMutes(before: Participant): void {
    const after = this.#participant(before.id);
    if (isHeard(before) !== isHeard(after)) {
      this.#effects.push({ type: 'hear', leg: after.leg, heard: isHeard(after) });
    }
    if (before.mutes.waiting && !after.mutes.waiting) {
      this.#effects.push({ type: 'music', leg: after.leg, on: false });
    }
  }

  #onEntered({ leg, mutes }: Fact & { type: 'entered' }): void {
    const { id, participants } = this.state;
    const parties = participants.size;
    if (parties > 1) this.#sayTone({ kind: 'party-entered' });
    this.#effects.push({ type: 'join', conference: id, leg, heard: isHeard({ mutes }) });
    if (this.#rules.announcements) this.#sayTo(leg, { kind: 'welcome-count', parties });
    if (!mutes.waiting) return;
    this.#sayTo(leg, { kind: 'chair-absent' });
    this.#effects.push({ type: 'music', leg, on: true });
  }

  #onLeft(chairsBefore: number): void {
    if (this.#closing) return;
    const { chairs, definition } = this.state;
    if (definition.options.endsWithLastChair && chairsBefore > 0 && chairs === 0)
      this.#close('last-chair-left');
    else this.#sayTone({ kind: 'party-left' });
  }

  #sayTone(tone: Announcement): void {
    if (this.#rules.tones && this.state.participants.size <= TONES_PARTIES_MAX) this.#sayTo('all', tone);
  }

  #sayTo(to: LegId | 'all' | 'chairs', announcement: Announcement): void {
    const { id, definition, participants, chairs } = this.state;
    if (participants.size === 0) return;
    const say = (to: LegId | 'all'): void => {
      this.#effects.push({ type: 'say', conference: id, to, language: definition.language, announcement });
    };
    // What concerns the chairs is told to all when there is none [S12].
    if (to !== 'chairs' || chairs === 0) return say(to === 'chairs' ? 'all' : to);
    for (const { role, leg } of participants.values()) if (role === 'chair') say(leg);
  }

  /** A key that leads nowhere stays silent; every other refusal is spoken to who pressed it. */
  #sayRefusal(asker: ParticipantId, { code }: Refusal): void {
    const participant = this.state.participants.get(asker);
    if (participant === undefined || code === 'NO_CHOICE_OPEN') return;
    this.#sayTo(participant.leg, { kind: 'refused', code });
  }

  #release({ id, leg }: Participant, reason: ReleaseReason): void {
    const { language } = this.state.definition;
    const farewell: Announcement = { kind: reason === 'kicked' ? 'kicked' : 'goodbye' };
    this.#effects.push({ type: 'release', leg, reason, language, farewell });
    this.#record({ type: 'left', participant: id, leg, reason });
  }

  #close(reason: CloseReason): void {
    this.#closing = true;
    for (const participant of this.state.participants.values()) {
      this.#release(participant, RELEASE_REASONS[reason]);
    }
    this.#record({ type: 'closed', reason });
    this.#effects.push({ type: 'closed', conference: this.state.id });
  }

  #participant(id: ParticipantId): Participant {
    const participant = this.state.participants.get(id);
    invariant(participant !== undefined, 'timers and facts name participants who are in');
    return participant;
  }

  #finish(): readonly ConferenceEffect[] {
    this.#timers.follow(this.state, this.#nowMs);
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }
}
