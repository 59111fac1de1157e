import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { DEFAULT_OUTGOING_RIGHTS, type Account } from '../../../src/accounts/account.js';
import type { AccountId } from '../../../src/base/ids.js';
import { silentLog } from '../../../src/base/log.js';
import { monotonicMs, utcMs } from '../../../src/base/units.js';
import { OutboundDesk, type CallFacts } from '../../../src/call/outbound-desk.js';
import type { OutboundCall } from '../../../src/call/ports.js';
import { TrunkLoad } from '../../../src/call/trunk-load.js';
import { TrunkTable } from '../../../src/call/trunk-table.js';
import type { CallPurpose } from '../../../src/dialing/outbound-plan.js';
import { NodeQuota } from '../../../src/dialing/outgoing-quota.js';
import type { OutboundRule, Trunk } from '../../../src/dialing/trunk.js';
import { sampleAccount, sampleIds } from '../../support/store-samples.js';
import { sampleTrunk } from '../../support/trunks.js';

const test = suite('outbound desk');

const MOBILE = '+8613812341234';

const outward = (id: string, outbound: Partial<OutboundRule> = {}): Trunk =>
  sampleTrunk({
    id,
    outbound: { targets: [{ host: '192.0.2.1', port: 5060 }], callerNumbers: ['+861067011018'], ...outbound },
  });

class DeskWorld {
  nowMs = 0;
  readonly payer: Account = { ...sampleAccount(sampleIds()), id: 'account-1' as AccountId };
  facts: CallFacts | 'unavailable' = { payer: this.payer, optedOut: false, calledBefore: true };
  /** Lines that bookings are about to need. */
  held = 0;
  readonly down = new Set<string>();
  readonly told: string[] = [];
  readonly load = new TrunkLoad('outbound');
  readonly desk: OutboundDesk;

  constructor(...trunks: readonly Trunk[]) {
    const clock = { now: () => monotonicMs(this.nowMs), utcNow: () => utcMs(1_790_000_000_000 + this.nowMs) };
    const useStore = {
      recent: (_: AccountId, done: (slots: []) => void) => done([]),
      called: () => this.told.push('counted'),
      spent: (_: AccountId, spent: number) => this.told.push(`spent ${spent}`),
    };
    this.desk = new OutboundDesk({
      trunks: new TrunkTable(trunks),
      watch: {
        isUp: (id) => !this.down.has(id),
        targetsOf: ({ outbound }) => outbound.targets.map(({ host }) => ({ host, port: 5060 })),
        called: (id, how) => this.told.push(`${id} ${how}`),
      },
      load: this.load,
      facts: { find: (_, __, done) => done(this.facts) },
      quota: new NodeQuota(useStore, () => undefined),
      rules: { destinations: ['+86'] },
      priceOf: (e164) => (e164.startsWith('+86') ? 200_000 : undefined),
      secretOf: (name) => (name === 'carrier' ? 'geheim' : undefined),
      linesHeldFrom: ({ purpose }) => (purpose === 'host' ? 0 : this.held),
      clock,
      log: silentLog,
    });
  }

  /** What became of it: the call, or the code that bars it; undefined while it waits. */
  ask(e164 = MOBILE, purpose: CallPurpose = 'invitation', account?: AccountId | null): Asked {
    const asked: Asked = { outcome: undefined };
    const payer = account === null ? undefined : (account ?? this.payer.id);
    this.desk.plan({ account: payer, conference: undefined, called: { e164 }, purpose }, (plans) => {
      asked.outcome = plans.ok ? plans.value : plans.error.code;
    });
    return asked;
  }

  call(e164 = MOBILE): OutboundCall {
    const { outcome } = this.ask(e164);
    if (outcome === undefined || typeof outcome === 'string') throw new Error(outcome ?? 'waits');
    return outcome;
  }
}

interface Asked {
  outcome: OutboundCall | string | undefined;
}

