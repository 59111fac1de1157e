import { messageOf } from '../base/errors.js';
import { createNativeKernel, loadKernelAddon } from './kernel-native.js';
import { createReferenceKernel } from './kernel-reference.js';
import type { KernelMemory, MixKernel } from './kernel.js';

export interface ChosenKernel {
  readonly kernel: MixKernel;
  /** Why it is not the native one; for the log. */
  readonly fallbackReason?: string;
}

/** The best kernel that works here. */
export function chooseKernel(memory: KernelMemory): ChosenKernel {
  try {
    return { kernel: createNativeKernel(loadKernelAddon(), memory) };
  } catch (error) {
    return { kernel: createReferenceKernel(memory), fallbackReason: messageOf(error) };
  }
}
