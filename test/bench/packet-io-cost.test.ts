import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { measurePacketIo } from '../../bench/packet-io-cost.js';
import { PACKET_IO_KINDS } from '../../src/mixer/io/choose.js';

const test = suite('packet I/O cost');

for (const { name } of PACKET_IO_KINDS) {
  test(`${name} echoes what it is sent, and the cost of a packet is found`, async () => {
    const cost = await measurePacketIo(name, 50, 0.2);
    if (cost === undefined) return;
    assert.ok(cost.pairs > 0);
    assert.ok(cost.cpuMicrosPerPair > 0);
  });
}

test.run();
