import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Clock } from '../../../src/base/clock.js';
import type { AccountId, ConferenceId, ParticipantId } from '../../../src/base/ids.js';
import { silentLog } from '../../../src/base/log.js';
import { ok } from '../../../src/base/result.js';
import { OutboundDesk } from '../../../src/call/outbound-desk.js';
import { TrunkLoad } from '../../../src/call/trunk-load.js';
import { TrunkTable } from '../../../src/call/trunk-table.js';
import { NodeQuota } from '../../../src/dialing/outgoing-quota.js';
import { CallRunnerWorld } from '../../support/call-runner-world.js';
import { sampleAccount, sampleIds } from '../../support/store-samples.js';
import { sampleTrunk } from '../../support/trunks.js';

const test = suite('dialler');
const ACCOUNT = 'account-1' as AccountId;
const HOST = '+8613800000000';

const numbers = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `+861390000${String(1_000 + i)}`);
const party = (e164: string) => ({ called: { e164 } });

interface Started {
  readonly world: CallRunnerWorld;
  readonly conference: ConferenceId;
}

/** An instant conference whose host has pressed 1. */
function started(others: readonly string[], world = new CallRunnerWorld()): Started {
  const result = world.control.startInstant({
    account: ACCOUNT,
    language: 'zh-CN',
    host: party(HOST),
    others: others.map(party),
  });
  if (!result.ok) throw new Error(result.error.code);
  const session = world.callTo(HOST.slice(1));
  world.advance(3_000);
  world.press(world.answer(session), '1');
  return { world, conference: result.value.conference };
}

function invite(world: CallRunnerWorld, conference: ConferenceId, e164: string): void {
  const participant = `party-${e164}` as ParticipantId;
  const invitees = [{ participant, ...party(e164), role: 'attendee', greeting: 'invited' }] as const;
  world.conferences.dispatch({ type: 'invite', invitees }, conference, { kind: 'owner', account: ACCOUNT });
}

/** Every call may go out, on a trunk that takes one a second. */
function slowDesk(clock: Clock): OutboundDesk {
  const payer = { ...sampleAccount(sampleIds()), id: ACCOUNT };
  const outbound = {
    targets: [{ host: '192.0.2.7', port: 5060 }],
    callerNumbers: ['+861067011018'],
    numberFormat: 'e164-without-plus',
    callsPerSecondMax: 1,
  } as const;
  return new OutboundDesk({
    trunks: new TrunkTable([sampleTrunk({ outbound })]),
    watch: {
      isUp: () => true,
      targetsOf: () => [{ host: '192.0.2.7', port: 5060 }],
      called: () => undefined,
    },
    load: new TrunkLoad('outbound'),
    facts: { find: (_, __, done) => done({ payer, optedOut: false, calledBefore: true }) },
    quota: new NodeQuota(
      { recent: (_, done) => done([]), called: () => undefined, spent: () => undefined },
      () => undefined,
    ),
    rules: { destinations: ['+86'] },
    priceOf: () => 200_000,
    secretOf: () => undefined,
    linesHeldFrom: () => 0,
    clock,
    log: silentLog,
  });
}

const invites = (world: CallRunnerWorld): number => world.sip.filter(({ type }) => type === 'invite').length;

test('the host is called first, and the others when it has pressed 1 [S35]', () => {
  const world = new CallRunnerWorld();
  world.control.startInstant({
    account: ACCOUNT,
    language: 'zh-CN',
    host: party(HOST),
    others: [party('+8613900001000')],
  });
  const host = world.answer(world.callTo(HOST.slice(1)));
  world.advance(5_000);
  assert.ok(world.spokenTo(host).includes('host-confirm'));
  assert.equal(world.callsTo('8613900001000'), []);
  world.press(host, '1');
  assert.is(world.callsTo('8613900001000').length, 1);
  assert.equal(
    world.outbound.requests.map(({ purpose, account }) => [purpose, account]),
    [
      ['host', ACCOUNT],
      ['invitation', ACCOUNT],
    ],
  );
  assert.equal(
    world.charging.joined.map(({ kind, service }) => [kind, service]),
    [['host-callback', 'instant']],
  );
});

test("20 parties are all dialled within 2.5 s of the host's 1 [S35]", () => {
  const { world } = started(numbers(20));
  const atMs = world.nowMs;
  world.advance(2_500);
  world.openLegs();
  assert.is(invites(world), 21);
  assert.is(world.nowMs - atMs, 2_500);
});

