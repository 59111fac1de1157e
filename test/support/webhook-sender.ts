import { postPinned } from '../../src/delivery/webhook-request.js';

/**
 * Posts to the URL of the first argument at the address of the second, and says what became of it. A process of its
 * own: whom it trusts beside the public authorities is read from NODE_EXTRA_CA_CERTS when it starts.
 */
const [, , url = '', address = ''] = process.argv;
const signal = AbortSignal.timeout(10_000);
const headers = { 'content-type': 'application/json' };
try {
  const status = await postPinned({ url: new URL(url), addresses: [address], headers, body: '{}', signal });
  console.log(`HTTP ${status}`);
} catch (thrown) {
  console.log((thrown as NodeJS.ErrnoException).code);
}
