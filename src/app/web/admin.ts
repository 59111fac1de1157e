import type { AdminServices, RunningTrunks, TrunkLiveState } from '../../api/admin/services.js';
import type { SystemHistory } from '../../api/admin/system-samples.js';
import type { SystemState } from '../../api/admin/system-state.js';
import type { UtcMs } from '../../base/units.js';
import { trunkFromConfig } from '../../call/trunk-from-config.js';
import type { Trunk } from '../../dialing/trunk.js';
import { overrideFolderOf } from '../media.js';
import { FilePromptShelf } from '../prompt-shelf.js';
import { versionOfPackage } from '../version.js';
import { RememberedTraces } from './call-traces.js';
import type { WebAround } from './web-around.js';

export function adminServices(around: WebAround, history: SystemHistory): AdminServices {
  const { config, durable, router, calls, messages, captures, prompts, books, clock } = around;
  const startedMs = clock.utcNow();
  const version = versionOfPackage();
  return {
    tariffs: durable.tariffs,
    trunks: runningTrunks(around),
    serviceNumbers: {
      configured: config.serviceNumbers,
      load: (numbers) => router.load(numbers),
    },
    prompts: new FilePromptShelf(overrideFolderOf(config), prompts),
    system: () => systemState(around, version, startedMs),
    history,
    traces: new RememberedTraces(messages, calls),
    captures,
    chargeFiles: books.files,
    ledgerAudit: () => books.lastAudit,
  };
}

function runningTrunks(around: WebAround): RunningTrunks {
  const { config, outgoing, trunks } = around;
  return {
    configured: config.trunks.map(trunkFromConfig),
    load: async (all) => {
      trunks.load(all);
      await outgoing.watch.load();
    },
    stateOf: (trunk) => stateOf(around, trunk),
    knowsSecret: outgoing.knowsSecret,
  };
}

function stateOf({ outgoing, calls, clock }: WebAround, trunk: Trunk): TrunkLiveState {
  const { watch, load, desk } = outgoing;
  const { incomingLoad } = calls;
  const { id } = trunk;
  const { sent, answered, rang, postDialMs } = desk.history.of(id);
  const nowMs = clock.now();
  return {
    up: watch.isUp(id),
    failures: watch.states().get(id)?.failures ?? 0,
    targets: watch.targetsOf(trunk).map((target) => ({
      ...target,
      answers: watch.hasAnswered(id, target),
    })),
    callsIn: incomingLoad.callsOf(id),
    callsOut: load.callsOf(id),
    newCallsIn: incomingLoad.newCallsOf(id, nowMs),
    newCallsOut: load.newCallsOf(id, nowMs),
    sent,
    answered,
    postDialMs: rang === 0 ? undefined : Math.round(postDialMs / rang),
  };
}

function systemState(
  { config, durable, mixer, ports, calls }: WebAround,
  version: string,
  startedMs: UtcMs,
): SystemState {
  const { rss, heapUsed } = process.memoryUsage();
  return {
    version,
    node: config.node,
    startedMs,
    calls: calls.size,
    mediaLegs: mixer.front.legCount,
    rtpPortsFree: ports.free,
    journalWaiting: durable.journal.waiting,
    store: durable.store.health(),
    workers: Array.from({ length: mixer.workerCount }, (_, worker) => {
      const { phasesLate, phasesSkipped } = mixer.counts(worker);
      return { legs: mixer.front.legsOf(worker), phasesLate, phasesSkipped };
    }),
    memory: { residentBytes: rss, heapUsedBytes: heapUsed },
  };
}
