import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { Clock } from '../base/clock.js';
import { messageOf } from '../base/errors.js';
import type { Log } from '../base/log.js';
import type { Random } from '../base/random.js';
import type { Config } from '../config/schema.js';
import { loadPrompts } from '../ivr/prompt-library.js';
import { PortPool } from '../mixer/io/port-pool.js';
import { MixerClient } from '../mixer/mixer-client.js';
import type { MixerEvent } from '../mixer/mixer.js';
import { PromptBank } from '../mixer/prompt-bank.js';
import { StartError } from './start-error.js';

interface MediaAround {
  readonly random: Random;
  readonly clock: Clock;
  readonly log: Log;
  readonly onEvent: (event: MixerEvent) => void;
}

export interface Media {
  readonly mixer: MixerClient;
  readonly ports: PortPool;
}

/** Loads the prompts, takes the port range and starts the media workers. */
export async function startMedia(
  config: Config,
  { random, clock, log, onEvent }: MediaAround,
): Promise<Media> {
  const { workers, ports, packetIo, silenceMs, legsMax } = config.media;
  const { recordings } = config;
  const { prompts, faults } = loadPrompts({ overrideFolder: config.prompts.overrideDir });
  for (const { code, message } of faults) log.warn({ code }, message);
  const pool = new PortPool({ firstPort: ports.from, lastPort: ports.to, random });
  const count = workers === 'auto' ? Math.max(1, availableParallelism() - 1) : workers;
  try {
    const mixer = await MixerClient.start({
      workers: count,
      legsPerWorker: Math.ceil(legsMax / count),
      prompts: PromptBank.build(prompts),
      ports: { take: () => pool.take(clock.now()), give: (port) => pool.give(port, clock.now()) },
      random,
      clock,
      log,
      bindAddress: config.bind,
      mediaSilentMs: silenceMs,
      packetIo: packetIo === 'auto' ? 'io_uring' : packetIo,
      recordings: { folder: resolve(config.dataDir, recordings.dir), max: recordings.atOnceMax },
      onEvent,
    });
    return { mixer, ports: pool };
  } catch (thrown) {
    throw new StartError(`the media workers cannot start: ${messageOf(thrown)}`);
  }
}
