import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { OperatorId } from '../../../src/base/ids.js';
import { BrowserSeats, SeatsBeforeTrunks } from '../../../src/call/browser-seats.js';
import type { OutboundCall } from '../../../src/call/ports.js';
import type { CalledParty } from '../../../src/dialing/called-party.js';
import type { HostPort } from '../../../src/sip/message.js';
import { FakeOutbound } from '../../support/fake-outbound.js';

const test = suite('the browsers of operators');

const OPERATOR = 'operator-1' as OperatorId;
const OTHER = 'operator-2' as OperatorId;
const [FIRST, SECOND] = [
  { host: '203.0.113.60', port: 50_200 },
  { host: '203.0.113.60', port: 50_201 },
];
const TELEPHONE: CalledParty = { e164: '+8613911112222' };
const BROWSER: CalledParty = { ...TELEPHONE, browser: OPERATOR };

/** Seats before a carrier that takes every call. */
class World {
  readonly seats = new BrowserSeats();
  readonly carrier = new FakeOutbound();
  readonly busy = new Set<HostPort>();
  readonly #outbound = new SeatsBeforeTrunks(this.seats, (source) => !this.busy.has(source), this.carrier);

  /** What a call to this party would be, or why there is none. */
  plan(called: CalledParty): OutboundCall | string {
    let planned: OutboundCall | string = 'nothing';
    this.#outbound.plan(
      { account: undefined, conference: undefined, called, purpose: 'operator' },
      (plans) => (planned = plans.ok ? plans.value : plans.error.code),
    );
    return planned;
  }

  /** Where a call to the operator's browser goes. */
  goesTo(): readonly HostPort[] | string {
    const call = this.plan(BROWSER);
    return typeof call === 'string' ? call : call.targetsOf(call.plans[0]!);
  }
}

test('a browser is called over its connection, by no trunk', () => {
  const world = new World();
  world.seats.connected(FIRST, OPERATOR);
  assert.equal(world.goesTo(), [FIRST]);
  assert.is(world.carrier.requests.length, 0);
});

test('a telephone is called by trunk, also while its owner has a browser', () => {
  const world = new World();
  world.seats.connected(FIRST, OPERATOR);
  const call = world.plan(TELEPHONE);
  assert.is(typeof call === 'string' ? call : call.plans[0]?.trunk.id, 'carrier');
});

test('of several pages the last one rings, and when it is closed the one before', () => {
  const world = new World();
  world.seats.connected(FIRST, OPERATOR);
  world.seats.connected(SECOND, OPERATOR);
  assert.equal(world.goesTo(), [SECOND]);
  world.seats.disconnected({ ...SECOND }, OPERATOR);
  assert.equal(world.goesTo(), [FIRST]);
});

test('who has gone, or never came, is congested: the next operator is tried', () => {
  const world = new World();
  assert.is(world.goesTo(), 'NO_TRUNK');
  world.seats.connected(FIRST, OTHER);
  assert.is(world.goesTo(), 'NO_TRUNK');
  world.seats.connected(FIRST, OPERATOR);
  world.seats.disconnected(FIRST, OPERATOR);
  assert.equal([world.goesTo(), world.seats.has(OPERATOR)], ['NO_TRUNK', false]);
});

test('a connection with a call gets no second one, also when that begins in between', () => {
  const world = new World();
  world.seats.connected(FIRST, OPERATOR);
  const call = world.plan(BROWSER);
  world.busy.add(FIRST);
  assert.is(world.goesTo(), 'NO_TRUNK');
  assert.is(typeof call === 'string' ? call : call.enter(call.plans[0]!, false), false);
});

test.run();
