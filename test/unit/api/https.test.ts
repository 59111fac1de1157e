import { copyFileSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { CertificateFiles } from '../../../src/api/certificate.js';
import { HttpListenError, startHttp, type HttpServer } from '../../../src/api/http-server.js';
import { ApiWorld, PASSWORD } from '../../support/api-world.js';
import { makeCertificate } from '../../support/certificates.js';

const test = suite('HTTPS');
const host = '127.0.0.1';
let world: ApiWorld;
let folder: string;
let first: CertificateFiles;
let second: CertificateFiles;
let tls: CertificateFiles;
let server: HttpServer;

test.before(async () => {
  world = await ApiWorld.create();
  folder = mkdtempSync(join(tmpdir(), 'huitong-tls-'));
  first = makeCertificate(folder, 'first');
  second = makeCertificate(folder, 'second');
  tls = { cert: join(folder, 'server.crt'), key: join(folder, 'server.key') };
  install(first, 1_000);
  server = await startHttp(world.api, { host, port: 0, tls });
});
test.after(async () => {
  await server.stop();
  await world.close();
  rmSync(folder, { recursive: true });
});

function install({ cert, key }: CertificateFiles, writtenS: number): void {
  copyFileSync(cert, tls.cert);
  copyFileSync(key, tls.key);
  for (const file of [tls.cert, tls.key]) utimesSync(file, writtenS, writtenS);
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Whose certificate was shown. */
  readonly shownBy: string;
}

function ask(path: string, body?: object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host,
        port: server.port,
        path,
        agent: false,
        method: body === undefined ? 'GET' : 'POST',
        ca: [readFileSync(first.cert), readFileSync(second.cert)],
        headers: { 'content-type': 'application/json', 'x-requested-with': 'test' },
      },
      (answer) => {
        answer.resume();
        const { CN } = (answer.socket as TLSSocket).getPeerCertificate().subject;
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, shownBy: String(CN) });
      },
    );
    asked.on('error', reject);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

test('it is spoken with the configured certificate, and browsers are told to stay with it', async () => {
  const { status, headers, shownBy } = await ask('/livez');
  assert.equal([status, shownBy], [200, 'first']);
  assert.match(String(headers['strict-transport-security']), /^max-age=\d+$/);
});

test("a login's cookie goes over HTTPS alone", async () => {
  const { status, headers } = await ask('/api/v1/session', { login: 'mine', password: PASSWORD });
  assert.is(status, 201, String(status));
  assert.match(String(headers['set-cookie']), /; Secure/i);
});

test('a renewed certificate is used without a restart: at a look, or when asked', async () => {
  server.reloadChanged();
  assert.is((await ask('/livez')).shownBy, 'first');
  install(second, 2_000);
  server.reloadChanged();
  assert.is((await ask('/livez')).shownBy, 'second');
  install(first, 2_000);
  server.reload();
  assert.is((await ask('/livez')).shownBy, 'first');
});

test('a certificate whose key does not belong to it changes nothing', async () => {
  copyFileSync(second.key, tls.key);
  server.reload();
  assert.is((await ask('/livez')).shownBy, 'first');
  writeFileSync(tls.cert, 'no PEM');
  server.reload();
  assert.is((await ask('/livez')).shownBy, 'first');
});

test('a start with files that cannot be used says which, and what to set', async () => {
  const mixed = { cert: first.cert, key: second.key };
  const noPem = join(folder, 'no.pem');
  writeFileSync(noPem, 'no PEM');
  for (const files of [mixed, { ...first, cert: noPem }, { ...first, cert: '/does/not/exist' }]) {
    try {
      await startHttp(world.api, { host, port: 0, tls: files });
      assert.unreachable();
    } catch (thrown) {
      assert.instance(thrown, HttpListenError);
      assert.match(
        (thrown as Error).message,
        /(second\.key is not the key|no\.pem|does\/not\/exist).*http\.tls\.$/,
      );
    }
  }
});

test.run();
