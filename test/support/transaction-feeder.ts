import { monotonicMs, type MonotonicMs } from '../../src/base/units.js';
import { Headers } from '../../src/sip/headers.js';
import type { SipResponse } from '../../src/sip/message.js';

interface Machine<Input> {
  readonly deadlineMs: MonotonicMs | undefined;
  readonly terminated: boolean;
  handle(input: Input | { type: 'timer' }, nowMs: MonotonicMs): readonly MachineEffect[];
}

type MachineEffect =
  | { readonly type: 'send'; readonly bytes: Uint8Array }
  | { readonly type: 'response'; readonly response: SipResponse }
  | { readonly type: 'ack' | 'timeout' | 'transport-error' };

/** Bytes that stand for a message of this name. */
export const namedBytes = (name: string): Uint8Array => Buffer.from(name, 'latin1');
export const statusBytes = (status: number): Uint8Array => namedBytes(String(status));

export const response = (status: number): SipResponse => ({
  kind: 'response',
  version: 'SIP/2.0',
  status,
  reason: '',
  headers: new Headers([]),
  body: new Uint8Array(0),
});

const words = (effect: MachineEffect): string => {
  switch (effect.type) {
    case 'send':
      return `send ${Buffer.from(effect.bytes).toString('latin1')}`;
    case 'response':
      return `response ${effect.response.status}`;
    default:
      return effect.type;
  }
};

/** Feeds a transaction machine in virtual time and writes down its effects as words. */
export function feeder<Input>(machine: Machine<Input>) {
  let nowMs = monotonicMs(0);
  return {
    get nowMs() {
      return nowMs;
    },
    get deadlineMs() {
      return machine.deadlineMs;
    },
    get terminated() {
      return machine.terminated;
    },
    at(ms: number) {
      nowMs = monotonicMs(ms);
    },
    feed: (input: Input): string[] => machine.handle(input, nowMs).map(words),
    /** Fires every timer at its time until none runs or `untilMs`; each effect with its time. */
    runOut(untilMs = Infinity): string[] {
      const log: string[] = [];
      for (let next = machine.deadlineMs; next !== undefined && next <= untilMs; next = machine.deadlineMs) {
        nowMs = next;
        log.push(...machine.handle({ type: 'timer' }, nowMs).map((effect) => `${nowMs} ${words(effect)}`));
      }
      return log;
    },
  };
}
