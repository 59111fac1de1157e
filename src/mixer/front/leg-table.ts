import type { LegId } from '../../base/ids.js';
import type { Random } from '../../base/random.js';
import type { LegMedia, RoomKey } from '../mixer.js';
import { COMMAND_CLOSE, COMMAND_RELEASE } from '../shared/command-ring.js';
import * as L from '../shared/layout.js';
import { legStats } from '../shared/leg-block.js';
import type { FrontCore, FrontLeg, LegCommand } from './core.js';

/** Where RTP ports come from and go back to. */
export interface PortSource {
  /** An even port with its RTCP port behind it; undefined when none is left. */
  take(): number | undefined;
  give(port: number): void;
}

export interface LegTableOptions {
  readonly ports: PortSource;
  readonly random: Random;
  /** Reported in leg-opened: where the sockets are bound. */
  readonly bindAddress: string;
  /** The leg is over: out of its room, and what it was doing ends, before leg-closed is told. */
  readonly onEnd: (leg: FrontLeg) => void;
  /** The leg has come to another worker, and this was waiting for it. */
  readonly onMoved: (leg: FrontLeg, waiting: readonly LegCommand[]) => void;
}

/** Another port is tried so often when one turns out to be taken. */
const OPEN_TRIES = 8;
const EADDRINUSE = -98;
/**
 * The first sequence number is below 2^15 (RFC 3711 §3.3.1): who seals behind us, and who has not heard our first
 * packets, must not meet the wrap before both have met each other, or nothing could ever be opened.
 */
const FIRST_SEQUENCE_MASK = 0x7fff;

/** The legs there are, from open to closed: their sockets, their ports and the worker that has them. */
export class LegTable {
  readonly #core: FrontCore;
  readonly #options: LegTableOptions;
  readonly #legs = new Map<LegId, FrontLeg>();
  readonly #bySlot: (FrontLeg | undefined)[];

  constructor(core: FrontCore, options: LegTableOptions) {
    this.#core = core;
    this.#options = options;
    this.#bySlot = Array.from({ length: core.memory.shape.legs });
  }

  get count(): number {
    return this.#legs.size;
  }

  get(id: LegId): FrontLeg | undefined {
    return this.#legs.get(id);
  }

  atSlot(slot: number): FrontLeg | undefined {
    return this.#bySlot[slot];
  }

  all(): Iterable<FrontLeg> {
    return this.#legs.values();
  }

  /** In the worker of `near`, if there is such a room and place. */
  open(id: LegId, media: LegMedia | undefined, near: RoomKey | undefined): void {
    const { placement, owe } = this.#core;
    const place = placement.openLeg(near);
    if (place === undefined) return owe({ type: 'leg-refused', leg: id, code: 'LEG_LIMIT' });
    const port = this.#options.ports.take();
    if (port === undefined) {
      placement.closeLeg(place.slot, place.worker);
      return owe({ type: 'leg-refused', leg: id, code: 'NO_RTP_PORTS' });
    }
    const leg: FrontLeg = {
      id,
      ...place,
      port,
      media,
      opened: false,
      closing: false,
      tries: 1,
      room: undefined,
      moving: undefined,
      digits: [],
    };
    this.#legs.set(id, leg);
    this.#bySlot[leg.slot] = leg;
    this.#openSocket(leg);
  }

  /** Sends the leg's socket on its way to another worker; commands for it wait. */
  move(leg: FrontLeg, to: number, first: LegCommand): void {
    leg.moving = { to, waiting: [first] };
    this.#core.commands[leg.worker]!.plain(COMMAND_RELEASE, leg.slot);
  }

  opened(leg: FrontLeg): void {
    leg.opened = true;
    if (leg.closing) return;
    const { bindAddress } = this.#options;
    this.#core.tell({ type: 'leg-opened', leg: leg.id, address: bindAddress, port: leg.port });
  }

  openFailed(leg: FrontLeg, errno: number): void {
    if (leg.closing) return this.closed(leg);
    if (leg.opened) {
      this.#core.counters.add('movesFailed');
      this.#core.tell({ type: 'leg-failed', leg: leg.id, code: 'LEG_FAULT' });
      return this.closed(leg);
    }
    const taken = leg.port;
    const port = errno === EADDRINUSE && leg.tries < OPEN_TRIES ? this.#options.ports.take() : undefined;
    if (port !== undefined) {
      this.#options.ports.give(taken);
      leg.port = port;
      leg.tries += 1;
      return this.#openSocket(leg);
    }
    this.#forget(leg);
    this.#core.tell({ type: 'leg-refused', leg: leg.id, code: 'SOCKET_FAILED' });
  }

  released(leg: FrontLeg, handle: number, rtcpHandle: number): void {
    const { counters, placement, commands, tell } = this.#core;
    const { moving } = leg;
    if (moving === undefined) return;
    leg.moving = undefined;
    if (handle < 0) {
      counters.add('movesFailed');
      tell({ type: 'leg-failed', leg: leg.id, code: 'LEG_FAULT' });
      leg.closing = true;
      return commands[leg.worker]!.plain(COMMAND_CLOSE, leg.slot);
    }
    counters.add('moves');
    placement.moveLeg(leg.worker, moving.to);
    leg.worker = moving.to;
    commands[leg.worker]!.adopt(leg.slot, handle, rtcpHandle);
    this.#options.onMoved(leg, moving.waiting);
  }

  closed(leg: FrontLeg): void {
    const stats = legStats(this.#core.memory.words, this.#core.memory.leg(leg.slot));
    this.#forget(leg);
    this.#core.tell({ type: 'leg-closed', leg: leg.id, stats });
  }

  /** The worker is dead: its legs end. */
  workerLost(worker: number): void {
    const lost = [...this.#legs.values()].filter((leg) => leg.worker === worker);
    for (const leg of lost) this.#emptyRoomOf(leg);
    for (const leg of lost) {
      this.#core.tell({ type: 'leg-failed', leg: leg.id, code: 'WORKER_LOST' });
      this.closed(leg);
    }
  }

  #openSocket(leg: FrontLeg): void {
    const { random } = this.#options;
    const start = {
      ssrc: random.u32(),
      sequence: random.u32() & FIRST_SEQUENCE_MASK,
      timestamp: random.u32(),
    };
    this.#core.commands[leg.worker]!.open(leg.slot, leg.port, start, leg.media);
  }

  /** The block of a dead worker's room still says that somebody is in it: the next to use it must find it free. */
  #emptyRoomOf({ slot }: FrontLeg): void {
    const { memory } = this.#core;
    const leg = memory.leg(slot);
    const room = memory.words[leg + L.LEG_ROOM]!;
    if (memory.words[leg + L.LEG_STATE] === L.LEG_FREE || room === L.NONE) return;
    const block = memory.room(room);
    memory.words.fill(0, block, block + L.ROOM_INTS);
  }

  #forget(leg: FrontLeg): void {
    this.#options.onEnd(leg);
    this.#legs.delete(leg.id);
    this.#bySlot[leg.slot] = undefined;
    this.#core.memory.words[this.#core.memory.leg(leg.slot) + L.LEG_STATE] = L.LEG_FREE;
    this.#core.placement.closeLeg(leg.slot, leg.worker);
    this.#options.ports.give(leg.port);
  }
}
