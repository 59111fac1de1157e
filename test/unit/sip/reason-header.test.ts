import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Headers } from '../../../src/sip/headers.js';
import { causeOfStatus, formatReason, q850Cause } from '../../../src/sip/reason-header.js';

const it = suite('Reason header');

const read = (...values: string[]) =>
  q850Cause(new Headers(values.map((value) => ({ name: 'Reason', value }))));

it('is read wherever Q.850 stands in the list', () => {
  assert.equal(read('SIP;cause=100;text="x", q.850 ;cause=16'), { cause: 16 });
  assert.equal(read('SIP;cause=100', 'Q.850;text="a \\"b\\"";cause=127'), { cause: 127, text: 'a "b"' });
});

it('is passed over when it names no cause of Q.850', () => {
  assert.is(read(), undefined);
  assert.is(read('SIP;cause=16'), undefined);
  assert.is(read('Q.850'), undefined);
  assert.is(read('Q.850;cause=128'), undefined);
  assert.is(read('Q.850;cause=x'), undefined);
  assert.equal(read('Q.850;cause=999, Q.850;cause=31'), { cause: 31 });
});

it('is written so that it reads the same', () => {
  const cause = { cause: 21, text: 'say "no"' };
  assert.equal(read(formatReason(cause)), cause);
  assert.is(formatReason({ cause: 34 }), 'Q.850;cause=34');
});

it('has the cause that RFC 3398 gives to a status', () => {
  assert.equal(
    [404, 486, 503, 603].map((status) => causeOfStatus(status)?.cause),
    [1, 17, 41, 21],
  );
  assert.is(causeOfStatus(487), undefined);
});

it.run();
