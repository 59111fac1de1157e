import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ConferenceId, ParticipantId } from '../../../src/base/ids.js';
import { PARTIES_MAX, type ConferenceDefinition } from '../../../src/conference/definition.js';
import {
  CONFERENCE,
  ConferenceDriver,
  numberOf,
  OWNER,
  sampleDefinition,
} from '../../support/conference-driver.js';

const test = suite('hosts');
const id = (name: string): ParticipantId => name as ParticipantId;

const definition = (kind: 'quick' | 'instant'): ConferenceDefinition =>
  sampleDefinition({}, { kind, room: undefined, roomNumber: '', partiesMax: PARTIES_MAX[kind] });

/** An instant conference whose host rings first; `a` and `b` are to be called. */
function hostFirst(): ConferenceDriver {
  const room = new ConferenceDriver(definition('instant'));
  assert.is(room.startByHost('host', 'a', 'b'), 'ok');
  return room;
}

function begun(): ConferenceDriver {
  const room = hostFirst();
  room.answer('host');
  room.answer('a');
  room.answer('b');
  room.wait(10_000);
  room.lines();
  return room;
}

const closeReason = (room: ConferenceDriver): string | undefined => {
  const facts = room.effects.flatMap((effect) => (effect.type === 'event' ? [effect.event.fact] : []));
  const last = facts.at(-1);
  return last?.type === 'closed' ? last.reason : undefined;
};

test('[S35] the host is rung first, the others wait until it has confirmed, then all are dialled at once', () => {
  const room = hostFirst();
  assert.equal(room.lines(), ['dial host host chair 45 s']);
  const progress = room.service.snapshot(CONFERENCE)?.invitations.map((call) => call.progress);
  assert.equal(progress, ['dialling', 'waiting', 'waiting']);
  room.ring('host');
  assert.equal(room.lines(), []);
  room.answer('host');
  assert.equal(room.lines(), [
    'join leg-host heard',
    'dial a invited attendee 60 s',
    'dial b invited attendee 60 s',
    'ringback leg-host on',
  ]);
});

test('[S35] the host hears ringing until the first answer', () => {
  const room = hostFirst();
  room.answer('host');
  room.lines();
  room.ring('a');
  room.ring('b', true);
  assert.equal(room.lines(), [], 'early media of one is not for the room');
  room.system({ type: 'call-answered', participant: id('a'), leg: 'leg-a' as never });
  assert.equal(room.lines(), ['ringback leg-host off']);
});

test('[S35] nobody answers: the ringing ends with the last call, and the host hears why and what to press', () => {
  const room = hostFirst();
  room.answer('host');
  room.lines();
  room.fail('a');
  assert.equal(room.lines(), []);
  room.fail('b', 'no-answer');
  assert.equal(room.lines(), [
    'say leg-host: call-failed no-answer',
    'say leg-host: how-to-go-on',
    'ringback leg-host off',
  ]);
});

test('[S35] each who joins is announced to the host alone, simultaneous ones once; so is each who leaves', () => {
  const room = hostFirst();
  room.answer('host');
  room.lines();
  room.answer('a');
  assert.equal(room.lines(), ['ringback leg-host off', 'say leg-host: member-joined', 'join leg-a heard']);
  room.answer('b');
  assert.equal(room.lines(), ['join leg-b heard']);
  room.leave('b');
  assert.equal(room.lines(), ['say leg-host: member-left']);
  room.wait(5_000);
  room.byOwner({ type: 'redial', participant: id('b') });
  room.answer('b');
  assert.ok(room.lines().includes('say leg-host: member-joined'));
});

test('[S35] a host who does not confirm ends it, and nobody else is called', () => {
  const room = hostFirst();
  room.lines();
  room.fail('host', 'not-confirmed');
  assert.equal(room.lines(), ['closed']);
  assert.is(closeReason(room), 'host-unreachable');
});

test('[S35] hung up by the web while it rings: given up, then over', () => {
  const room = hostFirst();
  room.lines();
  room.byOwner({ type: 'hang-up', participant: id('host') });
  assert.equal(room.lines(), ['give-up host: goodbye']);
  room.fail('host', 'cancelled');
  assert.equal(room.lines(), ['closed']);
});

