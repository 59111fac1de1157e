import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '../../base/errors.js';
import { CaptureWriter, type CaptureCommand } from '../capture/capture-writer.js';
import { DiskFolder } from '../recording/recording-folder.js';
import { RecordingWriter, type RecorderCommand } from '../recording/recording-writer.js';
import { MediaMemory, type MediaShape } from '../shared/media-memory.js';

/** What the main thread hands to the recording writer's thread. */
export interface RecordingWorkerData {
  readonly shape: MediaShape;
  readonly buffer: SharedArrayBuffer;
  readonly folder: string;
}

/** How often the rings are emptied: they hold a second at least. */
const POLL_MS = 200;

/** Not on the beat: this thread may block on the disk for as long as the rings have room. */
function main({ shape, buffer, folder }: RecordingWorkerData): void {
  invariant(parentPort !== null, 'the recording writer runs in a thread');
  const port = parentPort;
  const memory = new MediaMemory(shape, buffer);
  const writer = new RecordingWriter(memory, new DiskFolder(folder), (event) => port.postMessage(event));
  const captures = new CaptureWriter(memory, (event) => port.postMessage(event));
  const timer = setInterval(() => {
    writer.poll(performance.now());
    captures.poll();
  }, POLL_MS);
  port.on('message', (command: RecorderCommand | CaptureCommand | 'stop') => {
    if (command !== 'stop') {
      if (command.type === 'open-capture' || command.type === 'close-capture') captures.handle(command);
      else writer.handle(command, performance.now());
      return;
    }
    clearInterval(timer);
    writer.close();
    captures.poll();
    port.close();
  });
}

main(workerData as RecordingWorkerData);
