import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/**
 * Passwords at rest: argon2id (RFC 9106) in the PHC string form, `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>`, so that
 * every stored hash says how it was made and can be renewed at the next sign-in once the parameters have moved on.
 */
export interface HashParameters {
  readonly memory_kib: number;
  readonly passes: number;
  readonly lanes: number;
}

/** The minimum that OWASP's password storage cheat sheet names for argon2id. */
export const hashParameters: HashParameters = { memory_kib: 19 * 1024, passes: 2, lanes: 1 };

const SALT_BYTES = 16;
const HASH_BYTES = 32;
const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

const argon2Async = promisify(argon2);

/** Hashes a password as it was typed. Takes about 40 ms and 19 MiB on a thread of libuv's pool: go through the hash pool. */
export async function hashPassword(password: string, parameters: HashParameters = hashParameters): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, { salt, bytes: HASH_BYTES, parameters });
  const { memory_kib, passes, lanes } = parameters;
  return `$argon2id$v=19$m=${memory_kib},t=${passes},p=${lanes}$${unpadded(salt)}$${unpadded(hash)}`;
}

/** @returns whether the password made this hash; false for a string that is no argon2id hash. */
export async function verifyPassword(password: string, phc: string): Promise<boolean> {
  const stored = parse(phc);
  if (stored === null) return false;
  const { salt, hash, parameters } = stored;
  return timingSafeEqual(await derive(password, { salt, bytes: hash.length, parameters }), hash);
}

/** @returns whether the hash was made with other parameters than today's. */
export function isOutdated(phc: string, parameters: HashParameters = hashParameters): boolean {
  const stored = parse(phc)?.parameters;
  return (
    stored?.memory_kib !== parameters.memory_kib ||
    stored.passes !== parameters.passes ||
    stored.lanes !== parameters.lanes
  );
}

async function derive(
  password: string,
  options: { readonly salt: Buffer; readonly bytes: number; readonly parameters: HashParameters },
): Promise<Buffer> {
  const { memory_kib, passes, lanes } = options.parameters;
  return argon2Async('argon2id', {
    message: password,
    nonce: options.salt,
    tagLength: options.bytes,
    memory: memory_kib,
    passes,
    parallelism: lanes,
  });
}

function parse(phc: string): { salt: Buffer; hash: Buffer; parameters: HashParameters } | null {
  const match = PHC.exec(phc);
  if (match === null) return null;
  const [, memory = '', passes = '', lanes = '', salt = '', hash = ''] = match;
  return {
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
    parameters: { memory_kib: Number(memory), passes: Number(passes), lanes: Number(lanes) },
  };
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