test('[S36] numbers added while the host still rings wait for it, too', () => {
  const room = hostFirst();
  room.lines();
  assert.is(room.invite('c'), 'ok');
  assert.equal(room.lines(), []);
  room.answer('host');
  assert.ok(room.lines().includes('dial c invited attendee 60 s'));
  room.invite('d');
  assert.equal(room.lines(), ['dial d invited attendee 60 s'], 'at once from then on');
});

test('[S35] the host is rung once, and not again as one of the others', () => {
  const room = new ConferenceDriver(definition('instant'));
  const host = { participant: id('host'), called: { e164: numberOf('a') }, greeting: 'invited' } as const;
  const others = ['a', 'b'].map((name) => ({
    participant: id(name),
    called: { e164: numberOf(name) },
    role: 'attendee' as const,
    greeting: 'invited' as const,
  }));
  room.byOwner({ type: 'start-by-host', host: { ...host, role: 'chair' }, others });
  room.answer('host');
  assert.equal(
    room.lines().filter((line) => line.startsWith('dial')),
    ['dial host host chair 45 s', 'dial b invited attendee 60 s'],
  );
  assert.is(room.startByHost('x'), 'INVITATION_UNAVAILABLE', 'a conference begins once');
});

test('[S29] at most 30 parties, the host among them', () => {
  const room = new ConferenceDriver(definition('instant'));
  room.startByHost('host', ...Array.from({ length: 40 }, (_, i) => `p${i}`));
  room.answer('host');
  assert.is(room.lines().filter((line) => line.startsWith('dial p')).length, 29);
});

test('[S36] the host hangs up: it ends for all, also while others ring', () => {
  const room = hostFirst();
  room.answer('host');
  room.answer('a');
  room.lines();
  room.leave('host');
  assert.equal(room.lines(), ['release leg-a conference-over: goodbye', 'give-up b: goodbye', 'closed']);
  assert.is(closeReason(room), 'host-left');
});

test('[S36] 挂断 by the web: the host, too, hears 谢谢您的使用再见', () => {
  const room = begun();
  room.byOwner({ type: 'end' });
  assert.is(room.lines()[0], 'release leg-host ended-by-api: goodbye');
});

test('[S36] a lost host is rung again once and comes back without a key', () => {
  const room = begun();
  room.leave('host', 'lost');
  assert.equal(room.lines(), ['dial host host-again chair 45 s']);
  assert.ok(room.service.snapshot(CONFERENCE)?.hostLost);
  room.wait(59_000);
  assert.is(room.answer('host'), 'ok');
  assert.equal(room.lines(), ['join leg-host heard']);
  room.wait(120_000);
  assert.ok(room.isIn('a'));
  room.leave('host');
  assert.is(closeReason(room), 'host-left');
});

test('[S36] a lost host who does not come back ends it after 60 s', () => {
  const room = begun();
  room.leave('host', 'lost');
  room.fail('host', 'no-answer');
  room.lines();
  room.wait(59_999);
  assert.equal(room.lines(), []);
  room.wait(1);
  assert.equal(room.lines(), [
    'release leg-a conference-over: goodbye',
    'release leg-b conference-over: goodbye',
    'closed',
  ]);
  assert.is(closeReason(room), 'host-unreachable');
});

test('[S13] [S36] a lost host who rings back by itself is the host, and the ringing stops', () => {
  const room = begun();
  room.leave('host', 'lost');
  room.lines();
  assert.is(room.enter('host-2', 'chair', numberOf('host'), 'return'), 'ok');
  assert.equal(room.lines(), ['join leg-host-2 heard', 'give-up host: goodbye']);
  room.fail('host', 'cancelled');
  room.leave('host-2');
  assert.is(closeReason(room), 'host-left');
});

test('[S30] opened by dial-in, the chair who entered is the host', () => {
  const room = new ConferenceDriver(definition('instant'));
  room.enter('host', 'chair', numberOf('host'));
  room.key('host', { type: 'invite', invitees: [] });
  room.invite('a');
  assert.equal(room.lines(), [
    'join leg-host heard',
    'say leg-host: refused NOBODY_TO_CALL',
    'dial a invited attendee 60 s',
    'ringback leg-host on',
  ]);
  room.leave('host', 'lost');
  assert.ok(room.lines().includes('dial host host-again chair 45 s'), 'by the number it rang from');
});

