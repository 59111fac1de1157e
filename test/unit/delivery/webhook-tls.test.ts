import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { CertificateFiles } from '../../../src/api/certificate.js';
import { makeCertificate } from '../../support/certificates.js';
import { WebhookReceiver } from '../../support/webhook-receiver.js';

const test = suite('webhooks over HTTPS [S54]');
const SENDER = fileURLToPath(new URL('../../support/webhook-sender.js', import.meta.url));
let folder: string;
let certificate: CertificateFiles;
let receiver: WebhookReceiver;

test.before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'huitong-hooks-'));
  certificate = makeCertificate(folder, 'hooks', 30, 'DNS:hooks.example,IP:127.0.0.1');
  const { cert, key } = certificate;
  receiver = await WebhookReceiver.open({ cert: readFileSync(cert), key: readFileSync(key) });
});
test.before.each(() => {
  receiver.received.length = 0;
});
test.after(async () => {
  await receiver.close();
  rmSync(folder, { recursive: true });
});

/** `trusted`: a file with an authority; empty: the public ones alone. */
async function sent(host: string, trusted: string): Promise<string> {
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: trusted };
  const url = `https://${host}:${receiver.port}/hook`;
  const { stdout } = await promisify(execFile)(process.execPath, [SENDER, url, '127.0.0.1'], {
    env,
    timeout: 20_000,
  });
  return stdout.trim();
}

test('the certificate is of the name, whatever address the name was pinned to', async () => {
  assert.is(await sent('hooks.example', certificate.cert), 'HTTP 204');
  assert.equal(
    receiver.received.map(({ host, body }) => [host, body]),
    [[`hooks.example:${receiver.port}`, '{}']],
  );
});

test('an address can have a certificate as well', async () => {
  assert.is(await sent('127.0.0.1', certificate.cert), 'HTTP 204');
});

test('nothing is sent to who shows the certificate of another name', async () => {
  assert.is(await sent('other.example', certificate.cert), 'ERR_TLS_CERT_ALTNAME_INVALID');
  assert.equal(receiver.received, []);
});

test('nothing is sent to who shows a certificate that nobody vouches for', async () => {
  assert.is(await sent('hooks.example', ''), 'DEPTH_ZERO_SELF_SIGNED_CERT');
  assert.equal(receiver.received, []);
});

test.run();