test('a call goes out on the best trunk, with its numbers, its addresses and its password', () => {
  const credentials = { username: 'huitong', secret: 'carrier' };
  const world = new DeskWorld(outward('world', { prefixes: ['+'] }), outward('china', { credentials }));
  const call = world.call();
  assert.equal(
    call.plans.map(({ trunk, calledNumber, callerNumber }) => [trunk.id, calledNumber, callerNumber]),
    [
      ['china', '013812341234', '01067011018'],
      ['world', '013812341234', '01067011018'],
    ],
  );
  assert.equal(call.targetsOf(call.plans[0]!), [{ host: '192.0.2.1', port: 5060 }]);
  assert.is(call.passwordOf(call.plans[0]!), 'geheim');
  assert.is(call.passwordOf(call.plans[1]!), undefined);
});

test('a barred call says why [S41]', () => {
  const world = new DeskWorld(outward('carrier'));
  assert.is(world.ask('+86110').outcome, 'EMERGENCY_NUMBER');
  assert.is(world.ask('+85221234567').outcome, 'INTERNATIONAL_NOT_ALLOWED');
  world.facts = { payer: world.payer, optedOut: true, calledBefore: false };
  assert.is(world.ask().outcome, 'OPTED_OUT');
  const outgoing = { ...DEFAULT_OUTGOING_RIGHTS, stopped: true };
  world.facts = { payer: { ...world.payer, outgoing }, optedOut: false, calledBefore: false };
  assert.is(world.ask().outcome, 'OUTGOING_STOPPED');
  world.facts = { payer: undefined, optedOut: false, calledBefore: false };
  assert.is(world.ask().outcome, 'OUTGOING_STOPPED');
  assert.equal(world.told, []);
  assert.is(world.load.callsOf('carrier'), 0);
});

test('a number as keyed is read and looked at before it is called, and takes no place', () => {
  const world = new DeskWorld(outward('carrier'));
  const check = (keyed: string): unknown => {
    let answer: unknown;
    world.desk.check(keyed, world.payer.id, (result) => {
      answer = result.ok ? result.value : result.error.code;
    });
    return answer;
  };
  assert.equal(check('01062345678*801'), { e164: '+861062345678', extension: '801' });
  assert.is(check('62345678'), 'AREA_CODE_MISSING');
  assert.is(check('0085221234567'), 'INTERNATIONAL_NOT_ALLOWED');
  world.facts = { payer: world.payer, optedOut: true, calledBefore: false };
  assert.is(check('13812341234'), 'OPTED_OUT');
  world.facts = 'unavailable';
  assert.equal(check('13812341234'), { e164: MOBILE });
  assert.equal(world.told, []);
});

test('the house calls without limits of an account', () => {
  const world = new DeskWorld(outward('carrier'));
  world.facts = { payer: undefined, optedOut: true, calledBefore: false };
  assert.is(typeof world.ask(MOBILE, 'operator', null).outcome, 'object');
  assert.equal(world.told, []);
});

test('[S37] lines that bookings are about to need are left to them, of all trunks together', () => {
  const world = new DeskWorld(outward('carrier', { callsMax: 2 }), outward('other', { callsMax: 2 }));
  world.held = 3;
  const first = world.call();
  assert.ok(first.enter(first.plans[0]!, false));
  assert.is(world.ask().outcome, 'NO_TRUNK');
  assert.is(typeof world.ask(MOBILE, 'host').outcome, 'object', 'the booking itself has them');
  world.held = 2;
  assert.is(typeof world.ask().outcome, 'object');
});

test('lines without a limit are enough for bookings and everybody else', () => {
  const world = new DeskWorld(outward('carrier', { callsMax: 2 }), outward('other'));
  world.held = 1_000;
  assert.is(typeof world.ask().outcome, 'object');
});

test('while the store cannot tell, nobody is called', () => {
  const world = new DeskWorld(outward('carrier'));
  world.facts = 'unavailable';
  assert.is(world.ask().outcome, 'NO_TRUNK');
});

test('without a trunk that is up and has room there is no way, and nothing is counted', () => {
  const world = new DeskWorld(outward('carrier', { callsMax: 1 }));
  const first = world.call();
  const late = world.call();
  assert.ok(first.enter(first.plans[0]!, false));
  assert.is(world.ask().outcome, 'NO_TRUNK');
  assert.not(late.enter(late.plans[0]!, false));
  late.over('failed', 0);
  first.over('failed', 0);
  world.down.add('carrier');
  assert.is(world.ask().outcome, 'NO_TRUNK');
  assert.equal(world.told, ['counted', 'counted']);
});

