import type { PacketIo } from '../../src/mixer/io/packet-io.js';
import { rounded, spread, type Spread } from '../percentile.js';
import type { Caller, Usage } from './caller.js';
import type { Part } from './cast.js';
import type { LoadOptions } from './options.js';
import { hearsOneVoice, type Heard } from './reception.js';
import type { Verdict } from './sound-window.js';
import { FRAME_MS } from './tones.js';
import type { UacCounts } from './uac.js';

export interface LoadReport {
  readonly options: LoadOptions;
  readonly callers: number;
  /** Answered with 200, and still up at the end of the measurement. */
  readonly up: number;
  /** Up, not starved, no gap, every window of sound right. */
  readonly good: number;
  /** Fewer than 98 % of the packets, or a window without any of the room-mates. */
  readonly starved: number;
  /** Callers with a gap over 60 ms: between packets, in the sequence numbers, or of silence. */
  readonly gaps: number;
  /** Callers with a window in which a room-mate was missing or a stranger or its own voice was heard. */
  readonly wrongMixes: number;
  readonly windows: Readonly<Record<Verdict, number>>;
  readonly packetsExpected: number;
  readonly packetsReceived: number;
  readonly longestGapMs: number;
  /** Blocks that should have carried a voice and were silent or never came. */
  readonly silentBlocksPct: number;
  /** Blocks that were silent, broken (skipped, repeated, swapped sound) or never came, where one voice was to be heard. */
  readonly badBlocksPct: number | undefined;
  readonly malformedPackets: number;
  readonly inviteTo200Ms: Spread;
  /** Requests sent again and answers received again. */
  readonly retransmissions: number;
  readonly failures: Readonly<Record<string, number>>;
  /** How late this generator itself was with its sends; a large figure spoils the whole measurement. */
  readonly ownLagMs: Spread;
  readonly ownCpuPct: number;
  /** Of one core, all threads of the server together; undefined when its process is not known. */
  readonly serverCpuPct: number | undefined;
  readonly serverResidentMb: number | undefined;
  readonly packetIo: string;
  readonly sendFailed: number;
  readonly receiveDropped: number;
  readonly droppedOnPurpose: number;
}

const STARVED_BELOW = 0.98;

interface RunResult {
  readonly options: LoadOptions;
  readonly callers: readonly Caller[];
  readonly uac: UacCounts;
  readonly packetIo: PacketIo;
  readonly droppedOnPurpose: number;
  readonly lagMs: readonly number[];
  readonly used: Usage;
  readonly serverResidentMb: number;
}

export function summarise(run: RunResult): LoadReport {
  const pct = (cpuUs: number): number => rounded(cpuUs / (run.options.seconds * 1e4), 1);
  const expectedEach = (run.options.seconds * 1000) / FRAME_MS;
  const judged = run.callers.map((caller) => judge(caller, expectedEach));
  const heard = run.callers.flatMap(({ reception }) => (reception === undefined ? [] : [reception.heard]));
  const count = (holds: (judgement: Judgement) => boolean): number => judged.filter(holds).length;
  const sum = (value: (each: (typeof heard)[number]) => number): number =>
    heard.reduce((total, each) => total + value(each), 0);
  const answered = run.callers.filter(({ state }) => state === 'up' || state === 'ended');
  const heardWhere = (holds: (part: Part) => boolean): readonly Heard[] =>
    run.callers.flatMap(({ part, reception }) =>
      reception !== undefined && holds(part) ? [reception.heard] : [],
    );
  return {
    options: run.options,
    callers: run.callers.length,
    up: count((each) => each.up),
    good: count((each) => each.up && !each.starved && !each.gap && !each.wrong),
    starved: count((each) => each.starved),
    gaps: count((each) => each.gap),
    wrongMixes: count((each) => each.wrong),
    windows: {
      right: sum((each) => each.windows.right),
      starved: sum((each) => each.windows.starved),
      echo: sum((each) => each.windows.echo),
      wrong: sum((each) => each.windows.wrong),
    },
    packetsExpected: expectedEach * run.callers.length,
    packetsReceived: sum((each) => each.packets),
    longestGapMs: rounded(Math.max(0, ...heard.map((each) => each.longestGapMs))),
    silentBlocksPct: shareOfBlocks(heardWhere(hearsSomebody), (each) => each.silentBlocks) ?? 100,
    badBlocksPct: shareOfBlocks(heardWhere(hearsOneVoice), (each) => each.badBlocks),
    malformedPackets: sum((each) => each.malformed),
    inviteTo200Ms: spread(answered.map(({ setupMs }) => setupMs)),
    retransmissions: run.uac.resent + run.uac.repeatedAnswers,
    failures: tally(run.callers.map(failureOf).filter((reason) => reason !== '')),
    ownLagMs: spread(run.lagMs),
    ownCpuPct: pct(run.used.ownUs),
    serverCpuPct: run.options.serverPid === undefined ? undefined : pct(run.used.serverUs),
    serverResidentMb: run.options.serverPid === undefined ? undefined : run.serverResidentMb,
    packetIo: run.packetIo.name,
    sendFailed: run.packetIo.counters.sendFailed,
    receiveDropped: run.packetIo.counters.receiveDropped,
    droppedOnPurpose: run.droppedOnPurpose,
  };
}

