import type { Language } from '../accounts/account.js';
import { invariant } from '../base/errors.js';
import type { ClipId, LegId, ParticipantId, RecordingId } from '../base/ids.js';
import { fail, ok } from '../base/result.js';
import type { MonotonicMs } from '../base/units.js';
import type { LegEndReason } from '../billing/leg-record.js';
import type { CommandBody, Invitee } from '../conference/commands.js';
import type { ConferenceDefinition } from '../conference/definition.js';
import type { Announcement } from '../conference/effects.js';
import type { Caller } from '../conference/participant.js';
import type { CalledParty } from '../dialing/called-party.js';
import type { Answer, Question } from '../ivr/desk.js';
import type { Flow, FlowEffect, FlowInput, Opening, PlayNumbers } from '../ivr/flow.js';
import { InCall } from '../ivr/flows/in-call.js';
import type { Mixer } from '../mixer/mixer.js';
import type { BrowserLine } from './browser-line.js';
import { Clips } from './clips.js';
import type { LegEffect } from './conference-runner.js';
import { definitionOf, definitionOfConvening, definitionOnDemand } from './definitions.js';
import type { Door } from './door.js';
import { leaveReason } from './end-reason.js';
import { doorRefusal, Entry, type EntryAround, type EntryFailure } from './entry.js';
import type { Answered } from './leg-machine.js';
import type { Desk, RoomAndAccount } from './ports.js';
import { QuickReturn } from './quick-return.js';
import type { InvitedSeat, Seat } from './seat.js';
import type { TestLoop } from './test-loop.js';

/** What all dialogues of a node share. */
export interface DialogueAround extends EntryAround {
  readonly mixer: Mixer;
  readonly door: Door;
  readonly desk: Desk;
  readonly testLoop: TestLoop;
}

/** The way back to the leg that it belongs to. */
export interface DialogueHost {
  /** The dialogue is over: hang up. */
  end(reason: LegEndReason): void;
  /** Runs what comes back later under the leg's protection, and only while the leg is up. */
  resume(work: () => void): void;
  answered(): Answered | undefined;
  /** A called party is in, or did not come in after all. */
  seated(): void;
  refused(failure: EntryFailure): void;
}

/** With whom, and beginning how. */
export interface DialogueParty {
  readonly leg: LegId;
  readonly caller: Caller;
  readonly flow: Flow;
  readonly plays: PlayNumbers;
  /** Of the service number; `both`: Chinese until the caller has chosen. */
  readonly language: Language | 'both';
  /** A `direct` pattern opens the room that it names even if nobody has defined it [S38a]. */
  readonly onDemand: boolean;
  /** Undefined: it has dialled in. */
  readonly invited: InvitedSeat | undefined;
  /** Undefined: it is a telephone's. */
  readonly browser: BrowserLine | undefined;
}

/**
 * What one party goes through, from the first prompt to the last: performs what the flows want, carries the
 * party into its conference and brings back what the conference does to it.
 */
export class Dialogue {
  readonly #around: DialogueAround;
  readonly #host: DialogueHost;
  readonly #party: DialogueParty;
  readonly #entry: Entry;
  readonly #clips: Clips;
  readonly #quickReturn: QuickReturn;
  #flow: Flow;
  /** The flow that led here, until the conference has taken the party. */
  #before: Flow | undefined;
  #opening: Opening = 'talk';
  /** What the door found, kept between `admit` and `enter`. */
  #room: RoomAndAccount | undefined;
  #payerLanguage: Language | undefined;

