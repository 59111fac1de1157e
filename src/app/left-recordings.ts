import { messageOf } from '../base/errors.js';
import type { Log } from '../base/log.js';
import { completeLeft, type LeftRecording } from '../mixer/recording/left-recording.js';
import { RecordingRepository, type Recording } from '../store/repositories/recording-repository.js';
import type { Durable } from './durable.js';

/**
 * The recordings that a former process of this node had not ended become their owners' as far as they are on the disk [S4].
 * What has left nothing there stays lost. A file that cannot be read holds up no start: the next one tries again.
 */
export async function takeUpRecordings(
  {
    store,
    ledger,
    epoch,
  }: Pick<Durable, 'store' | 'epoch'> & { ledger: Pick<Durable['ledger'], 'recordingLeft'> },
  node: string,
  folder: string,
  log: Log,
): Promise<void> {
  for (const recording of await new RecordingRepository(store).leftByOlderEpochs(node, epoch)) {
    const left = await leftOf(recording, folder, log);
    if (left === undefined) continue;
    ledger.recordingLeft(recording, left.files, left.durationMs);
    log.warn(
      { recording: recording.id, durationMs: left.durationMs },
      'took up a recording that a former process left open',
    );
  }
}

async function leftOf({ id }: Recording, folder: string, log: Log): Promise<LeftRecording | undefined> {
  try {
    return await completeLeft(folder, id);
  } catch (thrown) {
    log.warn({ recording: id, error: messageOf(thrown) }, 'a recording that was left open cannot be read');
    return undefined;
  }
}
