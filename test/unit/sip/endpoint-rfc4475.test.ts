import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { projectRoot } from '../../../src/base/project-root.js';
import { TORTURE_VERDICTS, type EndpointVerdict } from '../../support/rfc4475-verdicts.js';
import { CARRIER, EndpointBench, responseOf } from '../../support/sip-peer.js';

const it = suite('endpoint: RFC 4475');

/** What came of one datagram; the 100 that goes ahead of a session is not counted. */
function outcomeOf(bench: EndpointBench): EndpointVerdict | 'nothing' {
  const sent = bench.take().map(responseOf);
  if (bench.takeEvents().some((event) => event.type === 'incoming')) return 'session';
  const status = sent.at(-1)?.status;
  return status === undefined ? 'nothing' : { answer: status };
}

for (const { file, section, endpoint, why } of TORTURE_VERDICTS) {
  it(`§${section} ${file}: ${why}`, () => {
    const bench = new EndpointBench();
    const bytes = readFileSync(join(projectRoot, 'test/fixtures/rfc4475', `${file}.dat`));
    bench.receive(bytes);
    const expected = typeof endpoint === 'object' && 'silence' in endpoint ? 'nothing' : endpoint;
    assert.equal(outcomeOf(bench), expected);
  });
}

it('a refusal goes back with the topmost Via, even where the core headers are missing', () => {
  const bench = new EndpointBench();
  bench.receive(readFileSync(join(projectRoot, 'test/fixtures/rfc4475/insuf.dat')));
  const { headers } = responseOf(bench.take()[0]);
  assert.is(headers.first('via'), `SIP/2.0/UDP 192.0.2.95;branch=z9hG4bKkdj.insuf;received=${CARRIER.host}`);
  assert.is(headers.first('cseq'), '193942 INVITE');
});

it.run();
