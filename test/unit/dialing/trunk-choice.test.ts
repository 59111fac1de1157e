import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { AccountId } from '../../../src/base/ids.js';
import { plansFor } from '../../../src/dialing/trunk-choice.js';
import type { Trunk } from '../../../src/dialing/trunk.js';
import { sampleTrunk } from '../../support/trunks.js';

const test = suite('trunk choice');

const ACCOUNT = 'account-1' as AccountId;
const wanted = (calledE164: string, account: AccountId | undefined = ACCOUNT) => ({ account, calledE164 });
const always = (): boolean => true;

function outward(id: string, prefixes: readonly string[], changes: Partial<Trunk['outbound']> = {}): Trunk {
  const targets = [{ host: '192.0.2.1', port: 5060 }];
  const callerNumbers = ['+861067011018'];
  return sampleTrunk({ id, outbound: { targets, prefixes, callerNumbers, ...changes } });
}

const names = (calledE164: string, trunks: readonly Trunk[], usable = always as (trunk: Trunk) => boolean) =>
  plansFor(wanted(calledE164), trunks, usable).map(({ trunk }) => trunk.id);

test('the longest prefix comes first, then the order of the trunks; the others follow for fail-over [C4]', () => {
  const trunks = [
    outward('china', ['+86']),
    outward('beijing', ['+8610', '+852']),
    outward('second', ['+86']),
    outward('world', ['+']),
  ];
  assert.equal(names('+861062345678', trunks), ['beijing', 'china', 'second', 'world']);
  assert.equal(names('+8613812341234', trunks), ['china', 'second', 'world']);
  assert.equal(names('+442079460018', trunks), ['world']);
});

test('a trunk that is disabled, has no target, no number of ours, is down or full, is passed over', () => {
  const trunks = [
    { ...outward('disabled', ['+86']), enabled: false },
    outward('aimless', ['+86'], { targets: [] }),
    outward('nameless', ['+86'], { callerNumbers: [] }),
    outward('down', ['+86']),
    outward('good', ['+86']),
  ];
  const up = ({ id }: Trunk): boolean => id !== 'down';
  assert.equal(names('+8613812341234', trunks, up), ['good']);
  assert.equal(names('+85221234567', trunks, up), []);
});

test('numbers are written as each trunk wants them [C19]', () => {
  const trunk = outward('carrier', ['+86'], { numberFormat: 'national', callerFormat: 'e164' });
  const [plan] = plansFor(wanted('+8613812341234'), [trunk], always);
  assert.is(plan?.calledNumber, '013812341234');
  assert.is(plan?.callerNumber, '+861067011018');
  assert.is(plan?.callerE164, '+861067011018');
});

test('the caller number is one of the assigned ones, the same for the same account and party, and all are used', () => {
  const callerNumbers = ['+861067011018', '+861067011019', '+861067011020'];
  const trunk = outward('carrier', ['+86'], { callerNumbers });
  const shown = (calledE164: string, account?: AccountId): string =>
    plansFor(wanted(calledE164, account), [trunk], always)[0]!.callerE164 ?? '';
  const seen = new Set<string>();
  for (let i = 0; i < 100; i++) {
    const called = `+86138123400${String(i).padStart(2, '0')}`;
    seen.add(shown(called));
    assert.is(shown(called), shown(called));
  }
  assert.equal([...seen].toSorted(), callerNumbers);
});

test.run();
