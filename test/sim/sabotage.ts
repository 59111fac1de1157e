import type { ChargingStore } from '../../src/billing/charging-store.js';
import * as K from '../../src/mixer/kernel.js';
import type { KernelMemory, MixKernel } from '../../src/mixer/kernel.js';
import type { LegId } from '../../src/base/ids.js';
import type { MixerCommand, MixerEvent, RoomKey } from '../../src/mixer/mixer.js';
import type { SipEvent } from '../../src/sip/endpoint-api.js';

/** A part of the world that is broken on purpose, to show that the checks see it. */
export interface Sabotage {
  readonly kernel?: (kernel: MixKernel, memory: KernelMemory) => MixKernel;
  /** What the call layer hears instead. */
  readonly sipEvent?: (event: SipEvent) => readonly SipEvent[];
  readonly mixerEvent?: (event: MixerEvent) => readonly MixerEvent[];
  readonly chargingStore?: (store: ChargingStore) => ChargingStore;
  /** What the media side is told instead. */
  readonly mixerCommand?: (command: MixerCommand) => readonly MixerCommand[];
}

const lost =
  <T extends { readonly type: string }>(type: T['type']) =>
  (each: T): readonly T[] =>
    each.type === type ? [] : [each];

/** Whoever was in a room stays there when it should be on a private line. */
function linesIntoRooms(): (command: MixerCommand) => readonly MixerCommand[] {
  const rooms = new Map<LegId, RoomKey>();
  return (command) => {
    if (command.type !== 'join-room') return [command];
    const room = rooms.get(command.leg) ?? command.room;
    rooms.set(command.leg, room);
    return [{ ...command, room }];
  };
}

/** Every block counts as paid, whether there is money or not. */
const alwaysReserved = (store: ChargingStore): ChargingStore => ({
  ...store,
  reserve: (reservation, atMs, done) => store.reserve(reservation, atMs, () => done('reserved')),
});

/** Made anew for each world. */
export const SABOTAGES = {
  'everybody hears itself': () => ({ kernel: withoutSubtraction }),
  'the end of a call is not heard of': () => ({ sipEvent: lost<SipEvent>('ended') }),
  'muting is forgotten': () => ({ mixerCommand: lost<MixerCommand>('set-heard') }),
  'nobody joins the mix': () => ({ mixerCommand: lost<MixerCommand>('join-room') }),
  'media legs stay open': () => ({ mixerCommand: lost<MixerCommand>('close-leg') }),
  'a private line leads into the room': () => ({ mixerCommand: linesIntoRooms() }),
  'a line is not left': () => ({ mixerCommand: lost<MixerCommand>('leave-room') }),
  'nobody asks whether there is money': () => ({ chargingStore: alwaysReserved }),
  'each key counts twice': () => ({
    mixerEvent: (event) => (event.type === 'digit' ? [event, event] : [event]),
  }),
} as const satisfies Readonly<Record<string, () => Sabotage>>;

/** Takes the listener's own frame out of every mix program, so that it stays in the mix. */
function withoutSubtraction(kernel: MixKernel, { jobs }: KernelMemory): MixKernel {
  return {
    name: kernel.name,
    decode: (at, rows) => kernel.decode(at, rows),
    fade: (at, rows) => kernel.fade(at, rows),
    mix: (at, rooms) => {
      let program = at;
      for (let room = 0; room < rooms; room++) {
        const talkers = jobs[program + K.MIX_TALKERS]!;
        const listeners = jobs[program + K.MIX_LISTENERS]!;
        for (let i = 0; i < listeners; i++)
          jobs[program + K.MIX_HEADER_INTS + talkers + i * K.LISTENER_INTS + K.LISTENER_OWN] = K.NO_FRAME;
        program += K.mixProgramInts(talkers, listeners);
      }
      return kernel.mix(at, rooms);
    },
  };
}
