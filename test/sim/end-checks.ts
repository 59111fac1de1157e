import type { LegId } from '../../src/base/ids.js';
import type { Caller } from './caller.js';
import { ENOUGH } from './outside.js';
import type { Watch } from './watch.js';

/** [S-figures]: no gap over 60 ms on a line that loses nothing. */
const GAP_MS_MAX = 60;
/** The engine counts silence in beats. */
const BEAT_MS = 20;
const MOVE_MS = 500;
/** A key that was begun so shortly before the end may be lost with the call. */
const KEY_AT_END_MS = 600;
/** With a good line and the right keys a caller is in a room so long after dialling. */
const ENTRY_MS_MAX = 9_000;

/** What is looked at when a world is over: records, keys, entries, gaps, books. */
export class EndChecks {
  readonly #watch: Watch;

  constructor(watch: Watch) {
    this.#watch = watch;
  }

  run(): void {
    this.#checkRecords();
    this.#checkKeys();
    this.#checkEntries();
    this.#checkGaps();
    this.#checkBooks();
  }

  #checkBooks(): void {
    const { money, accounts } = this.#watch.world;
    for (const finding of money.audit().findings)
      this.#watch.violation(`the books: ${JSON.stringify(finding)}`);
    for (const id of accounts.byId.keys()) {
      const { reserved } = money.books(id);
      if (reserved !== 0) this.#watch.violation(`${reserved} stay reserved of ${id}`);
    }
  }

  #checkRecords(): void {
    const { ledger, timeline } = this.#watch.world;
    for (const leg of ledger.reopened) this.#watch.violation(`${leg} was opened twice in the ledger`);
    for (const { leg } of ledger.orphans) this.#watch.violation(`${leg} was written without an opening`);
    for (const [leg, { opened, joined, closed }] of ledger.legs) {
      const name = this.#watch.nameOf(leg);
      if (closed.length !== 1)
        this.#watch.violation(`the record of ${name} was closed ${closed.length} times`);
      if (joined.length > 1) this.#watch.violation(`${name} joined ${joined.length} times`);
      const record = closed[0];
      if (record === undefined) continue;
      const lastPacketMs = this.#watch.lastPacketMs(leg);
      // What comes from the old port while it moves to another may be heard or not.
      const isMoving = lastPacketMs < (this.#watch.callerOf(leg)?.movedMs ?? -MOVE_MS) + MOVE_MS;
      const range = timeline.duration(record, opened.sipCallId, {
        fromMs: lastPacketMs - (isMoving ? MOVE_MS : BEAT_MS),
        untilMs: lastPacketMs + BEAT_MS,
      });
      const { durationMs, reason } = record;
      if (range === undefined) this.#watch.violation(`${name} was recorded and has no end on the wire`);
      else if (durationMs < range.minMs || durationMs > range.maxMs)
        this.#watch.violation(
          `${name} lasted ${range.minMs}–${range.maxMs} ms, its record says ${durationMs} (${reason})`,
        );
    }
  }

  #checkKeys(): void {
    for (const caller of this.#watch.world.callers) {
      const leg = this.#watch.legOf(caller);
      if (leg === undefined) continue;
      const sent = caller.voice.keysSent;
      const received = this.#watch.legs.get(leg)!.keys;
      const endMs = this.#endOf(leg, caller);
      const certain = sent.filter(({ atMs }) => atMs < endMs - KEY_AT_END_MS).length;
      const receivedText = received.join('');
      const sentText = sent.map(({ key }) => key).join('');
      // Until the ACK brings the answer to a late offer nobody knows how keys are sent.
      const ackedMs = caller.plan.lateOffer ? (this.#watch.wireOf(caller)?.ackedMs ?? endMs) : 0;
      const early = sent.filter(({ atMs }) => atMs < ackedMs).length;
      const isWhole = (missing: number): boolean =>
        sentText.startsWith(receivedText, missing) && received.length >= certain - missing;
      if (!Array.from({ length: early + 1 }, (_, missing) => missing).some(isWhole))
        this.#watch.violation(`${caller.plan.name} pressed ${sentText} and ${receivedText} came`);
    }
  }

  /** A caller with a good line, the right keys and nothing against it must get in. */
  #checkEntries(): void {
    const { scenario, callers } = this.#watch.world;
    if (scenario.outage !== undefined || scenario.webEndAtMs !== undefined) return;
    if (!this.#watch.portsSuffice || scenario.outside.balance < ENOUGH) return;
    for (const caller of callers) {
      const { entry, line, end, name } = caller.plan;
      if (entry === undefined || line.sipLoss > 0 || line.rtpLoss > 0) continue;
      if (end.how === 'cancel' || end.atMs < ENTRY_MS_MAX || this.#watch.guardedRooms.has(entry.room))
        continue;
      const leg = this.#watch.legOf(caller);
      if (leg === undefined || this.#watch.legs.get(leg)?.entered !== true)
        this.#watch.violation(`${name} did not get into ${entry.room}`);
    }
  }

  #checkGaps(): void {
    for (const { name, voice } of this.#watch.world.phones)
      if (voice.strangePackets > 0)
        this.#watch.violation(`${name} was sent ${voice.strangePackets} strange packets`);
    for (const { plan, voice } of this.#watch.world.callers) {
      if (plan.line.rtpLoss > 0 || voice.gapMsMax <= GAP_MS_MAX + plan.line.jitterMs) continue;
      this.#watch.violation(`${plan.name} was sent nothing for ${voice.gapMsMax} ms`);
    }
  }

  #endOf(leg: LegId, caller: Caller): number {
    const wire = this.#watch.wireOf(caller);
    const lastPacketMs = this.#watch.lastPacketMs(leg);
    return Math.min(wire?.byeMs ?? lastPacketMs, lastPacketMs);
  }
}
