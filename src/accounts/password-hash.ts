import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

/** scrypt, RFC 7914. Memory needed: 128 · 2^logN · r bytes. */
interface Cost {
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

/** 32 MiB, three passes: as hard as OWASP's 128 MiB in one, and several logins fit in memory at once. */
const COST: Cost = { logN: 15, r: 8, p: 3 };
/** A stored text cannot ask for more than this. */
const COST_MAX: Cost = { logN: 18, r: 16, p: 8 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** `$scrypt$ln=15,r=8,p=3$salt$hash`: the cost stays with the hash, so it can rise later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, HASH_BYTES, COST);
  return `$scrypt$ln=${COST.logN},r=${COST.r},p=${COST.p}$${base64(salt)}$${base64(hash)}`;
}

/** False also for a text that is no hash of ours. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const parsed = parse(stored);
  if (parsed === undefined) return false;
  const hash = await derive(password, parsed.salt, parsed.hash.length, parsed.cost);
  return timingSafeEqual(hash, parsed.hash);
}

const FORMAT = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d)\$([A-Za-z0-9+/]{22,86})\$([A-Za-z0-9+/]{43,86})$/;

function parse(stored: string): { cost: Cost; salt: Buffer; hash: Buffer } | undefined {
  const [, logN, r, p, salt, hash] = FORMAT.exec(stored) ?? [];
  if (salt === undefined || hash === undefined) return undefined;
  const cost = { logN: Number(logN), r: Number(r), p: Number(p) };
  if (cost.logN < 1 || cost.r < 1 || cost.p < 1) return undefined;
  if (cost.logN > COST_MAX.logN || cost.r > COST_MAX.r || cost.p > COST_MAX.p) return undefined;
  return { cost, salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') };
}

function derive(password: string, salt: Buffer, bytes: number, { logN, r, p }: Cost): Promise<Buffer> {
  // The same password may arrive composed or decomposed from different keyboards.
  const text = password.normalize('NFKC');
  const options: ScryptOptions = { N: 2 ** logN, r, p, maxmem: 2 * 128 * 2 ** logN * r };
  return new Promise((resolve, reject) => {
    scrypt(text, salt, bytes, options, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