/** Blocks of a kind and those that never came, in % of all that should have come. */
function shareOfBlocks(heard: readonly Heard[], ofKind: (each: Heard) => number): number | undefined {
  const counted = heard.reduce((total, each) => total + ofKind(each) + each.missing, 0);
  const all = heard.reduce((total, each) => total + each.packets + each.missing, 0);
  return all === 0 ? undefined : rounded((100 * counted) / all, 3);
}

const hearsSomebody = ({ mateHz }: Part): boolean => mateHz.length > 0;

interface Judgement {
  readonly up: boolean;
  readonly starved: boolean;
  readonly gap: boolean;
  readonly wrong: boolean;
}

function judge({ reception, endedEarly, part }: Caller, expectedPackets: number): Judgement {
  if (reception === undefined) return { up: false, starved: true, gap: false, wrong: false };
  const { packets, windows, arrivalGaps, sequenceGaps, soundGaps } = reception.heard;
  // A caller alone in its room has nobody to hear: any complete window without its own voice is right.
  const listened = windows.right + windows.wrong + windows.echo + windows.starved > 0;
  const alone = part.mateHz.length === 0;
  return {
    up: !endedEarly,
    starved: packets < STARVED_BELOW * expectedPackets || !listened || (!alone && windows.starved > 0),
    gap: arrivalGaps + sequenceGaps + soundGaps > 0,
    wrong: windows.wrong + windows.echo > 0,
  };
}

const failureOf = ({ failure, endedEarly }: Caller): string => (endedEarly ? 'server hung up' : failure);

function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

/** The few lines a person wants to see. */
export function describeReport(report: LoadReport): string {
  const rows: readonly (readonly [string, string])[] = [
    [
      'callers',
      `${report.callers} (rooms of ${report.options.roomSize}), ${report.up} up, ${report.good} good`,
    ],
    ['faults', `${report.starved} starved, ${report.gaps} with gaps, ${report.wrongMixes} with wrong mixes`],
    [
      'windows',
      Object.entries(report.windows)
        .map(([name, count]) => `${count} ${name}`)
        .join(', '),
    ],
    [
      'packets',
      `${report.packetsReceived} of ${report.packetsExpected}, longest gap ${report.longestGapMs} ms`,
    ],
    ['silent blocks', `${report.silentBlocksPct} %`],
    ...(report.badBlocksPct === undefined ? [] : [['silent or broken', `${report.badBlocksPct} %`] as const]),
    ['INVITE to 200', `p50 ${report.inviteTo200Ms.p50} ms, p99 ${report.inviteTo200Ms.p99} ms`],
    ['retransmissions', String(report.retransmissions)],
    [
      'generator',
      `${report.ownCpuPct} % CPU, late p99 ${report.ownLagMs.p99} ms, max ${report.ownLagMs.max} ms, ${report.packetIo}`,
    ],
    ...(report.serverCpuPct === undefined
      ? []
      : [['server', `${report.serverCpuPct} % CPU, ${report.serverResidentMb} MB`] as const]),
    ...Object.entries(report.failures).map(([reason, count]) => ['failed', `${count} × ${reason}`] as const),
  ];
  return rows.map(([name, value]) => `${name.padEnd(16)} ${value}`).join('\n');
}