test('a limit that is reached bars, until a leg is over', () => {
  const world = new DeskWorld(outward('carrier'));
  const outgoing = { ...DEFAULT_OUTGOING_RIGHTS, legsMax: 1 };
  world.facts = { payer: { ...world.payer, outgoing }, optedOut: false, calledBefore: true };
  const call = world.call();
  assert.is(world.ask().outcome, 'LEGS_AT_ONCE_LIMIT');
  call.over('failed', 0);
  assert.is(typeof world.ask().outcome, 'object');
});

test('fail-over gives up the place on the first trunk, which counts as unreachable when it gave no answer [C4] [C14]', () => {
  const world = new DeskWorld(outward('a'), outward('b'));
  const call = world.call();
  const [first, second] = call.plans;
  assert.ok(call.enter(first!, false));
  assert.equal([world.load.callsOf('a'), world.load.callsOf('b')], [1, 0]);
  assert.ok(call.enter(second!, true));
  assert.equal([world.load.callsOf('a'), world.load.callsOf('b')], [0, 1]);
  call.over('answered', 12_000);
  assert.equal([world.load.callsOf('a'), world.load.callsOf('b')], [0, 0]);
  assert.equal(world.told, ['counted', 'a unreachable', 'b answered', 'spent 200000']);
});

test('fail-over after an answer tells nothing of the first trunk [C14]', () => {
  const world = new DeskWorld(outward('a'), outward('b'));
  const call = world.call();
  assert.ok(call.enter(call.plans[0]!, false));
  assert.ok(call.enter(call.plans[1]!, false));
  call.over('failed', 0);
  assert.equal(world.told, ['counted']);
  assert.equal([world.load.callsOf('a'), world.load.callsOf('b')], [0, 0]);
});

test('a trunk that has filled up meanwhile is not entered', () => {
  const world = new DeskWorld(outward('a'), outward('b', { callsMax: 1 }));
  const call = world.call();
  world.load.enter(outward('b', { callsMax: 1 }), monotonicMs(0));
  assert.ok(call.enter(call.plans[0]!, false));
  assert.not(call.enter(call.plans[1]!, true));
  call.over('unreachable', 0);
  assert.equal(world.told, ['counted', 'a unreachable']);
  assert.equal([world.load.callsOf('a'), world.load.callsOf('b')], [0, 1]);
});

test('over counts once, and tells the trunk nothing of a call that was busy, never sent, or answered long ago', () => {
  const world = new DeskWorld(outward('carrier'));
  const endings = [
    ['failed', 0, true],
    ['unreachable', 0, false],
    ['answered', 3_600_000, true],
  ] as const;
  for (const [how, spokenMs, isSent] of endings) {
    const call = world.call();
    if (isSent) call.enter(call.plans[0]!, false);
    call.over(how, spokenMs);
    call.over(how, spokenMs);
    assert.not(call.enter(call.plans[0]!, false));
  }
  assert.is(world.load.callsOf('carrier'), 0);
  assert.equal(world.told, ['counted', 'counted', 'counted', 'spent 12000000']);
});

test('a trunk at its rate is planned, and tells when it is entered that it is not its turn', () => {
  const world = new DeskWorld(outward('a', { callsPerSecondMax: 1 }), outward('b'));
  const calls = [world.call(), world.call()];
  const entered = calls.map((call) => call.plans.map((plan) => call.enter(plan, false))[0]);
  assert.equal(entered, [true, false]);
  world.nowMs = 1_000;
  const call = world.call();
  assert.ok(call.enter(call.plans[0]!, false));
});

test('a call that had its turn on its first trunk enters it later, and another trunk by the rate of that one', () => {
  const world = new DeskWorld(outward('a', { callsPerSecondMax: 1 }), outward('b', { callsPerSecondMax: 1 }));
  const [inTurn, other] = [world.call(), world.call()];
  assert.is(inTurn.takeTurn(), 0);
  assert.is(other.takeTurn(), 1_000);
  world.nowMs = 12;
  assert.not(other.enter(other.plans[0]!, false));
  assert.ok(inTurn.enter(inTurn.plans[0]!, false));
  assert.ok(other.enter(other.plans[1]!, false));
  assert.not(inTurn.enter(inTurn.plans[1]!, false));
});

test.run();