test('[S28] the convener hanging up ends it for all, whatever the cause', () => {
  for (const reason of ['hung-up', 'lost'] as const) {
    const room = new ConferenceDriver(definition('quick'));
    room.enter('convener', 'chair');
    room.consult('convener', 'a');
    room.answer('a');
    room.self('convener', 'merge');
    room.lines();
    room.leave('convener', reason);
    assert.equal(room.lines(), ['release leg-a conference-over: goodbye', 'closed']);
    assert.is(closeReason(room), 'host-left');
  }
});

test('[S28] at 4 parties nobody more is invited', () => {
  const room = new ConferenceDriver(definition('quick'));
  room.enter('convener', 'chair');
  for (const name of ['a', 'b', 'c']) {
    assert.is(room.consult('convener', name), 'ok');
    room.answer(name);
    room.self('convener', 'merge');
  }
  room.lines();
  assert.is(room.self('convener', 'step-out'), 'CONFERENCE_FULL');
  assert.equal(room.lines(), ['say leg-convener: refused CONFERENCE_FULL']);
});

test('[S28] each call of the service opens its own conference', () => {
  const room = new ConferenceDriver(definition('quick'));
  const open = { type: 'open', definition: definition('quick'), id: 'x', by: OWNER } as const;
  const second = 'conference-2' as ConferenceId;
  const { reply } = room.service.handle({ ...open, conference: second }, room.nowMs, room.nowUtcMs);
  assert.equal(reply.result, { ok: true, value: { type: 'opened', conference: second } });
  assert.is(room.service.size, 2);
});

/** A convener alone on its line, with `guest` ringing. */
function convening(): ConferenceDriver {
  const room = new ConferenceDriver(definition('quick'));
  room.enter('host', 'chair');
  room.consult('host', 'guest');
  room.lines();
  return room;
}

test('[S28] a convener whom nobody has answered hears why, then what to press', () => {
  const room = convening();
  room.fail('guest');
  assert.equal(room.lines().slice(-3), [
    'say leg-host: call-failed busy',
    'say leg-host: how-to-go-on',
    'ringback leg-host off',
  ]);
});

test('[S28] so does a convener who drops the party, or keys no number; the end of the dropped call is silent', () => {
  const room = convening();
  room.self('host', 'drop');
  assert.ok(room.lines().includes('say leg-host: how-to-go-on'));
  room.fail('guest', 'cancelled');
  assert.equal(room.lines(), []);
  room.self('host', 'step-out');
  assert.not.ok(room.lines().some((line) => line.includes('how-to-go-on')));
  room.self('host', 'step-in');
  assert.is(room.lines().at(-1), 'say leg-host: how-to-go-on');
});

test('[S14] [S31] a host whom no operator has served hears what to press', () => {
  const room = new ConferenceDriver(definition('instant'));
  room.enter('host', 'chair');
  room.self('host', 'request-operator');
  room.lines();
  room.system({ type: 'operator-unavailable', participant: id('host') });
  assert.equal(room.lines().slice(-3), [
    'say leg-host: refused OPERATORS_BUSY',
    'say leg-host: how-to-go-on',
    'music leg-host off',
  ]);
});

test('[S28] with company, or with somebody on the way, a host needs no help; nobody else ever does', () => {
  const room = convening();
  room.self('host', 'merge');
  assert.equal(room.lines(), ['join leg-host heard', 'place leg-host room'], 'it rings on');
  room.answer('guest');
  room.lines();
  room.self('host', 'step-out');
  room.self('host', 'step-in');
  room.self('guest', 'step-out');
  room.self('guest', 'step-in');
  room.byOwner({ type: 'hold', participant: id('host'), on: true });
  room.byOwner({ type: 'hold', participant: id('host'), on: false });
  assert.not.ok(room.lines().some((line) => line.includes('how-to-go-on')));
});

test('[S28] a convener back in the room hears the ringing until the party answers or does not', () => {
  const room = convening();
  room.self('host', 'merge');
  room.ring('guest');
  assert.not.ok(room.lines().includes('ringback leg-host off'));
  room.fail('guest', 'no-answer');
  assert.equal(room.lines(), [
    'say leg-host: call-failed no-answer',
    'say leg-host: how-to-go-on',
    'ringback leg-host off',
  ]);
});

test.run();
