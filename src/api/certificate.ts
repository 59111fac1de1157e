import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { messageOf } from '../base/errors.js';
import type { Log } from '../base/log.js';

export interface CertificateFiles {
  /** The certificate, and behind it those between it and the root. */
  readonly cert: string;
  readonly key: string;
}

export interface CertificatePem {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** The certificate of HTTPS and its key, from files that may be replaced while the server runs. */
export class Certificate {
  /** As it was at the start. */
  readonly pem: CertificatePem;
  readonly #files: CertificateFiles;
  readonly #log: Log;
  #written: string;

  /** Throws when the files cannot be read, or do not belong together. */
  constructor(files: CertificateFiles, log: Log) {
    this.#files = files;
    this.#log = log;
    this.#written = this.#writtenNow();
    this.pem = readCertificate(files);
  }

  /** Undefined when what is there cannot be used: then it stays as it was. */
  read(): CertificatePem | undefined {
    try {
      this.#written = this.#writtenNow();
      const pem = readCertificate(this.#files);
      this.#log.info(
        { validTo: new X509Certificate(pem.cert).validTo },
        'the certificate of HTTPS was read again',
      );
      return pem;
    } catch (thrown) {
      this.#log.error({ error: messageOf(thrown) }, 'the certificate of HTTPS cannot be used');
      return undefined;
    }
  }

  /** Undefined also when nobody has written to the files since. */
  readChanged(): CertificatePem | undefined {
    try {
      if (this.#writtenNow() === this.#written) return undefined;
    } catch {
      // In the middle of being replaced: the next look finds it.
      return undefined;
    }
    return this.read();
  }

  #writtenNow(): string {
    const { cert, key } = this.#files;
    return [cert, key].map((file) => statSync(file).mtimeMs).join(' ');
  }
}

/** Throws when a file cannot be read or is no PEM, or the key is another certificate's. */
export function readCertificate(files: CertificateFiles): CertificatePem {
  const cert = readFileSync(files.cert);
  const key = readFileSync(files.key);
  const parsed = named(files.cert, () => new X509Certificate(cert));
  if (!parsed.checkPrivateKey(named(files.key, () => createPrivateKey(key))))
    throw new Error(`${files.key} is not the key of ${files.cert}`);
  return { cert, key };
}

/** OpenSSL does not know which file it reads. */
function named<T>(file: string, parse: () => T): T {
  try {
    return parse();
  } catch (thrown) {
    throw new Error(`${file}: ${messageOf(thrown)}`, { cause: thrown });
  }
}
