import { secureRandom, seededRandom } from '../../src/base/random.js';
import { monotonicMs, type MonotonicMs } from '../../src/base/units.js';
import type { PacketIo } from '../../src/mixer/io/packet-io.js';
import { processCpuUs, residentMb } from '../process-usage.js';
import type { Caller, Usage } from './caller.js';
import { castParts } from './cast.js';
import type { LoadOptions } from './options.js';
import { Reception } from './reception.js';
import { summarise, type LoadReport } from './report.js';
import { Sender } from './sender.js';
import { ToneStock } from './tones.js';
import { Uac, type UacEvent } from './uac.js';
import { drain, openSlots, requireIp, sendText, textOf, type Pause } from './wire.js';

/** After the last call is up: source learning, jitter buffers and the first packets are not measured. */
const SETTLE_MS = 1000;
const HANG_UP_LIMIT_MS = 10_000;
const WINDOW_EVERY_MS = 3000;
/** A window takes a second and must end inside the measurement. */
const WINDOW_ROOM_MS = 1100;
/** Every so many turns of the loop other work of this thread gets its turn. */
const TURNS_PER_PAUSE = 8;
const NS_PER_MS = 1e6;

type Phase = 'ramp' | 'settle' | 'measure' | 'hang-up' | 'done';

/**
 * One load: all callers dial in, speak, listen and hang up. One loop over one PacketIo carries signalling and
 * sound of everybody; its clock is the PacketIo's, so a simulated one runs the whole load in virtual time.
 */
export class LoadRun {
  readonly #io: PacketIo;
  readonly #options: LoadOptions;
  readonly #pause: Pause;
  readonly #callers: Caller[];
  readonly #sender: Sender;
  readonly #uac: Uac;
  readonly #signallingSlot: number;
  readonly #ports: readonly number[];
  readonly #lagMs: number[] = [];
  #phase: Phase = 'ramp';
  #phaseSinceMs = monotonicMs(0);
  #invited = 0;
  #hungUp = 0;
  #usageBefore: Usage = { ownUs: 0, serverUs: 0 };
  #used: Usage = { ownUs: 0, serverUs: 0 };
  #serverResidentMb = 0;

