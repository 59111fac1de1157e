import { availableParallelism } from 'node:os';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Clock } from '../base/clock.js';
import { messageOf } from '../base/errors.js';
import type { IdMaker } from '../base/ids.js';
import type { Log } from '../base/log.js';
import type { Random } from '../base/random.js';
import type { Config } from '../config/schema.js';
import { loadPrompts, PROMPT_SAMPLE_RATE_HZ } from '../ivr/prompt-library.js';
import { PortPool } from '../mixer/io/port-pool.js';
import { MixerClient } from '../mixer/mixer-client.js';
import type { MixerEvent } from '../mixer/mixer.js';
import { PromptBank } from '../mixer/prompt-bank.js';
import { CaptureDesk } from './captures.js';
import { StartError } from './start-error.js';

interface MediaAround {
  readonly random: Random;
  readonly ids: IdMaker;
  readonly clock: Clock;
  readonly log: Log;
  readonly onEvent: (event: MixerEvent) => void;
}

export interface Media {
  readonly mixer: MixerClient;
  readonly ports: PortPool;
  readonly prompts: PromptBank;
  readonly captures: CaptureDesk;
}

/** Recordings that can be uploaded between two starts; what is not used takes no memory of the machine. */
const SPARE_PROMPTS = { prompts: 1_000, samples: 60 * 60 * PROMPT_SAMPLE_RATE_HZ };

/** Of the data folder. */
const CAPTURES_FOLDER = 'captures';

/** Loads the prompts, takes the port range and starts the media workers. */
export async function startMedia(
  config: Config,
  { random, ids, clock, log, onEvent }: MediaAround,
): Promise<Media> {
  const { workers, ports, packetIo, silenceMs, legsMax } = config.media;
  const { recordings } = config;
  const { prompts, faults } = loadPrompts({ overrideFolder: usedOverrideFolder(config) });
  for (const { code, message } of faults) log.warn({ code }, message);
  const pool = new PortPool({ firstPort: ports.from, lastPort: ports.to, random });
  const bank = PromptBank.build(prompts, SPARE_PROMPTS);
  const count = workers === 'auto' ? Math.max(1, availableParallelism() - 1) : workers;
  let captures: CaptureDesk | undefined;
  try {
    const mixer = await MixerClient.start({
      workers: count,
      legsPerWorker: Math.ceil(legsMax / count),
      prompts: bank,
      ports: { take: () => pool.take(clock.now()), give: (port) => pool.give(port, clock.now()) },
      random,
      clock,
      log,
      bindAddress: config.bind,
      mediaSilentMs: silenceMs,
      packetIo: packetIo === 'auto' ? 'io_uring' : packetIo,
      recordings: { folder: recordingsFolderOf(config), max: recordings.atOnceMax },
      onEvent,
      onCaptured: (event) => captures?.onCaptured(event),
    });
    captures = new CaptureDesk({
      folder: resolve(config.dataDir, CAPTURES_FOLDER),
      mixer,
      address: config.advertise ?? config.bind,
      ids,
      clock,
      log,
    });
    return { mixer, ports: pool, prompts: bank, captures };
  } catch (thrown) {
    throw new StartError(`the media workers cannot start: ${messageOf(thrown)}`);
  }
}

export const recordingsFolderOf = ({ dataDir, recordings }: Config): string =>
  resolve(dataDir, recordings.dir);

/** Where recordings that replace shipped prompts lie, also those that are uploaded [S45]. */
export const overrideFolderOf = ({ dataDir, prompts }: Config): string =>
  prompts.overrideDir === undefined ? resolve(dataDir, 'prompts') : resolve(prompts.overrideDir);

/** A folder that the configuration names must be there; the one for uploads comes with the first. */
export function usedOverrideFolder(config: Config): string | undefined {
  const folder = overrideFolderOf(config);
  return config.prompts.overrideDir !== undefined || existsSync(folder) ? folder : undefined;
}