test('a large group is dialled at ten calls a second, and holds up no other conference [S35]', () => {
  const { world } = started(numbers(29));
  world.advance(999);
  world.openLegs();
  assert.is(invites(world), 1 + 10);
  started(['+8613700000001'], world);
  assert.is(world.callsTo('8613700000001').length, 1);
});

test('a slower trunk sets the pace, each conference in its turn [S35]', () => {
  const { world, conference: small } = started([]);
  world.outbound.trunks = [sampleTrunk({ outbound: { callsPerSecondMax: 2 } })];
  started(numbers(10), world);
  const before = invites(world);
  invite(world, small, '+8613700000001');
  world.advance(1_000);
  assert.is(world.callsTo('8613700000001').length, 1);
  assert.ok(invites(world) - before <= 3, 'two a second');
  world.advance(5_000);
  world.openLegs();
  assert.is(invites(world) - before, 10 + 1);
});

test('who had its turn on the trunk is not turned away when its leg opens sooner than that of the one before [S35]', () => {
  const { world, conference } = started([], new CallRunnerWorld(undefined, slowDesk));
  for (const number of numbers(3)) invite(world, conference, number);
  const before = invites(world);
  for (const openingMs of [12, 4, 30]) {
    world.advance(openingMs);
    world.openLegs();
    world.advance(1_000 - openingMs);
  }
  assert.equal(world.failures(), []);
  assert.is(invites(world) - before, 3);
});

test('a call that waits for its trunk is given up with its place, and the next one has its turn', () => {
  const { world, conference } = started([]);
  world.outbound.trunks = [sampleTrunk({ outbound: { callsPerSecondMax: 1 } })];
  for (const number of numbers(3)) invite(world, conference, number);
  world.advance(300);
  const participant = `party-${numbers(3)[1]}` as ParticipantId;
  const owner = { kind: 'owner', account: ACCOUNT } as const;
  world.conferences.dispatch({ type: 'hang-up', participant }, conference, owner);
  assert.equal(world.failures(), ['cancelled']);
  assert.equal(world.outbound.ends, [['failed', 0]]);
  world.advance(2_000);
  assert.is(world.callsTo(numbers(3)[1]!.slice(1)).length, 0);
  assert.is(world.callsTo(numbers(3)[2]!.slice(1)).length, 1);
});

test('a lost host is rung again at once, however many of its group still wait [S36]', () => {
  const { world } = started(numbers(599));
  const other = world.answer(world.callTo(numbers(1)[0]!.slice(1)));
  world.finishPlays(other);
  world.hangUp(world.callTo(HOST.slice(1)), 41);
  world.advance(1_000);
  assert.is(world.callsTo(HOST.slice(1)).length, 2);
  assert.ok(invites(world) < 100, 'most of the group wait still');
});

test('a consultation is first in the line of a slow trunk, and holds up no turn of its conference [S20]', () => {
  const { world, conference } = started([]);
  world.outbound.trunks = [sampleTrunk({ outbound: { callsPerSecondMax: 1 } })];
  for (const number of numbers(20)) invite(world, conference, number);
  world.advance(3_000);
  world.openLegs();
  const before = invites(world);
  const host = world.legOf(world.callTo(HOST.slice(1)));
  world.desk = () => ({ type: 'callee', result: ok({ e164: '+8613700000001' }) });
  world.press(host, '*6');
  world.finishPlays(host);
  world.press(host, '13700000001#');
  world.advance(1_000);
  assert.is(world.callsTo('8613700000001').length, 1);
  assert.is(invites(world) - before, 1);
});

test('a call that finds too many before its trunk has failed, and holds up nobody of its conference', () => {
  const pace = { perSecond: 10, waitingMax: 1 };
  const { world, conference } = started([], new CallRunnerWorld(undefined, undefined, pace));
  const { conference: other } = started([], world);
  const { conference: third } = started([], world);
  world.advance(3_000);
  world.outbound.trunks = [sampleTrunk({ outbound: { callsPerSecondMax: 1 } })];
  const [sent, gated, refused, later] = numbers(4) as [string, string, string, string];
  invite(world, conference, sent);
  invite(world, other, gated);
  const ends = world.outbound.ends.length;
  invite(world, third, refused);
  assert.equal(world.failures(), ['congested']);
  assert.equal(world.outbound.ends.slice(ends), [['failed', 0]], 'its place among the limits is free');
  assert.is(world.calls.counts()['queueFull'], 1);
  world.advance(1_500);
  assert.is(world.callsTo(gated.slice(1)).length, 1);
  invite(world, third, later);
  world.advance(1_000);
  assert.is(world.callsTo(later.slice(1)).length, 1);
});

