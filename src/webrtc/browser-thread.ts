import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '../base/clock.js';
import { invariant } from '../base/errors.js';
import { secureRandom } from '../base/random.js';
import { BrowserPeers } from './browser-peers.js';
import { newDtlsIdentity } from './dtls.js';
import type { BrowserThreadCommand, BrowserThreadData, BrowserThreadEvent } from './thread-messages.js';

/** A burst of a hundred browsers fits; the kernel may grant less. */
const SOCKET_BUFFER_BYTES = 1_048_576;
const TICK_MS = 1_000;

/** The thread that has the media of all browsers: ICE, DTLS and SRTP are nothing that a mixer's beat may wait for. */
invariant(parentPort !== null, 'this file is a thread');
const port = parentPort;
const { bind, port: outsidePort, inside } = workerData as BrowserThreadData;
const tell = (event: BrowserThreadEvent): void => port.postMessage(event);

const outside = createSocket({
  type: 'udp4',
  recvBufferSize: SOCKET_BUFFER_BYTES,
  sendBufferSize: SOCKET_BUFFER_BYTES,
});
const listening = once(outside, 'listening');
outside.bind(outsidePort, bind);
await listening;
const identity = await newDtlsIdentity();
const peers = new BrowserPeers({
  outside,
  inside,
  identity,
  clock: systemClock,
  random: secureRandom(),
  tell,
});
// An ICMP error of one browser is nothing to the others.
outside.on('error', () => peers.counters.add('sendErrors'));
const beat = setInterval(() => {
  peers.tick();
  tell({ type: 'counts', counts: peers.counters.snapshot() });
}, TICK_MS);
port.on('message', (command: BrowserThreadCommand) => {
  if (command.type !== 'stop') return peers.handle(command);
  clearInterval(beat);
  peers.close();
  outside.close();
  port.close();
});
tell({ type: 'ready', fingerprint: identity.fingerprint });
