import { invariant, unreachable } from '../base/errors.js';
import type { ConferenceId, ParticipantId } from '../base/ids.js';
import { fail, ok, type Result } from '../base/result.js';
import type { MonotonicMs, UtcMs } from '../base/units.js';
import { listenersOf, type Audience } from './audience.js';
import type { Actor, CommandBody, Outcome, Refusal } from './commands.js';
import { ConferenceLedger } from './conference-ledger.js';
import { isGuest, partiesOf, type ConferenceState } from './conference-state.js';
import { ConferenceTimers, type DueTimer } from './conference-timers.js';
import { afterEntering, afterLeaving, farewellOf, RELEASE_REASONS } from './consequences.js';
import { decide } from './decide.js';
import { decideEntry } from './decide-entry.js';
import type { ConferenceDefinition, ConferenceRules } from './definition.js';
import type { Announcement, ConferenceEffect } from './effects.js';
import { EVENT_SCHEMA_VERSION, isStored, type CloseReason, type Fact } from './events.js';
import { effectsOf } from './fact-effects.js';
import { HostGuide } from './host-guide.js';
import type { LeaveReason, ReleaseReason } from './leave-reason.js';
import { newsOf, welcomeOf } from './news.js';
import type { Participant } from './participant.js';
import { SoundFollower } from './sound.js';
import { callFailed, endLine, failureOf, giveUp, type Step } from './step.js';

/** What the announced `1` adds to the window [S12]. */
const EXTENSION_MS = 30 * 60_000;
/** Members who join within one announcement share it [S35]. */
const MEMBER_JOINED_MS = 2_000;

export interface Handled {
  readonly result: Result<Outcome, Refusal>;
  readonly effects: readonly ConferenceEffect[];
}

type ConferenceCommandBody = Exclude<CommandBody, { type: 'open' }>;

/** One run of a room, from its opening to its end: commands and time in, effects out. */
export class Conference {
  readonly #rules: ConferenceRules;
  readonly #ledger: ConferenceLedger;
  readonly #timers: ConferenceTimers;
  readonly #sound = new SoundFollower();
  readonly #guide = new HostGuide();
  #sequence = 0;
  #nowMs: MonotonicMs;
  #nowUtcMs: UtcMs;
  #closing = false;
  #memberJoinedMs: MonotonicMs | undefined;
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

  handle(command: ConferenceCommandBody, by: Actor, nowMs: MonotonicMs, nowUtcMs: UtcMs): Handled {
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
    const { id, definition, chairs, invitations, locked, muteAll, recording, hostLost } = this.state;
    const flags = [
      locked && 'locked',
      muteAll && 'mute-all',
      recording !== undefined && 'recording',
      hostLost && 'host-lost',
    ].filter((flag) => flag !== false);
    const counts = `${partiesOf(this.state)} parties ${chairs} chairs ${invitations.size} calls`;
    return [`conference ${id} ${definition.kind} room ${definition.roomNumber} ${counts}`, ...flags].join(
      ' ',
    );
  }

  #answer(command: ConferenceCommandBody, by: Actor): Result<Outcome, Refusal> {
    if (command.type === 'choose') return this.#choose(command.key, by);
    const decision =
      command.type === 'enter'
        ? decideEntry(this.state, command, (role) => this.#ledger.mutesOnEntry(role))
        : decide(this.state, command, by);
    if (!decision.ok) return decision;
    this.#takeAll(decision.value.steps);
    return ok(decision.value.outcome);
  }

