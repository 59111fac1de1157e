import { join } from 'node:path';
import { createApi, type Api } from '../api/app.js';
import { HttpListenError, startHttp } from '../api/http-server.js';
import { messageOf } from '../base/errors.js';
import type { Log } from '../base/log.js';
import { projectRoot } from '../base/project-root.js';
import type { CaptureDesk } from './captures.js';
import { StartError } from './start-error.js';
import { adminServices } from './web/admin.js';
import { browserPhoneServices } from './web/browser-phone.js';
import { contactsServices } from './web/contacts.js';
import { doorServices } from './web/door.js';
import { liveServices } from './web/live.js';
import { noticesServices } from './web/notices.js';
import { countsOf, gaugesOf, operationServices } from './web/operation.js';
import { operatorServices } from './web/operator.js';
import { recordsServices } from './web/records.js';
import { SampleHistory } from './web/system-history.js';
import { systemReading } from './web/system-reading.js';
import type { WebAround } from './web/web-around.js';

/** Sessions, keys and captures that are over are removed so often. */
const TIDY_BEAT_MS = 600_000;

/** A certificate that was renewed is noticed so soon, also without SIGHUP. */
const CERTIFICATE_BEAT_MS = 60_000;

const CAPTURE_BEAT_MS = 1_000;

/** An hour of samples, for charts [S45]. */
const SAMPLE_BEAT_MS = 5_000;
const SAMPLES_MAX = 3_600_000 / SAMPLE_BEAT_MS;

export interface Web {
  /** From now on /readyz says so. */
  draining(): void;
  /** Reads the certificate again. */
  reload(): void;
  stop(): Promise<void>;
}

/** The API, the portal and the metrics on one HTTP port. */
export async function startWeb(around: WebAround): Promise<Web> {
  const { config, durable, conferences, ids, random, clock, log, endpoint, calls } = around;
  const reasons: string[] = [];
  const history = new SampleHistory(SAMPLE_BEAT_MS, SAMPLES_MAX);
  const api = createApi({
    store: durable.store,
    reads: durable.reads,
    conferences,
    clock,
    ids,
    random,
    log,
    door: doorServices(around),
    live: liveServices(around),
    contacts: contactsServices(),
    records: await recordsServices(around),
    operator: operatorServices(around),
    admin: adminServices(around, history),
    notices: noticesServices(around),
    operation: operationServices(around),
    browserPhone: browserPhoneServices(around),
    notReady: () => reasons,
    counts: countsOf(around),
    gauges: gaugesOf(around),
    descriptions: [
      { name: 'sip', describe: () => endpoint.describe() },
      { name: 'calls', describe: () => calls.describe() },
      { name: 'conferences', describe: () => conferences.service.describe() },
    ],
    portalDir: join(projectRoot, 'dist', 'portal'),
    serviceNumbers: () =>
      around.router.services.flatMap(({ number, service, language }) =>
        number === undefined ? [] : [{ number, service, language }],
      ),
  });
  const { bind: host, port, tls } = config.http;
  try {
    const server = await startHttp(api, { host, port, tls }, log);
    const beat = setInterval(() => void tidied(api, around.captures, log), TIDY_BEAT_MS);
    const certificateBeat = setInterval(() => server.reloadChanged(), CERTIFICATE_BEAT_MS);
    const sample = (): void => history.note(systemReading(around));
    sample();
    const sampleBeat = setInterval(sample, SAMPLE_BEAT_MS);
    const captureBeat = setInterval(() => around.captures.tick(), CAPTURE_BEAT_MS);
    const stop = async (): Promise<void> => {
      clearInterval(sampleBeat);
      clearInterval(captureBeat);
      clearInterval(beat);
      clearInterval(certificateBeat);
      await server.stop();
      await api.settled();
    };
    return {
      draining: () => void reasons.push('draining'),
      reload: () => server.reload(),
      stop,
    };
  } catch (thrown) {
    if (!(thrown instanceof HttpListenError)) throw thrown;
    throw new StartError(thrown.message);
  }
}

async function tidied(api: Api, captures: CaptureDesk, log: Log): Promise<void> {
  try {
    await api.tidy();
    await captures.tidy();
  } catch (thrown) {
    log.warn({ error: messageOf(thrown) }, 'what is over could not be removed');
  }
}
