import type { Clock } from '../base/clock.js';
import { Counters } from '../base/counters.js';
import { stackOf, unreachable } from '../base/errors.js';
import type { ClipId, ConferenceId, IdMaker, LegId, RecordingId } from '../base/ids.js';
import type { Log } from '../base/log.js';
import { later, type MonotonicMs } from '../base/units.js';
import { SYSTEM, type Actor, type CommandBody, type CommandReply } from '../conference/commands.js';
import type { ConferenceService } from '../conference/conference-service.js';
import type { ConferenceEffect } from '../conference/effects.js';
import type { ConferenceEvent } from '../conference/events.js';
import { promptsOf } from '../ivr/announcements.js';
import type { Mixer, MixerEvent } from '../mixer/mixer.js';
import type { Ledger, OperatorLine } from './ports.js';

type Effect<Type extends ConferenceEffect['type']> = Extract<ConferenceEffect, { readonly type: Type }>;

/** What the conference wants done to one leg. */
export type LegEffect = Effect<'music' | 'release' | 'place' | 'ringback'> | LegSay;
type LegSay = Effect<'say'> & { readonly to: LegId };

export type DialEffect = Effect<'dial'>;
export type GiveUpEffect = Effect<'give-up'>;

/** What the call layer does for the conferences. */
export interface ConferenceCalls {
  toLeg(leg: LegId, effect: LegEffect): void;
  dial(effect: DialEffect): void;
  giveUp(effect: GiveUpEffect): void;
  /** Nobody is called into it any more. */
  conferenceClosed(conference: ConferenceId): void;
}

export interface ConferenceRunnerOptions {
  readonly service: ConferenceService;
  readonly mixer: Mixer;
  readonly ledger: Ledger;
  readonly ids: IdMaker;
  readonly clock: Clock;
  readonly log: Log;
  /** nextDeadline() may have changed. */
  readonly rescheduled: () => void;
}

/** A name may still wait in somebody's voice when its party is gone [S3]. */
const FORGET_NAME_MS = 20_000;

/** The one way to the conferences: keypad and API dispatch commands here, and their effects are performed. */
export class ConferenceRunner {
  readonly counters = new Counters(['faults', 'recordingsIncomplete']);
  readonly service: ConferenceService;
  readonly #options: ConferenceRunnerOptions;
  readonly #watchers = new Set<(event: ConferenceEvent) => void>();
  /** What was decided and is not done yet: effects are performed in the order in which they were decided. */
  readonly #effects: ConferenceEffect[] = [];
  #performing = false;
  /** In the order of their time. */
  readonly #namesToForget: { readonly name: ClipId; readonly atMs: MonotonicMs }[] = [];
  #calls: ConferenceCalls | undefined;
  #operators: OperatorLine | undefined;

  constructor(options: ConferenceRunnerOptions) {
    this.#options = options;
    this.service = options.service;
  }

  /** The call layer takes what concerns legs and calls. */
  serveCalls(calls: ConferenceCalls): void {
    this.#calls = calls;
  }

  serveOperators(operators: OperatorLine): void {
    this.#operators = operators;
  }

  /** Hears every event as it happens; returns how to stop. */
  watch(watcher: (event: ConferenceEvent) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  dispatch(body: CommandBody, conference: ConferenceId, by: Actor): CommandReply {
    const { clock, ids } = this.#options;
    const command = { ...body, id: ids.next(), conference, by };
    const { reply, effects } = this.service.handle(command, clock.now(), clock.utcNow());
    this.#perform(effects);
    return reply;
  }

  nextDeadline(): MonotonicMs | undefined {
    const serviceMs = this.service.nextDeadline();
    const forgetMs = this.#namesToForget[0]?.atMs;
    if (serviceMs === undefined || forgetMs === undefined) return serviceMs ?? forgetMs;
    return serviceMs < forgetMs ? serviceMs : forgetMs;
  }

  tick(): void {
    const { clock, mixer } = this.#options;
    while (this.#namesToForget[0] !== undefined && this.#namesToForget[0].atMs <= clock.now()) {
      const { name } = this.#namesToForget.shift()!;
      mixer.send({ type: 'forget-clip', clip: name });
    }
    this.#perform(this.service.timer(clock.now(), clock.utcNow()));
  }

  onRecordingWritten(event: Extract<MixerEvent, { type: 'recording-written' }>): void {
    const { recording, files, durationMs, complete } = event;
    const { ledger, log } = this.#options;
    if (!complete) {
      this.counters.add('recordingsIncomplete');
      log.warn({ recording }, 'a recording has gaps');
    }
    ledger.recordingWritten(recording, files, durationMs, complete);
    // It ended by itself, or never began: the conference must not go on saying that it records.
    this.#stopRecordings((running) => running === recording);
  }

  /** The server ends: what is recorded now is to be written to its end. */
  stopRecordings(): void {
    this.#stopRecordings(() => true);
  }

  #stopRecordings(which: (recording: RecordingId) => boolean): void {
    for (const { id, recording } of this.service.snapshots())
      if (recording !== undefined && which(recording))
        this.dispatch({ type: 'record', on: false, recording, tracks: false }, id, SYSTEM);
  }

