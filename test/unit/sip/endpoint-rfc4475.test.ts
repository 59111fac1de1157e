import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { projectRoot } from '../../../src/base/project-root.js';
import { TORTURE_VERDICTS, type EndpointVerdict } from '../../support/rfc4475-verdicts.js';
import { EndpointBench, responseOf } from '../../support/sip-peer.js';

const it = suite('endpoint: RFC 4475');

/** What the endpoint did with its only message. */
function outcome(bench: EndpointBench): EndpointVerdict {
  if (bench.takeEvents().some((event) => event.type === 'incoming')) return 'session';
  const [answer] = bench.take();
  return answer === undefined ? { silence: '' } : { answer: responseOf(answer).status };
}

it('has all 49 messages', () => assert.is(TORTURE_VERDICTS.length, 49));

for (const { file, section, endpoint, why } of TORTURE_VERDICTS) {
  const expected = typeof endpoint === 'object' && 'silence' in endpoint ? { silence: '' } : endpoint;
  it(`${section} ${file}: ${JSON.stringify(endpoint)}, because ${why}`, () => {
    const bench = new EndpointBench();
    bench.receive(readFileSync(join(projectRoot, 'test/fixtures/rfc4475', `${file}.dat`)));
    assert.equal(outcome(bench), expected);
    assert.is(bench.endpoint.counters().handlerFaults, 0);
    if (expected !== 'session') {
      bench.pass(64_000);
      assert.ok(bench.idle, 'nothing stays');
    }
  });
}

it.run();