  /** `1` after an announced choice; any other digit without `*` does nothing. */
  #choose(key: string, by: Actor): Result<Outcome, Refusal> {
    const participant = by.kind === 'participant' ? this.state.participants.get(by.participant) : undefined;
    if (participant === undefined || key !== '1') return fail({ code: 'NO_CHOICE_OPEN' });
    const { stay, extend } = this.#timers.choicesOf(participant.id, this.#nowMs);
    if (stay) this.#timers.stay(participant.id, this.#nowMs);
    // Asked both, a chair answers both; who may not extend has answered the other question.
    if (extend && (!stay || participant.role === 'chair'))
      return this.#answer({ type: 'extend', byMs: EXTENSION_MS }, by);
    return stay ? ok({ type: 'done' }) : fail({ code: 'NO_CHOICE_OPEN' });
  }

  #onTimer(due: DueTimer): void {
    switch (due.type) {
      case 'empty-over':
        return this.#close('empty');
      case 'window-over':
        return this.#close('window-over');
      case 'host-lost-over':
        return this.#close('host-unreachable');
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

  #takeAll(steps: readonly Step[]): void {
    for (const step of steps) if (!this.state.closed) this.#take(step);
  }

  #take(step: Step): void {
    switch (step.type) {
      case 'fact':
        return this.#record(step.fact);
      case 'say':
        return this.#sayTo(step.to, step.announcement);
      case 'effect':
        this.#effects.push(step.effect);
        return;
      case 'leave':
        return this.#takeOut(step.participant, step.reason);
      case 'release':
        return this.#release(step.participant, step.reason);
      case 'close':
        return this.#close(step.reason);
      default:
        return unreachable(step);
    }
  }

  /** The fact, and what the mixer, the dialogues and the call layer must know of it at once. */
  #record(fact: Fact): void {
    const before = 'participant' in fact ? this.state.participants.get(fact.participant) : undefined;
    this.#guide.follow(fact, this.state);
    const touched = this.#ledger.apply(fact, this.#nowUtcMs);
    this.#sequence += 1;
    this.#effects.push({
      type: 'event',
      event: {
        schemaVersion: EVENT_SCHEMA_VERSION,
        conference: this.state.id,
        sequence: this.#sequence,
        atMs: this.#nowUtcMs,
        fact,
      },
      stored: isStored(fact),
    });
    const comer = this.#comerOf(fact, before);
    if (comer !== undefined) this.#tellNews('entered', comer);
    this.#effects.push(...this.#sound.follow(this.state, touched));
    this.#effects.push(...effectsOf(fact, before, this.state, this.#rules));
    if (comer === undefined) return;
    this.#takeAll(welcomeOf(this.state, comer, this.#rules, fact.type === 'entered'));
    this.#takeAll(afterEntering(this.state, comer));
  }

  /** Who comes into the room by this fact for the first time. */
  #comerOf(fact: Fact, before: Participant | undefined): Participant | undefined {
    const came = fact.type === 'entered' || (fact.type === 'place-changed' && before !== undefined);
    if (!came || (before !== undefined && !isGuest(before))) return undefined;
    const participant = this.state.participants.get(fact.participant);
    return participant?.place === 'room' ? participant : undefined;
  }

  #tellNews(what: 'entered' | 'left', participant: Participant): void {
    const steps = newsOf(this.state, what, participant, this.#rules);
    if (what === 'entered' && this.state.definition.kind === 'instant' && steps.length > 0) {
      const last = this.#memberJoinedMs;
      if (last !== undefined && this.#nowMs - last < MEMBER_JOINED_MS) return;
      this.#memberJoinedMs = this.#nowMs;
    }
    this.#takeAll(steps);
  }

  #release(participant: Participant, reason: ReleaseReason): void {
    const { language } = this.state.definition;
    const farewell = farewellOf(reason);
    this.#effects.push({ type: 'release', leg: participant.leg, reason, language, farewell });
    this.#takeOut(participant, reason);
  }

  #takeOut(participant: Participant, reason: LeaveReason): void {
    const { id, leg, spokenName } = participant;
    const { hostLost, chairs } = this.state;
    const guestSteps = endLine(this.state, id);
    this.#sound.forget(id);
    this.#record({ type: 'left', participant: id, leg, reason });
    // Who ends with the conference leaves nobody behind to be told.
    if (!this.#closing) this.#takeAll(guestSteps);
    const after = this.#closing ? [] : afterLeaving(this.state, participant, { hostLost, chairs });
    const ends = this.#closing || after.some(({ type }) => type === 'close');
    if (!ends && !isGuest(participant)) this.#tellNews('left', participant);
    if (spokenName !== undefined) this.#effects.push({ type: 'forget-name', name: spokenName });
    this.#takeAll(after);
  }

  #sayTo(audience: Audience, announcement: Announcement): void {
    const { id: conference, definition } = this.state;
    const { language } = definition;
    for (const to of listenersOf(this.state, audience))
      this.#effects.push({ type: 'say', conference, to, language, announcement });
  }

  /** A key that leads nowhere stays silent; every other refusal is spoken to who pressed it. */
  #sayRefusal(asker: ParticipantId, { code }: Refusal): void {
    const participant = this.state.participants.get(asker);
    if (participant === undefined || code === 'NO_CHOICE_OPEN' || code === 'WRONG_PLACE') return;
    this.#sayTo(participant.leg, { kind: 'refused', code });
  }

  /** Parties, then calls, then the recording: nobody is on the record who has not been told. */
  #close(reason: CloseReason): void {
    this.#closing = true;
    const { id, participants, invitations } = this.state;
    for (const participant of participants.values()) this.#release(participant, RELEASE_REASONS[reason]);
    for (const invitation of invitations.values()) {
      for (const step of giveUp(invitation)) this.#take(step);
      if (invitations.has(invitation.id)) this.#take(callFailed(invitation.id, failureOf('cancelled')));
    }
    const { recording } = this.state;
    if (recording !== undefined) {
      this.#record({ type: 'recording-changed', recording: undefined });
      this.#effects.push({ type: 'record', conference: id, recording, on: false, tracks: false });
    }
    this.#record({ type: 'closed', reason });
    this.#effects.push({ type: 'closed', conference: id });
  }

  #participant(id: ParticipantId): Participant {
    const participant = this.state.participants.get(id);
    invariant(participant !== undefined, 'timers name participants who are in');
    return participant;
  }

  #finish(): readonly ConferenceEffect[] {
    this.#takeAll(this.#guide.settle(this.state));
    this.#timers.follow(this.state, this.#nowMs);
    const effects = [...this.#effects, ...this.#sound.settle(this.state)];
    this.#effects = [];
    return effects;
  }
}