test('what follows from an effect comes after the effects before it: events keep their order', () => {
  const { world, conference } = started([]);
  world.advance(1_000);
  world.outbound.bar = 'SPEND_LIMIT';
  const invitees = numbers(2).map((e164) => {
    const participant = `party-${e164}` as ParticipantId;
    return { participant, ...party(e164), role: 'attendee', greeting: 'invited' } as const;
  });
  world.conferences.dispatch({ type: 'invite', invitees }, conference, { kind: 'owner', account: ACCOUNT });
  world.advance(1_000);
  assert.equal(world.failures(), ['barred', 'barred']);
  const sequences = world.events.map(({ sequence }) => sequence);
  assert.equal(
    sequences,
    sequences.map((_, i) => i + 1),
  );
});

test('a host whose leg is lost is rung again once, and is in at once when it answers [S36]', () => {
  const { world } = started(['+8613900001000']);
  const other = world.answer(world.callTo('8613900001000'));
  world.finishPlays(other);
  const lost = world.callTo(HOST.slice(1));
  world.hangUp(lost, 41);
  world.advance(1_000);
  const again = world.callTo(HOST.slice(1));
  assert.not.equal(again, lost);
  const host = world.answer(again);
  assert.is(world.mixOf(host), world.mixOf(other));
  assert.is(world.charging.joined.at(-1)?.kind, 'host-callback');
});

test('a lost host who cannot be reached ends the conference after a minute [S36]', () => {
  const { world } = started(['+8613900001000']);
  const session = world.callTo('8613900001000');
  world.finishPlays(world.answer(session));
  world.hangUp(world.callTo(HOST.slice(1)), 41);
  world.advance(1_000);
  world.refuse(world.callTo(HOST.slice(1)), 486);
  world.advance(60_000);
  assert.is(world.conferences.service.size, 0);
  world.finishPlays(world.legOf(session));
  assert.ok(world.told(session).includes('bye'));
});

test('who answers is greeted, pays its first block, and is in as an invited party [S35] [S49]', () => {
  const { world } = started(['+8613900001000']);
  const leg = world.answer(world.callTo('8613900001000'));
  assert.equal(world.spokenTo(leg), ['invited']);
  world.finishPlays(leg);
  assert.is(world.joined.at(-1)?.leg, leg);
  assert.is(world.charging.joined.at(-1)?.kind, 'dial-out');
  assert.is(world.charging.joined.at(-1)?.calledE164, '+8613900001000');
  assert.ok(world.mixed.some((command) => command.type === 'join-room' && command.leg === leg));
  const host = world.legOf(world.callTo(HOST.slice(1)));
  assert.ok(world.spokenTo(host).includes('ringback'));
  world.advance(3_000);
  assert.is(world.spokenTo(host).at(-1), 'member-joined');
});

test('a called party whose block cannot be paid is not let in, and is told so [S49]', () => {
  const { world } = started(['+8613900001000']);
  world.charging.outcome = 'unpaid';
  const session = world.callTo('8613900001000');
  const leg = world.answer(session);
  world.finishPlays(leg);
  assert.ok(world.spokenTo(leg).includes('cannot-connect'));
  assert.equal(world.failures(), ['unpaid']);
  assert.ok(world.told(session).includes('bye'));
});

for (const [status, result] of [
  [486, 'busy'],
  [480, 'no-answer'],
  [404, 'bad-number'],
  [503, 'congested'],
  [603, 'rejected'],
] as const) {
  test(`a party that is ${result} is told to its conference once [C20]`, () => {
    const { world } = started(['+8613900001000']);
    world.refuse(world.callTo('8613900001000'), status);
    assert.equal(world.failures(), [result]);
    assert.is(world.outbound.ends.length, 1);
  });
}

test('a barred number is never dialled, and its conference hears why [S41]', () => {
  const { world, conference } = started([]);
  world.outbound.bar = 'PREMIUM_NUMBER';
  invite(world, conference, '+8616900000000');
  const failed = world.events.map(({ fact }) => fact).findLast((fact) => fact.type === 'call-failed');
  assert.equal(failed?.type === 'call-failed' && failed.failure, {
    result: 'barred',
    sipStatus: 0,
    q850Cause: 21,
    bar: 'PREMIUM_NUMBER',
  });
});

