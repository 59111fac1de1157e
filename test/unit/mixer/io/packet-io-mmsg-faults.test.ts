import { connect, createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { whyNot } from '../../../../src/mixer/io/choose.js';
import { createMmsgIo } from '../../../../src/mixer/io/native-io.js';

const test = suite('packet-io-mmsg-faults');

test('a socket that is ready for ever and only fails does not hold receive()', async () => {
  if (whyNot(createMmsgIo) !== undefined) return;
  // Ready, as somebody calls, and no packet can be read from it.
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  // oxlint-disable-next-line no-underscore-dangle -- Node shows a server's descriptor nowhere else
  const { fd } = (server as unknown as { readonly _handle: { readonly fd: number } })._handle;
  const caller = connect((server.address() as AddressInfo).port, '127.0.0.1');
  // It connects in the next tick, and the server accepts only when the event loop goes round.
  await new Promise((resolve) => process.nextTick(resolve));
  const io = createMmsgIo({ slotsMax: 1, batchMax: 4 });
  assert.is(io.adopt(0, fd), 0);
  assert.is(io.receive(), 0);
  assert.is(io.counters.receiveErrors, 1);
  assert.is(io.release(0), fd);
  io.destroy();
  caller.destroy();
  server.close();
});

test.run();
