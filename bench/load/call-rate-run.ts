import { DeadlineQueue } from '../../src/base/deadline-queue.js';
import { secureRandom } from '../../src/base/random.js';
import { later, monotonicMs, type MonotonicMs } from '../../src/base/units.js';
import type { PacketIo } from '../../src/mixer/io/packet-io.js';
import { spread, type Spread } from '../percentile.js';
import { Uac } from './uac.js';
import { drain, openSlots, requireIp, sendText, textOf, type Pause, type PortRange } from './wire.js';

/**
 * INVITE – 200 – ACK – BYE – 200 at a steady rate: how many calls a second the server sets up and ends without
 * anything being sent twice. Sound is taken in and thrown away.
 */
export interface CallRateOptions {
  readonly server: { readonly address: string; readonly port: number };
  readonly localAddress: string;
  readonly ports: PortRange;
  readonly callsPerSecond: number;
  readonly seconds: number;
  readonly pattern: string;
  /** Calls go to so many rooms in turn; one leaves its room before the next one comes there. */
  readonly rooms: number;
  /** So long each call lasts from its answer on. */
  readonly holdMs: number;
}

export interface CallRateReport {
  readonly options: CallRateOptions;
  readonly offered: number;
  readonly completed: number;
  readonly failures: Readonly<Record<string, number>>;
  /** Requests of ours sent again, and answers the server sent again. */
  readonly retransmissions: number;
  readonly inviteTo200Ms: Spread;
  readonly ownLagMs: Spread;
}

const SIGNALLING_SLOT = 0;
/** All calls name this one socket for their sound. */
const MEDIA_SLOT = 1;
const SLOTS = 2;
/** Longer than a transaction takes to give up: nothing is left open at the end. */
const FINISH_LIMIT_MS = 33_000;
const NS_PER_MS = 1e6;

export async function measureCallRate(
  io: PacketIo,
  options: CallRateOptions,
  pause: Pause,
): Promise<CallRateReport> {
  const ports = await openSlots(io, SLOTS, options.localAddress, options.ports, pause);
  const server = requireIp(options.server.address);
  const setupMs: number[] = [];
  const lagMs: number[] = [];
  const failures: Record<string, number> = {};
  const hangUps = new DeadlineQueue<number>();
  let completed = 0;
  const uac: Uac = new Uac({
    local: { address: options.localAddress, port: ports[SIGNALLING_SLOT]! },
    server: options.server,
    random: secureRandom(),
    send: (text) => sendText(io, SIGNALLING_SLOT, text, server, options.server.port),
    onEvent: (event, nowMs) => {
      if (event.type === 'answered') {
        setupMs.push(event.setupMs);
        hangUps.set(event.call, later(nowMs, options.holdMs));
      } else if (event.type === 'failed') failures[event.reason] = (failures[event.reason] ?? 0) + 1;
      else completed++;
    },
  });
  const take = (nowMs: MonotonicMs) => (slot: number, offset: number, length: number) => {
    if (slot === SIGNALLING_SLOT) uac.receive(textOf(io, offset, length), nowMs);
  };
  const wanted = Math.round(options.callsPerSecond * options.seconds);
  const startNs = io.nowNs();
  for (let offered = 0, lastMs = 0; offered < wanted || uac.active > 0;) {
    const nowMs = monotonicMs((io.nowNs() - startNs) / NS_PER_MS);
    for (; offered < Math.min(wanted, (nowMs * options.callsPerSecond) / 1000); offered++) {
      lagMs.push(nowMs - (offered * 1000) / options.callsPerSecond);
      uac.invite(
        offered,
        options.pattern.replace('%d', String(1 + (offered % options.rooms))),
        ports[MEDIA_SLOT]!,
        nowMs,
      );
    }
    if (offered < wanted) lastMs = nowMs;
    else if (nowMs - lastMs > options.holdMs + FINISH_LIMIT_MS) break;
    drain(io, take(nowMs));
    for (let call = hangUps.take(nowMs); call !== undefined; call = hangUps.take(nowMs)) uac.bye(call, nowMs);
    uac.tick(nowMs);
    await pause();
    io.wait(startNs + (Math.floor(nowMs) + 1) * NS_PER_MS);
  }
  return {
    options,
    offered: wanted,
    completed,
    failures,
    retransmissions: uac.counts.resent + uac.counts.repeatedAnswers,
    inviteTo200Ms: spread(setupMs),
    ownLagMs: spread(lagMs),
  };
}
