import type { Telephone } from './carrier.js';
import { Ear, WINDOW_MS } from './listening.js';
import { INTRUDER_TONE_HZ } from './scenario.js';
import { TONE_AMPLITUDE } from './voice.js';
import type { Phone, Watch } from './watch.js';

/** After a change so long until the window that is listened to holds nothing from before it: jitter buffers,
 * lines, fades, and the window itself. */
const SETTLE_MS = WINDOW_MS + 600;
/** Lost packets make a tone weaker and never bring one in. */
const HEARD_MIN = 0.35 * TONE_AMPLITUDE;
const UNHEARD_MAX = 0.1 * TONE_AMPLITUDE;

/** Who hears whom, by listening: in the room, on the private lines, and nobody else. */
export class HearingChecks {
  /** How often a pair of phones was listened to, so that a world in which nothing is heard shows. */
  pairsListened = 0;
  /** How often one of a private line was heard by the other. */
  linesListened = 0;
  readonly #watch: Watch;
  readonly #ear = new Ear();

  constructor(watch: Watch) {
    this.#watch = watch;
  }

  listenToAll(nowMs: number): void {
    const steady = this.#watch.world.phones.filter((phone) => this.#isSteady(phone, nowMs));
    const uncalled = this.#watch.world.carrier.telephones.filter(
      (telephone) => telephone.talks && this.#memberOf(telephone) === undefined,
    );
    for (const listener of steady) {
      if (!listener.listens) continue;
      const { lastArrivalMs } = listener.voice;
      if (lastArrivalMs === undefined || nowMs - lastArrivalMs > WINDOW_MS / 2)
        this.#watch.violation(`${listener.name} is sent nothing`);
      else if (this.#ear.listen(listener.voice)) {
        for (const talker of steady) this.#listen(listener, talker);
        for (const stranger of uncalled) this.#listenToCalled(listener, stranger);
        if (this.#ear.amplitude(INTRUDER_TONE_HZ) > UNHEARD_MAX)
          this.#watch.violation(`${listener.name} hears the intruder`);
      }
    }
  }

  #isSteady(phone: Phone, nowMs: number): boolean {
    const leg = this.#watch.legOf(phone);
    if (leg === undefined || phone.steadySinceMs > nowMs - SETTLE_MS) return false;
    const { ackedMs = nowMs, byeMs } = this.#watch.wireOf(phone) ?? {};
    // Without the ACK to a late offer nobody knows where to send; after the end nobody sends.
    const isOver = byeMs !== undefined || this.#watch.world.ledger.legs.get(leg)?.closed.length !== 0;
    if (ackedMs > nowMs - SETTLE_MS || isOver) return false;
    const changedMs =
      this.#watch.model.meetingOf(leg)?.changedMs ?? this.#watch.legs.get(leg)?.changedMs ?? 0;
    return changedMs <= nowMs - SETTLE_MS;
  }

  #listen(listener: Phone, talker: Phone): void {
    const meeting = this.#watch.model.meetingOf(this.#watch.legOf(listener)!);
    const self = meeting?.members.get(this.#watch.legOf(listener)!);
    const member = meeting?.members.get(this.#watch.legOf(talker)!);
    const isHeard =
      talker.talks && self !== undefined && member !== undefined && this.#watch.model.hears(self, member);
    const amplitude = this.#ear.amplitude(talker.toneHz);
    this.pairsListened += 1;
    if (self?.place !== 'room' && isHeard) this.linesListened += 1;
    if (isHeard ? amplitude >= HEARD_MIN : amplitude <= UNHEARD_MAX) return;
    const whom = listener === talker ? 'itself' : talker.name;
    const how = isHeard ? 'does not hear' : 'hears';
    this.#watch.violation(`${listener.name} ${how} ${whom} (${amplitude.toFixed(0)} of ${TONE_AMPLITUDE})`);
  }

  /** Whoever has not come in yet is heard by nobody, but for the network on the line of who called it. */
  #listenToCalled(listener: Phone, stranger: Telephone): void {
    if (listener === stranger || this.#ear.amplitude(stranger.toneHz) <= UNHEARD_MAX) return;
    const leg = this.#watch.legOf(listener)!;
    const meeting = this.#watch.model.meetingOf(leg);
    const self = meeting?.members.get(leg);
    const number = stranger.call.calledNumber.replace(/^0/, '');
    if (meeting !== undefined && self !== undefined && this.#watch.model.mayHearCalled(self, meeting, number))
      return;
    // Its tone may be that of somebody else by now, who may be heard.
    if (this.#watch.world.phones.some((other) => other !== stranger && other.toneHz === stranger.toneHz))
      return;
    this.#watch.violation(`${listener.name} hears ${stranger.name}, who has not come in`);
  }

  #memberOf(phone: Phone): unknown {
    const leg = this.#watch.legOf(phone);
    return leg && this.#watch.model.meetingOf(leg);
  }
}
