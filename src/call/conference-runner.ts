import type { Clock } from '../base/clock.js';
import type { ConferenceId, IdMaker, LegId } from '../base/ids.js';
import type { MonotonicMs } from '../base/units.js';
import type { Actor, CommandBody, CommandReply } from '../conference/commands.js';
import type { ConferenceService } from '../conference/conference-service.js';
import type { ConferenceEffect } from '../conference/effects.js';
import type { ConferenceEvent } from '../conference/events.js';
import { promptsOf } from '../ivr/announcements.js';
import type { Mixer } from '../mixer/mixer.js';
import type { Ledger } from './ports.js';

/** What the conference wants done to one leg. */
export type LegEffect = Extract<ConferenceEffect, { readonly type: 'music' | 'release' }> | LegSay;
type LegSay = Extract<ConferenceEffect, { readonly type: 'say' }> & { readonly to: LegId };

export interface ConferenceRunnerOptions {
  readonly service: ConferenceService;
  readonly mixer: Mixer;
  readonly ledger: Ledger;
  readonly ids: IdMaker;
  readonly clock: Clock;
  /** nextDeadline() may have changed. */
  readonly rescheduled: () => void;
}

/** The one way to the conferences: keypad and API dispatch commands here, and their effects are performed. */
export class ConferenceRunner {
  readonly service: ConferenceService;
  readonly #options: ConferenceRunnerOptions;
  readonly #watchers = new Set<(event: ConferenceEvent) => void>();
  #toLeg: (leg: LegId, effect: LegEffect) => void = () => undefined;

  constructor(options: ConferenceRunnerOptions) {
    this.#options = options;
    this.service = options.service;
  }

  /** The call layer takes what concerns a single leg. */
  onLegEffect(take: (leg: LegId, effect: LegEffect) => void): void {
    this.#toLeg = take;
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
    return this.service.nextDeadline();
  }

  tick(): void {
    const { clock } = this.#options;
    this.#perform(this.service.timer(clock.now(), clock.utcNow()));
  }

  #perform(effects: readonly ConferenceEffect[]): void {
    for (const effect of effects) this.#performOne(effect);
    this.#options.rescheduled();
  }

  #performOne(effect: ConferenceEffect): void {
    const { mixer, ledger } = this.#options;
    switch (effect.type) {
      case 'event':
        if (effect.stored) ledger.conferenceEvent(effect.event);
        for (const watcher of this.#watchers) watcher(effect.event);
        return;
      case 'join':
        mixer.send({ type: 'join-room', leg: effect.leg, room: effect.conference, heard: effect.heard });
        return;
      case 'hear':
        mixer.send({ type: 'set-heard', leg: effect.leg, heard: effect.heard });
        return;
      case 'say': {
        const { to, conference, announcement, language } = effect;
        if (to === 'all')
          mixer.send({ type: 'play-room', room: conference, prompts: promptsOf(announcement, language) });
        else this.#toLeg(to, { ...effect, to });
        return;
      }
      case 'music':
        this.#toLeg(effect.leg, effect);
        return;
      case 'release':
        mixer.send({ type: 'leave-room', leg: effect.leg });
        this.#toLeg(effect.leg, effect);
        return;
      case 'closed':
        return;
    }
  }
}
