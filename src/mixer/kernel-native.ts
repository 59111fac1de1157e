import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectRoot } from '../base/project-root.js';
import type { KernelMemory, MixKernel } from './kernel.js';

/** What native/kernels.cc exports. */
export interface KernelAddon {
  /** `portable` leaves out the instructions found at run time. Throws a TypeError on a wrong array type. */
  createKernel(memory: KernelMemory, portable: boolean): MixKernel;
}

/** Throws where the addon is not built. */
export const loadKernelAddon = (): KernelAddon =>
  createRequire(import.meta.url)(join(projectRoot, 'build/huitong.node')) as KernelAddon;

/** The memory must stay where it is: an ArrayBuffer that is transferred or resized leaves the kernel astray. */
export const createNativeKernel = (
  addon: KernelAddon,
  memory: KernelMemory,
  { portable = false }: { readonly portable?: boolean } = {},
): MixKernel => addon.createKernel(memory, portable);
