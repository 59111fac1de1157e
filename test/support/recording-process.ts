import { systemClock } from '../../src/base/clock.js';
import type { ConferenceId, RecordingId } from '../../src/base/ids.js';
import { silentLog } from '../../src/base/log.js';
import { secureRandom } from '../../src/base/random.js';
import { MixerClient } from '../../src/mixer/mixer-client.js';
import { PromptBank } from '../../src/mixer/prompt-bank.js';
import { sine } from './tone.js';

/**
 * A process to be killed: records a room in which a tone of 600 Hz is announced over and over, into the folder that
 * its argument names, until it is told by a line on its input to stop.
 */
const prompts = [{ id: 'tone', language: 'en', samples: sine(600, 6000, 0, 8000) }];
const room = 'room' as ConferenceId;
const recording = 'r1' as RecordingId;
const client = await MixerClient.start({
  workers: 1,
  legsPerWorker: 4,
  prompts: PromptBank.build(prompts),
  ports: { take: () => undefined, give: () => undefined },
  random: secureRandom(),
  clock: systemClock,
  log: silentLog,
  bindAddress: '127.0.0.1',
  mediaSilentMs: 0,
  packetIo: 'mmsg',
  recordings: { folder: process.argv[2]! },
  onEvent: (event) => {
    if (event.type !== 'recording-written') return;
    console.log(JSON.stringify(event));
    void client.close().then(() => process.exit(0));
  },
});
client.send({ type: 'start-recording', recording, room, tracks: true });
for (let i = 0; i < 30; i++)
  client.send({ type: 'play-room', room, prompts: [{ id: 'tone', language: 'en' }] });
process.stdin.once('data', () => client.send({ type: 'stop-recording', recording }));
