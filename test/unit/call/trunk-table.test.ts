import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { TrunkTable } from '../../../src/call/trunk-table.js';
import type { HostPort } from '../../../src/sip/message.js';
import { sampleTrunk } from '../../support/trunks.js';

const test = suite('trunk table');

const SBC = '198.51.100.9';
const TARGETS: Readonly<Record<string, readonly HostPort[]>> = {
  first: [{ host: SBC, port: 5060 }],
  second: [{ host: SBC, port: 5080 }],
};

function tableOf(...trunks: readonly (readonly [id: string, address: string])[]): TrunkTable {
  const table = new TrunkTable(trunks.map(([id, address]) => sampleTrunk({ id, addresses: [address] })));
  table.locate(({ id }) => TARGETS[id] ?? []);
  return table;
}

const idsAt = (table: TrunkTable, host: string, port: number): readonly string[] =>
  table.trunksOf({ host, port }).map(({ id }) => id);

test('where calls of ours go is of that trunk, also when its list does not say so [S55]', () => {
  const table = tableOf(['first', '192.0.2.0/24']);
  assert.equal(idsAt(table, SBC, 5060), ['first']);
  assert.equal(idsAt(table, SBC, 40_000), ['first'], 'a request may leave from another port');
  assert.equal(idsAt(table, '198.51.100.10', 5060), []);
});

test('of two trunks behind one address a call belongs to the one that is reached at its port', () => {
  for (const address of ['192.0.2.1', '198.51.100.0/24']) {
    const table = tableOf(['first', address], ['second', address]);
    assert.equal(idsAt(table, SBC, 5060), ['first', 'second'], address);
    assert.equal(idsAt(table, SBC, 5080), ['second', 'first'], address);
    assert.equal(idsAt(table, SBC, 9), ['first', 'second'], address);
  }
});

test('who lists an address comes before who only sends calls there', () => {
  const table = tableOf(['second', '192.0.2.1'], ['inward', SBC]);
  assert.equal(idsAt(table, SBC, 5080), ['inward', 'second']);
});

test.run();