  /** A command that an effect leads to is answered at once; its own effects come after those before it. */
  #perform(effects: readonly ConferenceEffect[]): void {
    this.#effects.push(...effects);
    if (this.#performing) return;
    this.#performing = true;
    for (let next = this.#effects.shift(); next !== undefined; next = this.#effects.shift()) {
      this.#performGuarded(next);
    }
    this.#performing = false;
    this.#options.rescheduled();
  }

  /** One effect that fails must not keep the others from being done. */
  #performGuarded(effect: ConferenceEffect): void {
    try {
      this.#performOne(effect);
    } catch (thrown) {
      this.counters.add('faults');
      this.#options.log.error({ effect: effect.type, error: stackOf(thrown) }, 'conference fault');
    }
  }

  #performOne(effect: ConferenceEffect): void {
    const { mixer } = this.#options;
    switch (effect.type) {
      case 'event':
        return this.#publish(effect);
      case 'join':
        return mixer.send({
          type: 'join-room',
          leg: effect.leg,
          room: effect.conference,
          heard: effect.heard,
        });
      case 'hear':
        return mixer.send({ type: 'set-heard', leg: effect.leg, heard: effect.heard });
      case 'leave-mix':
        return mixer.send({ type: 'leave-room', leg: effect.leg });
      case 'join-line':
        return mixer.send({ type: 'join-room', leg: effect.leg, room: effect.line, heard: true });
      case 'say':
        return this.#say(effect);
      case 'release':
        mixer.send({ type: 'leave-room', leg: effect.leg });
        return this.#calls?.toLeg(effect.leg, effect);
      case 'music':
      case 'place':
      case 'ringback':
        return this.#calls?.toLeg(effect.leg, effect);
      case 'dial':
        return this.#calls?.dial(effect);
      case 'give-up':
        return this.#calls?.giveUp(effect);
      case 'operator-wanted': {
        const { conference, participant, language } = effect;
        return this.#operators?.wanted({ conference, participant, language });
      }
      case 'operator-not-wanted':
        return this.#operators?.notWanted(effect.participant);
      case 'record':
        return this.#record(effect);
      case 'forget-name':
        this.#namesToForget.push({
          name: effect.name,
          atMs: later(this.#options.clock.now(), FORGET_NAME_MS),
        });
        return;
      case 'closed':
        return this.#calls?.conferenceClosed(effect.conference);
      default:
        return unreachable(effect);
    }
  }

  #publish({ event, stored }: Effect<'event'>): void {
    if (stored) this.#options.ledger.conferenceEvent(event);
    for (const watcher of this.#watchers) watcher(event);
  }

  #say(effect: Effect<'say'>): void {
    const { to, conference: room, announcement, language } = effect;
    if (to !== 'all') return this.#calls?.toLeg(to, { ...effect, to });
    const prompts = promptsOf(announcement, language);
    this.#options.mixer.send({ type: 'play-room', room, prompts });
  }

  #record({ conference: room, recording, on, tracks }: Effect<'record'>): void {
    this.#options.mixer.send(
      on ? { type: 'start-recording', recording, room, tracks } : { type: 'stop-recording', recording },
    );
  }
}
