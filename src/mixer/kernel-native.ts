import type { KernelMemory, MixKernel } from './kernel.js';

/** What the native addon offers for kernels: native/kernels.cc. */
export interface KernelAddon {
  /** `portable` leaves out the instructions found at run time, for tests. Throws a TypeError on a wrong array type. */
  createKernel(memory: KernelMemory, portable?: boolean): MixKernel;
}

/** The memory must stay where it is: an ArrayBuffer that is transferred or resized leaves the kernel astray. */
export function createNativeKernel(
  addon: KernelAddon,
  memory: KernelMemory,
  { portable = false }: { readonly portable?: boolean } = {},
): MixKernel {
  return addon.createKernel(memory, portable);
}
