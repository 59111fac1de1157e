import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '../../base/errors.js';
import { silentLog } from '../../base/log.js';
import { chooseKernel } from '../choose-kernel.js';
import { Engine } from '../engine.js';
import { choosePacketIo } from '../io/choose.js';
import type { PacketIoName } from '../io/packet-io.js';
import { MediaMemory, type MediaShape } from '../shared/media-memory.js';
import { runBeats } from './beat.js';
import { raiseOwnPriority, type ThreadPriority } from './priority.js';

/** What the main thread hands to a media worker. */
export interface MediaWorkerData {
  readonly worker: number;
  readonly shape: MediaShape;
  readonly buffer: SharedArrayBuffer;
  readonly bindAddress: string;
  readonly mediaSilentMs: number;
  readonly packetIo: PacketIoName;
  readonly batchMax: number;
  /** The instant of phase 0 on CLOCK_MONOTONIC. */
  readonly startNs: number;
}

/** Said once, when the beat begins. */
export interface MediaWorkerReady {
  readonly packetIo: PacketIoName;
  readonly kernel: string;
  readonly kernelFallback: string | undefined;
  readonly priority: ThreadPriority;
}

function main(data: MediaWorkerData): void {
  invariant(parentPort !== null, 'a media worker runs in a thread');
  // First, so that a gateway thread inherits it.
  const priority = raiseOwnPriority();
  const memory = new MediaMemory(data.shape, data.buffer);
  const io = choosePacketIo({
    // Of each leg, RTP and RTCP.
    slotsMax: 2 * data.shape.legs,
    batchMax: data.batchMax,
    preferred: data.packetIo,
    log: silentLog,
  });
  let kernelName = '';
  let kernelFallback: string | undefined;
  const engine = new Engine({
    ...data,
    memory,
    io,
    createKernel: (kernelMemory) => {
      const { kernel, fallbackReason } = chooseKernel(kernelMemory);
      kernelName = kernel.name;
      kernelFallback = fallbackReason;
      return kernel;
    },
  });
  const ready: MediaWorkerReady = { packetIo: io.name, kernel: kernelName, kernelFallback, priority };
  parentPort.postMessage(ready);
  runBeats(engine, io, memory.words, memory.control(data.worker), data.startNs);
  io.destroy();
}

main(workerData as MediaWorkerData);
