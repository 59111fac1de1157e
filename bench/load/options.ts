import { parseArgs } from 'node:util';
import { TALKERS_MAX } from './cast.js';
import type { PacketIoName } from '../../src/mixer/io/packet-io.js';
import type { PortRange } from './wire.js';

export interface LoadOptions {
  readonly server: { readonly address: string; readonly port: number };
  readonly localAddress: string;
  /** Even ports of this range become the callers' RTP ports. */
  readonly ports: PortRange;
  readonly callers: number;
  readonly roomSize: number;
  /** How many of each room speak; the others send silence. */
  readonly talkers: number;
  readonly seconds: number;
  readonly rampPerSecond: number;
  readonly seed: number;
  readonly lossPct: number;
  readonly jitterMs: number;
  /** The called number; %d becomes the number of the room, from 1. */
  readonly pattern: string;
  /** The server's process, when it runs on this machine and its processor time shall be counted. */
  readonly serverPid: number | undefined;
}

export const LOAD_USAGE = `usage: node dist/bench/load/main.js [options]
  --server 127.0.0.1:5060   where to call            --local 127.0.0.1      our own address
  --callers 30              how many callers         --room-size 3          callers in a room
  --talkers N               talkers a room (all, at most ${TALKERS_MAX})
  --seconds 8               measured time            --ramp 100             calls a second
  --seed 1                  of loss and jitter       --pattern 88%d         called number, %d is the room
  --loss 0                  % of our packets lost    --jitter-ms 0          random delay of our packets, at most
  --ports 10000-19999       local ports              --json FILE            write the full report
  --packet-io NAME          io_uring, mmsg or dgram (the best that works)
  --server-pid PID          count this process's CPU while measuring`;

const DEFAULTS = {
  server: '127.0.0.1:5060',
  local: '127.0.0.1',
  callers: '30',
  'room-size': '3',
  seconds: '8',
  ramp: '100',
  seed: '1',
  pattern: '88%d',
  loss: '0',
  'jitter-ms': '0',
  ports: '10000-19999',
};

export interface LoadCommand {
  readonly options: LoadOptions;
  readonly jsonFile: string | undefined;
  /** Which way of moving packets is tried first; the best of this machine when undefined. */
  readonly packetIo: PacketIoName | undefined;
}

/** Throws an Error with a message for the person at the keyboard. */
export function parseLoadCommand(args: readonly string[]): LoadCommand {
  const names = [...Object.keys(DEFAULTS), 'talkers', 'json', 'packet-io', 'server-pid'];
  const { values } = parseArgs({
    args: [...args],
    options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
  });
  const text = (name: keyof typeof DEFAULTS): string => values[name] ?? DEFAULTS[name];
  const number = (name: keyof typeof DEFAULTS, min: number, max: number): number =>
    numberIn(name, text(name), min, max);
  const roomSize = number('room-size', 1, 10_000);
  const everybody = Math.min(roomSize, TALKERS_MAX);
  return {
    options: {
      server: parseHostPort(text('server')),
      localAddress: text('local'),
      ports: parsePorts(text('ports')),
      callers: number('callers', 1, 10_000),
      roomSize,
      talkers:
        values['talkers'] === undefined ? everybody : numberIn('talkers', values['talkers'], 0, everybody),
      seconds: number('seconds', 2, 86_400),
      rampPerSecond: number('ramp', 1, 10_000),
      seed: number('seed', 0, 0xffff_ffff),
      lossPct: number('loss', 0, 100),
      jitterMs: number('jitter-ms', 0, 1000),
      pattern: text('pattern'),
      serverPid:
        values['server-pid'] === undefined
          ? undefined
          : numberIn('server-pid', values['server-pid'], 1, 2 ** 22),
    },
    jsonFile: values['json'],
    packetIo: parsePacketIo(values['packet-io']),
  };
}

export function numberIn(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (text === '' || !(value >= min && value <= max))
    throw new Error(`--${name} ${text}: a number from ${min} to ${max}`);
  return value;
}

function parsePacketIo(text: string | undefined): PacketIoName | undefined {
  if (text === undefined || text === 'io_uring' || text === 'mmsg' || text === 'dgram') return text;
  throw new Error(`--packet-io ${text}: io_uring, mmsg or dgram`);
}

export function parseHostPort(text: string): { readonly address: string; readonly port: number } {
  const match = /^(\d+\.\d+\.\d+\.\d+):(\d+)$/.exec(text);
  if (match === null) throw new Error(`--server ${text}: an IPv4 address and a port, like 127.0.0.1:5060`);
  return { address: match[1]!, port: Number(match[2]) };
}

export function parsePorts(text: string): PortRange {
  const match = /^(\d+)-(\d+)$/.exec(text);
  if (match === null) throw new Error(`--ports ${text}: a range like 10000-19999`);
  return { first: Number(match[1]), last: Number(match[2]) };
}