  constructor(party: DialogueParty, around: DialogueAround, host: DialogueHost) {
    this.#around = around;
    this.#host = host;
    this.#party = party;
    this.#flow = party.flow;
    this.#clips = new Clips(party.leg, around.mixer, around.ids);
    this.#quickReturn = new QuickReturn(party.caller, around);
    this.#entry = new Entry(party.leg, around, {
      resume: (work) => host.resume(work),
      answered: () => host.answered(),
      seated: (seat, definition) => this.#seated(seat, definition),
      entered: () => this.#entered(),
      refused: (failure) => this.#refused(failure),
    });
  }

  nextDeadline(): MonotonicMs | undefined {
    return this.#flow.nextDeadline();
  }

  describe(): string {
    return this.#flow.describe();
  }

  feed(input: FlowInput): void {
    for (const effect of this.#flow.handle(input, this.#around.clock.now())) this.#perform(effect);
  }

  onTalking(talking: boolean): void {
    this.#entry.tell({ type: 'talking', leg: this.#party.leg, talking });
  }

  onClip(clip: ClipId, durationMs: number): void {
    const name = this.#clips.recorded(clip, durationMs);
    this.#host.resume(() => this.feed({ type: 'name-recorded', name }));
  }

  onConference(effect: LegEffect): void {
    const { type } = effect;
    if (type === 'say') this.feed({ type, announcement: effect.announcement, language: effect.language });
    else if (type === 'music' || type === 'ringback') this.feed({ type, on: effect.on });
    else if (type === 'place') this.feed({ type, place: effect.place, connected: effect.connected });
    else this.farewell(effect.farewell, effect.language, effect.reason);
  }

  /** One last announcement; then the flow lets go. */
  farewell(
    announcement: Announcement,
    language: Language,
    reason: (FlowInput & { type: 'farewell' })['reason'],
  ): void {
    this.feed({ type: 'farewell', announcement, language, reason });
  }

  /** The leg is over, whoever ended it. */
  leave(reason: LegEndReason, lost: boolean): void {
    const { leg, invited } = this.#party;
    this.#entry.close();
    const { seat } = this.#entry;
    const why = leaveReason(reason, lost);
    // Whether the network or a part of ours has lost it, is the same to who was talking.
    const wantsBack = why === 'lost' || why === 'fault';
    if (wantsBack && invited === undefined && seat !== undefined) this.#quickReturn.remember(leg, seat);
    this.#entry.tell({ type: 'leave', leg, reason: why });
    this.#clips.forget();
    this.#around.testLoop.leave(leg);
  }

  #perform(effect: FlowEffect): void {
    const { leg, caller } = this.#party;
    const { mixer, door, testLoop } = this.#around;
    switch (effect.type) {
      case 'play': {
        const { type, play, prompts, loop } = effect;
        return mixer.send({ type, leg, play, prompts, loop });
      }
      case 'stop':
        return mixer.send({ type: 'stop-play', leg });
      case 'echo':
        return mixer.send({ type: 'echo', leg, on: effect.on });
      case 'measure':
        return mixer.send({ type: 'measure', leg });
      case 'pair':
        return testLoop.pair(leg, (input) => this.#resume(input));
      case 'find-room':
        return door.findRoom(effect.roomNumber, caller, (answer) => this.#resume({ type: 'room', answer }));
      case 'admit':
        return this.#admit(effect);
      case 'enter':
        return this.#enter(effect);
      case 'return':
        return this.#entry.comeBack(effect.conference, effect.role, caller);
      case 'convene':
        return this.#convene(effect);
      case 'accept-invitation':
        return this.#accept();
      case 'ask':
        return this.#ask(effect.question);
      case 'record-name':
        return this.#clips.record(effect.maxMs);
      case 'stop-name':
        return mixer.send({ type: 'stop-clip', leg });
      case 'consult':
        return this.#consult(effect.called);
      case 'toggle-recording': {
        const recording = this.#around.ids.next<RecordingId>();
        return this.#command({ type: 'record', on: 'toggle', recording, tracks: false });
      }
      case 'command':
        return this.#command(effect.command);
      case 'release':
        return this.#host.end(effect.reason);
    }
  }

  #resume(input: FlowInput): void {
    this.#host.resume(() => this.feed(input));
  }

  #admit({ roomNumber, password, proven }: FlowEffect & { type: 'admit' }): void {
    const { caller, onDemand } = this.#party;
    if (onDemand)
      return this.feed({ type: 'admission', result: ok({ role: 'attendee', announced: false }), waitMs: 0 });
    const proof = proven === undefined ? { password } : { password, proven };
    this.#around.door.admit(roomNumber, proof, caller, ({ result, waitMs }, found) => {
      this.#room = found;
      this.#resume({ type: 'admission', result, waitMs });
    });
  }

  #enter({ roomNumber, role, spokenName }: FlowEffect & { type: 'enter' }): void {
    const { caller, language, browser } = this.#party;
    const found = this.#room;
    this.#entry.open(
      () => (found === undefined ? definitionOnDemand(roomNumber, language) : definitionOf(found)),
      { role, caller, spokenName, browser },
      () => {
        if (spokenName !== undefined) this.#clips.handOver(spokenName);
      },
    );
  }

  /** Opens a conference of the payer's, and calls everybody who was keyed before [S31]. */
  #convene({ kind, account, parties, partiesMax, opening }: FlowEffect & { type: 'convene' }): void {
    const { caller, language } = this.#party;
    const spoken = this.#payerLanguage ?? (language === 'both' ? 'zh-CN' : language);
    this.#opening = opening;
    this.#entry.open(
      (conference) => definitionOfConvening({ kind, account, language: spoken, partiesMax }, conference),
      { role: 'chair', caller },
      () => {
        const invitees = parties.map((called) => this.#invitee(called));
        if (invitees.length > 0) this.#command({ type: 'invite', invitees });
      },
    );
  }

  #invitee(called: CalledParty): Invitee {
    return { participant: this.#around.ids.next(), called, role: 'attendee', greeting: 'invited' };
  }

  #accept(): void {
    const { invited } = this.#party;
    invariant(invited !== undefined, 'only who was invited accepts an invitation');
    this.#entry.accept(invited, () => this.#host.seated());
  }

  #ask(question: Question): void {
    const { caller } = this.#party;
    const answered = (answer: Answer): void => {
      if (answer.type === 'payer' && answer.result.ok) this.#payerLanguage = answer.result.value.language;
      this.#resume({ type: 'answer', answer });
    };
    if (question.type === 'lost-conference')
      this.#quickReturn.find((found) => answered({ type: 'lost-conference', found }));
    else this.#around.desk.ask(question, caller, answered);
  }

  #consult(called: CalledParty): void {
    const { seat } = this.#entry;
    if (seat === undefined) return;
    const { participant, conference } = seat;
    const invited = this.#around.ids.next<ParticipantId>();
    const reply = this.#around.conferences.dispatch(
      { type: 'consult', participant, invited, called },
      conference,
      { kind: 'participant', participant },
    );
    this.feed({ type: 'reply', reply });
  }

  /** What the keypad asks, the participant asks. */
  #command(command: CommandBody): void {
    const { seat } = this.#entry;
    if (seat === undefined) return;
    const { participant, conference } = seat;
    this.#around.conferences.dispatch(command, conference, { kind: 'participant', participant });
  }

  #seated({ participant, role }: Seat, { language, account, options }: ConferenceDefinition): void {
    this.#before = this.#flow;
    const mayInvite = role === 'chair' || options.attendeeMayInvite;
    const opening = this.#opening;
    const { plays } = this.#party;
    this.#flow = new InCall({ participant, role, language, plays, mayInvite, account, opening });
  }

  #entered(): void {
    // Who keys a number at once may have begun to. In the room the same keys would mean something else.
    const early = this.#opening === 'invite' ? (this.#before?.takeEarly?.() ?? []) : [];
    this.#before = undefined;
    this.feed({ type: 'start' });
    for (const key of early) this.feed({ type: 'key', key });
  }

  #refused(failure: EntryFailure): void {
    this.#flow = this.#before ?? this.#flow;
    this.#before = undefined;
    this.#opening = 'talk';
    this.#host.refused(failure);
    this.feed({ type: 'admission', result: fail(doorRefusal(failure)), waitMs: 0 });
  }
}
