import * as K from '../../src/mixer/kernel.js';
import type { KernelMemory, MixKernel } from '../../src/mixer/kernel.js';
import type { MixerCommand, MixerEvent } from '../../src/mixer/mixer.js';
import type { SipEvent } from '../../src/sip/endpoint-api.js';

/** A part of the world that is broken on purpose, to show that the checks see it. */
export interface Sabotage {
  readonly kernel?: (kernel: MixKernel, memory: KernelMemory) => MixKernel;
  /** What the call layer hears instead. */
  readonly sipEvent?: (event: SipEvent) => readonly SipEvent[];
  readonly mixerEvent?: (event: MixerEvent) => readonly MixerEvent[];
  /** What the media side is told instead. */
  readonly mixerCommand?: (command: MixerCommand) => readonly MixerCommand[];
}

const lost =
  <T extends { readonly type: string }>(type: T['type']) =>
  (each: T): readonly T[] =>
    each.type === type ? [] : [each];

export const SABOTAGES = {
  'everybody hears itself': { kernel: withoutSubtraction },
  'the end of a call is not heard of': { sipEvent: lost<SipEvent>('ended') },
  'muting is forgotten': { mixerCommand: lost<MixerCommand>('set-heard') },
  'nobody joins the mix': { mixerCommand: lost<MixerCommand>('join-room') },
  'media legs stay open': { mixerCommand: lost<MixerCommand>('close-leg') },
  'each key counts twice': {
    mixerEvent: (event) => (event.type === 'digit' ? [event, event] : [event]),
  },
} as const satisfies Readonly<Record<string, Sabotage>>;

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