  private constructor(io: PacketIo, options: LoadOptions, pause: Pause, ports: readonly number[]) {
    this.#io = io;
    this.#options = options;
    this.#pause = pause;
    this.#ports = ports;
    this.#signallingSlot = options.callers;
    const random = seededRandom(options.seed);
    this.#callers = castParts(options).map((part) => ({
      part,
      state: 'waiting',
      setupMs: 0,
      failure: '',
      endedEarly: false,
      reception: undefined,
    }));
    this.#sender = new Sender(io, new ToneStock(), random, {
      loss: options.lossPct / 100,
      jitterMs: options.jitterMs,
    });
    const server = requireIp(options.server.address);
    this.#uac = new Uac({
      local: { address: options.localAddress, port: ports[this.#signallingSlot]! },
      server: options.server,
      // Never from the seed: Call-IDs and tags of an earlier run are a loop to the server (RFC 3261 §8.2.2.2).
      random: secureRandom(),
      send: (text) => sendText(io, this.#signallingSlot, text, server, options.server.port),
      onEvent: (event) => this.#onCall(event),
    });
  }

  static async run(io: PacketIo, options: LoadOptions, pause: Pause): Promise<LoadReport> {
    const ports = await openSlots(io, options.callers + 1, options.localAddress, options.ports, pause);
    return new LoadRun(io, options, pause, ports).#loop();
  }

  async #loop(): Promise<LoadReport> {
    const startNs = this.#io.nowNs();
    for (let turn = 0; this.#phase !== 'done'; turn++) {
      const nowMs = monotonicMs((this.#io.nowNs() - startNs) / NS_PER_MS);
      const step = Math.floor(nowMs);
      const lateSteps = this.#sender.advanceTo(step + 1) - 1;
      if (this.#phase === 'measure' && lateSteps >= 0) this.#lagMs.push(lateSteps);
      drain(this.#io, (slot, offset, length) => this.#receive(slot, offset, length, nowMs));
      this.#uac.tick(nowMs);
      this.#advance(nowMs);
      if (turn % TURNS_PER_PAUSE === 0) await this.#pause();
      this.#io.wait(startNs + (step + 1) * NS_PER_MS);
    }
    return summarise({
      options: this.#options,
      callers: this.#callers,
      uac: this.#uac.counts,
      packetIo: this.#io,
      droppedOnPurpose: this.#sender.dropped,
      lagMs: this.#lagMs,
      used: this.#used,
      serverResidentMb: this.#serverResidentMb,
    });
  }

  #receive(slot: number, offset: number, length: number, nowMs: MonotonicMs): void {
    if (slot === this.#signallingSlot) this.#uac.receive(textOf(this.#io, offset, length), nowMs);
    else if (this.#phase === 'measure')
      this.#callers[slot]?.reception?.receive(this.#io.bytes, offset, length, nowMs);
  }

  #onCall(event: UacEvent): void {
    const caller = this.#callers[event.call]!;
    switch (event.type) {
      case 'answered':
        caller.state = 'up';
        caller.setupMs = event.setupMs;
        this.#sender.add({
          slot: event.call,
          hz: caller.part.ownHz,
          address: requireIp(event.address),
          port: event.port,
        });
        return;
      case 'failed':
        caller.state = 'failed';
        caller.failure = event.reason;
        return;
      case 'ended':
        caller.state = 'ended';
        caller.endedEarly = this.#phase !== 'hang-up';
        this.#sender.remove(event.call);
    }
  }

  #advance(nowMs: MonotonicMs): void {
    const inPhaseMs = nowMs - this.#phaseSinceMs;
    const { rampPerSecond, seconds } = this.#options;
    switch (this.#phase) {
      case 'ramp':
        this.#inviteDue((inPhaseMs * rampPerSecond) / 1000, nowMs);
        if (this.#callers.every(({ state }) => state !== 'waiting' && state !== 'calling'))
          this.#enter('settle', nowMs);
        return;
      case 'settle':
        if (inPhaseMs >= SETTLE_MS) this.#beginMeasurement(nowMs);
        return;
      case 'measure':
        if (inPhaseMs >= seconds * 1000) this.#endMeasurement(nowMs);
        return;
      case 'hang-up':
        this.#hangUpDue((inPhaseMs * rampPerSecond) / 1000, nowMs);
        if (
          this.#uac.active === 0 ||
          inPhaseMs > HANG_UP_LIMIT_MS + (1000 * this.#callers.length) / rampPerSecond
        ) {
          this.#enter('done', nowMs);
        }
        return;
      case 'done':
    }
  }

  #enter(phase: Phase, nowMs: MonotonicMs): void {
    this.#phase = phase;
    this.#phaseSinceMs = nowMs;
  }

  #inviteDue(due: number, nowMs: MonotonicMs): void {
    for (; this.#invited < Math.min(due, this.#callers.length); this.#invited++) {
      const caller = this.#callers[this.#invited]!;
      caller.state = 'calling';
      const called = this.#options.pattern.replace('%d', String(caller.part.room + 1));
      this.#uac.invite(this.#invited, called, this.#ports[this.#invited]!, nowMs);
    }
  }

  #hangUpDue(due: number, nowMs: MonotonicMs): void {
    for (; this.#hungUp < Math.min(due, this.#callers.length); this.#hungUp++) {
      this.#sender.remove(this.#hungUp);
      this.#uac.bye(this.#hungUp, nowMs);
    }
  }

  /** Windows of sound are spread over the callers, so that listening costs the same at any time. */
  #beginMeasurement(nowMs: MonotonicMs): void {
    const everyMs = Math.min(WINDOW_EVERY_MS, Math.max(1, this.#options.seconds * 1000 - WINDOW_ROOM_MS));
    for (const [index, caller] of this.#callers.entries()) {
      if (caller.state !== 'up') continue;
      const firstMs = (index * everyMs) / this.#callers.length;
      caller.reception = new Reception(caller.part, nowMs, { firstMs, everyMs });
    }
    this.#usageBefore = this.#usage();
    this.#enter('measure', nowMs);
  }

  #endMeasurement(nowMs: MonotonicMs): void {
    const { ownUs, serverUs } = this.#usage();
    this.#used = { ownUs: ownUs - this.#usageBefore.ownUs, serverUs: serverUs - this.#usageBefore.serverUs };
    if (this.#options.serverPid !== undefined) this.#serverResidentMb = residentMb(this.#options.serverPid);
    for (const caller of this.#callers) caller.reception?.close(nowMs);
    this.#enter('hang-up', nowMs);
  }

  #usage(): Usage {
    const { user, system } = process.cpuUsage();
    const { serverPid } = this.#options;
    return { ownUs: user + system, serverUs: serverPid === undefined ? 0 : processCpuUs(serverPid) };
  }
}
