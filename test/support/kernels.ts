import { createNativeKernel, loadKernelAddon } from '../../src/mixer/kernel-native.js';
import { createReferenceKernel } from '../../src/mixer/kernel-reference.js';
import * as K from '../../src/mixer/kernel.js';
import type { KernelMemory, MixKernel } from '../../src/mixer/kernel.js';

export interface KernelVariant {
  readonly name: string;
  readonly create: (memory: KernelMemory) => MixKernel;
}

/** Every kernel there is; the native ones need the built addon. */
export function kernelVariants(): readonly KernelVariant[] {
  const addon = loadKernelAddon();
  return [
    { name: 'reference', create: createReferenceKernel },
    { name: 'native, portable', create: (memory) => createNativeKernel(addon, memory, { portable: true }) },
    { name: 'native, best', create: (memory) => createNativeKernel(addon, memory) },
  ];
}

export function kernelMemory(bytes: number, samples: number, jobs: number, state: number): KernelMemory {
  return {
    bytes: new Uint8Array(new SharedArrayBuffer(bytes)),
    samples: new Int16Array(new SharedArrayBuffer(2 * samples)),
    jobs: new Int32Array(new SharedArrayBuffer(4 * jobs)),
    state: new Int32Array(new SharedArrayBuffer(4 * state)),
  };
}

/** One listener of a mix program; what is left out is a plain mix in A-law with limiter 0. */
export interface Listener {
  readonly mode?: number;
  readonly own?: number;
  readonly added?: number;
  readonly law?: number;
  readonly output: number;
  readonly limiter?: number;
}

export function mixProgram(
  count: number,
  talkers: readonly number[],
  listeners: readonly Listener[],
): readonly number[] {
  const rows = listeners.flatMap((listener) => {
    const row = Array.from({ length: K.LISTENER_INTS }, () => 0);
    row[K.LISTENER_MODE] = listener.mode ?? K.MODE_MIX;
    row[K.LISTENER_OWN] = listener.own ?? K.NO_FRAME;
    row[K.LISTENER_PRIVATE] = listener.added ?? K.NO_FRAME;
    row[K.LISTENER_LAW] = listener.law ?? 0;
    row[K.LISTENER_OUTPUT] = listener.output;
    row[K.LISTENER_LIMITER] = listener.limiter ?? 0;
    return row;
  });
  return [count, talkers.length, listeners.length, ...talkers, ...rows];
}
