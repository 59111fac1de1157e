import { fail, ok } from '../../src/base/result.js';
import type { Outbound } from '../../src/call/ports.js';
import type { BarCode } from '../../src/dialing/call-result.js';
import type { OutboundPlan, OutboundRequest } from '../../src/dialing/outbound-plan.js';
import type { Trunk } from '../../src/dialing/trunk.js';
import { sampleTrunk } from './trunks.js';

type Plans = Parameters<Parameters<Outbound['plan']>[1]>[0];
export type Over = readonly [how: 'answered' | 'failed' | 'unreachable', spokenMs: number];

/** Every call goes out, on one trunk after another, unless it is barred. */
export class FakeOutbound implements Outbound {
  trunks: readonly Trunk[] = [sampleTrunk({ outbound: { callerNumbers: ['+861067011018'] } })];
  bar: BarCode | undefined;
  /** Answers wait until `settle`. */
  isSlow = false;
  /** Trunks without a free place. */
  readonly full = new Set<string>();
  readonly requests: OutboundRequest[] = [];
  /** One for each plan that was given. */
  readonly ends: Over[] = [];
  given = 0;
  #waiting: (() => void)[] = [];

  plan(request: OutboundRequest, done: (plans: Plans) => void): void {
    this.requests.push(request);
    if (this.isSlow) this.#waiting.push(() => done(this.#plansOf(request)));
    else done(this.#plansOf(request));
  }

  settle(): void {
    for (const done of this.#waiting.splice(0)) done();
  }

  #plansOf({ called }: OutboundRequest): Plans {
    if (this.bar !== undefined) return fail({ code: this.bar });
    this.given += 1;
    const plans = this.trunks.map((trunk): OutboundPlan => ({
      trunk,
      calledNumber: called.e164.slice(1),
      callerNumber: '01067011018',
      callerE164: '+861067011018',
    }));
    return ok({
      plans,
      takeTurn: () => 0,
      enter: ({ trunk }) => !this.full.has(trunk.id),
      targetsOf: () => [{ host: '192.0.2.7', port: 5060 }],
      passwordOf: () => undefined,
      over: (how, spokenMs) => void this.ends.push([how, spokenMs]),
    });
  }
}
