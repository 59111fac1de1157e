import { join } from 'node:path';
import type { Capture, CaptureOrder, Captures } from '../../../src/api/admin/captures.js';
import type { CallTrace, MessageTrace } from '../../../src/api/admin/call-traces.js';
import type { AdminServices, TrunkLiveState } from '../../../src/api/admin/services.js';
import type { ChargeFileShelf, LedgerAudit } from '../../../src/api/admin/charge-file-shelf.js';
import { ChargeFiles } from '../../../src/app/charge-files.js';
import { FilePromptShelf } from '../../../src/app/prompt-shelf.js';
import type { SystemSample } from '../../../src/api/admin/system-samples.js';
import type { ServiceNumber } from '../../../src/accounts/service-number.js';
import type { LegId } from '../../../src/base/ids.js';
import { fail, ok } from '../../../src/base/result.js';
import { DEFAULT_CHARGE_FILE_TEMPLATE } from '../../../src/billing/charge-file.js';
import { DEFAULT_TARIFF } from '../../../src/billing/default-tariff.js';
import { TariffBook } from '../../../src/billing/tariff.js';
import type { Trunk } from '../../../src/dialing/trunk.js';
import type { ApiWorldParts } from '../api-world.js';
import { sampleTrunk } from '../trunks.js';
import { NOW_MS } from '../store-samples.js';

/** What stands for the running server, to be looked at and turned by a test. */
export class AdminStage implements AdminServices {
  readonly tariffs = new TariffBook([DEFAULT_TARIFF]);
  readonly loaded: { trunks: readonly Trunk[]; numbers: readonly ServiceNumber[] } = {
    trunks: [],
    numbers: [],
  };
  readonly states = new Map<string, Partial<TrunkLiveState>>();
  readonly replaced: { id: string; language: string }[] = [];
  readonly trunks: AdminServices['trunks'] = {
    configured: [sampleTrunk({ id: 'of-the-file' })],
    load: (trunks) => {
      this.loaded.trunks = trunks;
      return Promise.resolve();
    },
    stateOf: ({ id }) => ({ ...IDLE, ...this.states.get(id) }),
    knowsSecret: (name) => name === 'known',
  };
  readonly serviceNumbers: AdminServices['serviceNumbers'] = {
    configured: [{ number: '4006701018', service: 'bridge', language: 'zh-CN' }],
    load: (numbers) => void (this.loaded.numbers = numbers),
  };
  readonly prompts: FilePromptShelf;
  readonly traces: AdminServices['traces'] = {
    list: ({ number = '' }) => (TRACE.from.includes(number) ? [TRACE] : []),
    find: (id) =>
      id === TRACE.callId || id === TRACE.leg ? { call: TRACE, messages: [MESSAGE] } : undefined,
  };

  chargeFiles: ChargeFileShelf = NO_CHARGE_FILES;
  audit: LedgerAudit | undefined;
  readonly ledgerAudit: AdminServices['ledgerAudit'] = () => this.audit;
  readonly captures = new CaptureStage();
  readonly history: AdminServices['history'] = {
    stepMs: 5_000,
    since: (atMs) => (atMs < NOW_MS ? [SAMPLE] : []),
  };

  constructor(folder: string) {
    this.prompts = new FilePromptShelf(join(folder, 'prompts'), {
      replace: (names) => {
        this.replaced.push(...names);
        return true;
      },
    });
  }

  readonly system: AdminServices['system'] = () => ({
    version: '0.1.0',
    node: 'node-1',
    startedMs: NOW_MS,
    calls: 1,
    mediaLegs: 1,
    rtpPortsFree: 10,
    journalWaiting: 0,
    store: {
      writable: true,
      waitingUnits: 0,
      lastError: undefined,
      unitsS: { limits: [], counts: [0], sum: 0 },
      counts: { stalls: 0 } as never,
    },
    workers: [{ legs: 1, phasesLate: 0, phasesSkipped: 0 }],
    memory: { residentBytes: 1, heapUsedBytes: 1 },
  });
}

const NO_CHARGE_FILES: ChargeFileShelf = {
  periods: [],
  nameOf: ({ id }) => id,
  bytesOf: () => Promise.resolve(undefined),
  open: () => Promise.reject(new Error('no charge files on this stage')),
};

const TRACE: CallTrace = {
  callId: 'a@b',
  leg: 'leg-1' as LegId,
  described: 'call leg-1 bridge on test: up',
  direction: 'in',
  trunk: 'test',
  peer: '192.0.2.1:5060',
  from: '13800138000',
  to: '9001',
  beganMs: NOW_MS,
  endedMs: undefined,
  result: 'up',
  status: 200,
  messages: 1,
  leftOut: 0,
};

/** Captures that run until a test ends them. */
class CaptureStage implements Captures {
  readonly kept = new Map<string, Capture>();

  start({ leg, ...order }: CaptureOrder): ReturnType<Captures['start']> {
    if (leg !== TRACE.leg) return Promise.resolve(fail({ code: 'CALL_NOT_FOUND' }));
    if ([...this.kept.values()].some(({ endedMs }) => endedMs === undefined))
      return Promise.resolve(fail({ code: 'CAPTURE_RUNNING' }));
    const id = `capture-${this.kept.size + 1}`;
    const written = { endedMs: undefined, packets: 0, bytes: 0, complete: true };
    const capture = { id, leg, ...order, startedMs: NOW_MS, ...written };
    this.kept.set(id, capture);
    return Promise.resolve(ok(capture));
  }

  end(id: string): void {
    this.kept.set(id, { ...this.kept.get(id)!, endedMs: NOW_MS });
  }

  list = (): Promise<readonly Capture[]> => Promise.resolve([...this.kept.values()]);
  find = (id: string): Promise<Capture | undefined> => Promise.resolve(this.kept.get(id));
  read = (): Promise<Uint8Array> => Promise.resolve(Uint8Array.of(0x4d, 0x3c));
  remove = (id: string): Promise<boolean> => Promise.resolve(this.kept.delete(id));
}

const SAMPLE: SystemSample = {
  atMs: NOW_MS,
  calls: 1,
  conferences: 1,
  mediaLegs: 1,
  callsPerSecond: 0.2,
  beatLateMsP99: 0.25,
  phasesLate: 0,
  phasesSkipped: 0,
  processorsBusy: 0.5,
  mainThreadBusy: 0.1,
  load: 0.7,
  residentBytes: 1,
  lossRatio: undefined,
  mosMean: undefined,
  mosMin: undefined,
};

const MESSAGE: MessageTrace = {
  atMs: NOW_MS,
  direction: 'received',
  peer: '192.0.2.1:5060',
  transport: 'UDP',
  startLine: 'INVITE sip:13800138000@a SIP/2.0',
  text: 'INVITE sip:13800138000@a SIP/2.0',
  cut: false,
};

const IDLE: TrunkLiveState = {
  up: true,
  failures: 0,
  targets: [],
  callsIn: 0,
  callsOut: 0,
  newCallsIn: 0,
  newCallsOut: 0,
  sent: 0,
  answered: 0,
  postDialMs: undefined,
};

/** As the API world has them. */
export function adminServices({ folder, store }: ApiWorldParts): AdminStage {
  const stage = new AdminStage(folder);
  stage.chargeFiles = new ChargeFiles(store, {
    folder: join(folder, 'charges'),
    periods: ['hour'],
    template: DEFAULT_CHARGE_FILE_TEMPLATE,
  });
  return stage;
}
