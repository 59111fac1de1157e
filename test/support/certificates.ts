import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { CertificateFiles } from '../../src/api/certificate.js';

/** A self-signed certificate, for 127.0.0.1 unless it is said, as files in the folder. */
export function makeCertificate(
  folder: string,
  name: string,
  days = 30,
  subjectAltName = 'IP:127.0.0.1',
): CertificateFiles {
  const files = { cert: join(folder, `${name}.crt`), key: join(folder, `${name}.key`) };
  const subject = `-subj /CN=${name} -addext subjectAltName=${subjectAltName} -days ${days}`;
  const words = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes ${subject}`.split(' ');
  execFileSync('openssl', [...words, '-keyout', files.key, '-out', files.cert], { stdio: 'ignore' });
  return files;
}
