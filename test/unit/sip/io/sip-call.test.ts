import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { systemClock } from '../../../../src/base/clock.js';
import { silentLog } from '../../../../src/base/log.js';
import { secureRandom } from '../../../../src/base/random.js';
import type { SipCommand, SipEvent, SocketId } from '../../../../src/sip/endpoint-api.js';
import { SipEndpoint } from '../../../../src/sip/endpoint.js';
import { SipRunner } from '../../../../src/sip/io/sip-runner.js';
import { CALL, outgoing } from '../../../support/sip-callee.js';
import { SDP, TEST_LIMITS } from '../../../support/sip-peer.js';

const it = suite('a call between two SIP runners on real sockets');

/** Short timers, so that what is lost comes again within the test. */
const TIMERS = { t1Ms: 20, t2Ms: 80, t4Ms: 50 };
const WAIT_MS_MAX = 5000;

type Reaction = (event: SipEvent) => SipCommand | undefined;

/** A runner whose call layer reacts at once. */
class Party {
  readonly events: SipEvent[] = [];
  runner!: SipRunner;
  #arrival: (() => void) | undefined;

  static async start(react: Reaction): Promise<Party> {
    const party = new Party();
    const endpoint = new SipEndpoint({
      random: secureRandom(),
      timers: TIMERS,
      limits: TEST_LIMITS,
      log: silentLog,
      trunksOf: () => [{ id: 'carrier' }],
      advertised: (socket) => party.runner.locals[socket],
      userAgent: 'test',
      drainRetryAfterS: 1,
    });
    const onEvent = (event: SipEvent): void => {
      party.events.push(event);
      const command = react(event);
      if (command !== undefined) party.runner.command(command);
      party.#arrival?.();
    };
    const bind = [{ host: '127.0.0.1', port: 0 }];
    party.runner = await SipRunner.start({ endpoint, bind, clock: systemClock, log: silentLog, onEvent });
    return party;
  }

  async said(type: SipEvent['type']): Promise<void> {
    const untilMs = systemClock.now() + WAIT_MS_MAX;
    while (!this.events.some((event) => event.type === type)) {
      assert.ok(systemClock.now() < untilMs, `${type} in time`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, WAIT_MS_MAX);
        this.#arrival = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  get types(): string[] {
    return this.events.map(({ type }) => type);
  }
}

async function between(calling: Reaction, called: Reaction, test: (us: Party, peer: Party) => Promise<void>) {
  const us = await Party.start(calling);
  const peer = await Party.start(called);
  try {
    await test(us, peer);
  } finally {
    await us.runner.stop();
    await peer.runner.stop();
  }
}

const invite = (us: Party, peer: Party): void => {
  const targets = [{ host: '127.0.0.1', port: 9 }, peer.runner.locals[0]!];
  us.runner.command({
    type: 'invite',
    session: CALL,
    invite: outgoing({ socket: 0 as SocketId, targets, firstAnswerMs: 100 }),
  });
};

it('goes on to the second target, is answered and hung up', () =>
  between(
    (event) => (event.type === 'answered' ? { type: 'acknowledge', session: event.session } : undefined),
    (event) => {
      switch (event.type) {
        case 'incoming':
          return { type: 'accept', session: event.session, sdp: SDP };
        case 'confirmed':
          return { type: 'bye', session: event.session };
        default:
          return undefined;
      }
    },
    async (us, peer) => {
      invite(us, peer);
      await us.said('ended');
      await peer.said('ended');
      assert.equal(us.types, ['answered', 'ended']);
      assert.equal(peer.types, ['incoming', 'confirmed', 'ended']);
    },
  ));

it('is cancelled while it rings', () =>
  between(
    (event) => (event.type === 'progressed' ? { type: 'cancel', session: event.session } : undefined),
    (event) =>
      event.type === 'incoming' ? { type: 'progress', session: event.session, status: 180 } : undefined,
    async (us, peer) => {
      invite(us, peer);
      await us.said('ended');
      assert.equal(us.types, ['progressed', 'ended']);
      assert.equal(peer.types, ['incoming', 'ended']);
    },
  ));

it.run();
