import {
  CipherContext,
  DtlsClient,
  HashAlgorithm,
  NamedCurveAlgorithm,
  ProtectionProfileAes128CmHmacSha1_80,
  RTCCertificate,
  SignatureAlgorithm,
  type DtlsKeys,
} from 'werift';
import { fail, ok, type Result } from '../base/result.js';
import { MASTER_KEY_BYTES, MASTER_SALT_BYTES, type SrtpKeys } from '../rtp/srtp.js';
import { isGenuine, type Fingerprint } from './peer-certificate.js';

/** Our certificate: made anew with each start, as a browser makes its own for each call. */
export interface DtlsIdentity {
  readonly keys: DtlsKeys;
  readonly fingerprint: Fingerprint;
}

export async function newDtlsIdentity(): Promise<DtlsIdentity> {
  const keys = await CipherContext.createSelfSignedCertificateWithKey(
    { signature: SignatureAlgorithm.ecdsa_3, hash: HashAlgorithm.sha256_4 },
    NamedCurveAlgorithm.secp256r1_23,
  );
  const { certPem, keyPem, signatureHash } = keys;
  const [own] = new RTCCertificate(keyPem, certPem, signatureHash).getFingerprints();
  return { keys, fingerprint: { algorithm: 'sha-256', value: own?.value.toUpperCase() ?? '' } };
}

export interface SrtpKeyPair {
  readonly local: SrtpKeys;
  readonly remote: SrtpKeys;
}

export interface DtlsError {
  readonly code: 'DTLS_FAILED';
  readonly reason: string;
}

export interface DtlsHandlers {
  send(bytes: Buffer): void;
  /** Once. */
  over(result: Result<SrtpKeyPair, DtlsError>): void;
}

/**
 * The DTLS of one peer (RFC 5764), with us as its client: `a=setup:active`. Alerts are not followed: anybody can forge
 * those before the keys, and SIP says when a call is over. Nor are errors of the library: it throws where a datagram
 * was lost, and goes on when that comes again. Who is not connected in time is given up by whoever waits.
 */
export class DtlsPeer {
  readonly #client: DtlsClient;
  readonly #handlers: DtlsHandlers;
  readonly #fingerprint: Fingerprint;
  readonly #way: Way;
  readonly #agreedKeys: ReadonlySet<string>;
  #state: 'new' | 'shaking-hands' | 'over' = 'new';

  constructor({ keys }: DtlsIdentity, fingerprint: Fingerprint, handlers: DtlsHandlers) {
    this.#handlers = handlers;
    this.#fingerprint = fingerprint;
    this.#way = new Way((bytes) => handlers.send(bytes));
    this.#client = new DtlsClient({
      cert: keys.certPem,
      key: keys.keyPem,
      signatureHash: keys.signatureHash,
      transport: this.#way,
      srtpProfiles: [ProtectionProfileAes128CmHmacSha1_80],
      extendedMasterSecret: true,
    });
    this.#agreedKeys = agreedKeys(this.#client.cipher);
    this.#client.onConnect.subscribe(() => this.#connected());
  }

  /** Once there is a way to the peer. */
  start(): void {
    if (this.#state !== 'new') return;
    this.#state = 'shaking-hands';
    this.#client.connect().catch(() => undefined);
  }

  receive(bytes: Buffer): void {
    try {
      this.#way.onData(bytes);
    } catch {
      // The library throws at what is no DTLS: as good as a lost datagram.
    }
  }

  /** Its retransmissions find nobody any more. */
  close(): void {
    this.#state = 'over';
    this.#way.closed = true;
  }

  #connected(): void {
    if (this.#state !== 'shaking-hands') return;
    this.#state = 'over';
    const { cipher, dtls } = this.#client;
    const handshake = {
      certificate: cipher.remoteCertificate,
      messages: dtls.sortedHandshakeCache.map(({ msg_type: type, fragment: body }) => ({ type, body })),
      clientRandom: cipher.localRandom.serialize(),
      serverRandom: cipher.remoteRandom.serialize(),
      agreedKeys: [...this.#agreedKeys],
    };
    if (!isGenuine(handshake, this.#fingerprint))
      return this.#refuse('it is not the peer that SDP has named');
    if (this.#client.srtp.srtpProfile === undefined) return this.#refuse('no common SRTP profile');
    const keys = this.#client.extractSessionKeys(MASTER_KEY_BYTES, MASTER_SALT_BYTES);
    this.#handlers.over(
      ok({
        local: { masterKey: keys.localKey, masterSalt: keys.localSalt },
        remote: { masterKey: keys.remoteKey, masterSalt: keys.remoteSalt },
      }),
    );
  }

  #refuse(reason: string): void {
    this.#handlers.over(fail({ code: 'DTLS_FAILED', reason }));
  }
}

/**
 * Every key that the library is ever told to agree on, in hexadecimal. It takes each that comes, whoever sent it: one
 * that came between and went again would be an attacker's.
 */
function agreedKeys(cipher: CipherContext): ReadonlySet<string> {
  const keys = new Set<string>();
  let pair = cipher.remoteKeyPair;
  Object.defineProperty(cipher, 'remoteKeyPair', {
    get: () => pair,
    set: (next: CipherContext['remoteKeyPair']) => {
      pair = next;
      keys.add(next.publicKey?.toString('hex') ?? '');
    },
  });
  return keys;
}

/** The library's idea of a network. */
class Way {
  readonly type = 'ice';
  readonly address = { address: '', family: 'IPv4', port: 0 };
  closed = false;
  /** The library puts its receiver here. */
  onData: (data: Buffer) => void = () => undefined;
  readonly #send: (bytes: Buffer) => void;

  constructor(send: (bytes: Buffer) => void) {
    this.#send = send;
  }

  readonly send = async (bytes: Buffer): Promise<void> => {
    if (!this.closed) this.#send(bytes);
  };

  readonly close = async (): Promise<void> => {
    this.closed = true;
  };
}