test('a plan that never comes does not keep the call waiting, and one that comes late takes no place', () => {
  const { world, conference } = started([]);
  world.outbound.isSlow = true;
  invite(world, conference, '+8613900001000');
  world.advance(15_000);
  assert.equal(world.failures(), ['failed']);
  const ends = world.outbound.ends.length;
  world.outbound.settle();
  assert.equal(world.outbound.ends.slice(ends), [['failed', 0]]);
});

test('a greeted party that is given up hears a farewell, then BYE [S24]', () => {
  const { world, conference } = started([]);
  invite(world, conference, '+8613900001000');
  const session = world.callTo('8613900001000');
  const leg = world.answer(session);
  const participant = 'party-+8613900001000' as ParticipantId;
  const owner = { kind: 'owner', account: ACCOUNT } as const;
  world.conferences.dispatch({ type: 'hang-up', participant }, conference, owner);
  assert.not.ok(world.told(session).includes('bye'));
  assert.is(world.spokenTo(leg).at(-1), 'goodbye');
  world.finishPlays(leg);
  assert.ok(world.told(session).includes('bye'));
  assert.equal(world.failures(), ['cancelled']);
});

test('a conference that ends while somebody is greeted lets its farewell be heard', () => {
  const { world, conference } = started([]);
  invite(world, conference, '+8613900001000');
  const session = world.callTo('8613900001000');
  const leg = world.answer(session);
  world.conferences.dispatch({ type: 'end' }, conference, { kind: 'owner', account: ACCOUNT });
  assert.not.ok(world.told(session).includes('bye'));
  assert.is(world.spokenTo(leg).at(-1), 'goodbye');
  world.finishPlays(leg);
  assert.ok(world.told(session).includes('bye'));
});

test('a host that hangs up before its 1 costs nobody, and nobody else is called [S48]', () => {
  const world = new CallRunnerWorld();
  world.control.startInstant({
    account: ACCOUNT,
    language: 'zh-CN',
    host: party(HOST),
    others: [party('+8613900001000')],
  });
  const session = world.callTo(HOST.slice(1));
  const leg = world.answer(session);
  world.hangUp(session);
  world.closeLeg(leg);
  assert.equal(world.charging.joined, []);
  assert.equal(world.callsTo('8613900001000'), []);
  assert.is(world.conferences.service.size, 0);
});

test('the host hangs up while others ring: their calls are cancelled, and nothing is left [S36]', () => {
  const { world } = started(numbers(5));
  world.advance(300);
  const sessions = numbers(3).map((number) => world.callTo(number.slice(1)));
  for (const session of sessions) world.ringing(session);
  world.hangUp(world.callTo(HOST.slice(1)));
  for (const session of sessions) assert.ok(world.told(session).includes('cancel'), session);
  assert.is(world.conferences.service.size, 0);
  world.closeLegs();
  world.advance(60_000);
  assert.is(world.calls.size, 0);
  assert.is(world.outbound.ends.length, world.outbound.given);
});

test('the ring limit ends a call that nobody answers [S24]', () => {
  const { world } = started(['+8613900001000']);
  const session = world.callTo('8613900001000');
  world.ringing(session);
  world.advance(60_000);
  assert.ok(world.told(session).includes('cancel'));
  assert.equal(world.failures(), ['no-answer']);
});

test('a server that drains calls nobody any more', () => {
  const { world } = started(numbers(20));
  world.calls.endAll('drained');
  world.advance(10_000);
  world.closeLegs();
  assert.ok(invites(world) < 5);
  assert.is(world.calls.size, 0);
  assert.is(world.outbound.ends.length, world.outbound.given);
});

test('a phone number is proven by a spoken code [S38]', () => {
  const world = new CallRunnerWorld();
  const results: unknown[] = [];
  world.calls.callWithCode(
    {
      account: ACCOUNT,
      called: { e164: '+8613900001000' },
      purpose: 'new-number',
      code: '482915',
      language: 'zh-CN',
    },
    (result) => results.push(result),
  );
  const session = world.callTo('8613900001000');
  const leg = world.answer(session);
  assert.ok(world.spokenTo(leg).includes('code-for-number'));
  assert.equal(results, [{ spoken: true }], 'told while the call is up, so that the code can be typed');
  world.hangUp(session);
  assert.is(results.length, 1);
  assert.is(world.outbound.requests[0]?.purpose, 'verification');
  assert.equal(world.charging.joined, []);
});

test.run();
