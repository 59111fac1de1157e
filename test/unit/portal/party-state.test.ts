import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Participant } from '../../../src/client/index.js';
import { beforeAt, isFound, marksOf, raisedHands } from '../../../src/portal/pages/conference/party-state.js';
import { levelOf } from '../../../src/portal/pages/conference/quality.js';
import { reasonKey } from '../../../src/portal/pages/conference/reason-key.js';

const test = suite('what the live page says of a party');

const UNMUTED = { own: false, byChair: false, byRoom: false, waiting: false };

const words = (place: Participant['place'], mutes = UNMUTED): readonly string[] =>
  marksOf({ place, mutes }).map(({ word }) => word);

test('who is in is 已接通, with every reason why it is not heard', () => {
  assert.equal(words('room'), ['connected']);
  assert.equal(words('room', { own: true, byChair: true, byRoom: true, waiting: true }), [
    'connected',
    'waiting',
    'mutedByRoom',
    'mutedByChair',
    'mutedOwn',
  ]);
  assert.equal(words('held'), ['connected', 'onHold']);
  assert.equal(words('operator'), ['connected', 'withOperator']);
  assert.equal(words('consult', { ...UNMUTED, own: true }), ['connected', 'consulting']);
});

const hand = (id: string, handOrder: number | null) =>
  ({ id, handRaised: handOrder !== null, handOrder }) as Participant;

test('raised hands stand in their order', () => {
  const hands = raisedHands([hand('c', 2.5), hand('none', null), hand('a', 1), hand('b', 2)]);
  assert.equal(
    hands.map(({ id }) => id),
    ['a', 'b', 'c'],
  );
});

test('a hand that is moved up, down or to the end is put before the one that follows there', () => {
  const hands = ['a', 'b', 'c'].map((id) => ({ id }));
  assert.is(beforeAt(hands, 'c', 1), 'b');
  assert.is(beforeAt(hands, 'b', 0), 'a');
  assert.is(beforeAt(hands, 'a', 1), 'c');
  assert.is(beforeAt(hands, 'b', 2), null);
});

test('people are found by a part of the name or by grouped digits', () => {
  const li = { name: '李雷 Lei', contactName: '雷总', number: '+8613900000061' };
  for (const text of ['', ' 李', 'LEI', '雷总', '139 0000', '0061']) assert.ok(isFound(li, text), text);
  for (const text of ['韩', '0062']) assert.not(isFound(li, text), text);
  assert.not(isFound({ name: null, contactName: null, number: null }, '1'));
});

test('a score is one of four levels, and no score is none', () => {
  const level = (mos: number) => levelOf({ mos, lossPercent: 0, jitterMs: 0, roundTripMs: null });
  assert.equal([4.4, 4, 3.9, 3.6, 3.2, 3, 1].map(level), [
    'good',
    'good',
    'fair',
    'fair',
    'poor',
    'bad',
    'bad',
  ]);
  assert.is(levelOf(null), 'unknown');
});

test('a reason has words of its own, a rule those of the calls, and an unknown one its code', () => {
  assert.is(reasonKey('kicked'), 'live.reason.kicked');
  assert.is(reasonKey('OPTED_OUT'), 'party.bar.OPTED_OUT');
  assert.is(reasonKey('toString'), 'live.reason.other');
  assert.is(reasonKey('NEW_RULE'), 'party.bar.other');
});

test.run();
