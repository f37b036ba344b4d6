import { createSigner, createVerifier } from 'fast-jwt';
import { AppError } from '../../../contract/errors.ts';
import type { AccountTier, Role } from '../../../contract/tiers.ts';

/**
 * Access tokens after RFC 9068: signed with Ed25519 (`alg: EdDSA`, `typ: at+jwt`), good for ten minutes, for this
 * installation alone. A token proves who asks; whether its session still lives, and with what tier and role, is looked
 * up. Keys are found by `kid` in our own set only, and a header with anything else in it (jku, jwk, x5u, crit …) is refused.
 */
export const ACCESS_LIFE_S = 600;

const ALGORITHM = 'EdDSA';
const TYPE = 'at+jwt';
/** Ours have about 500 characters. */
const LENGTH_MAX = 1024;
/** Clocks of our own processes may differ by this much. */
const SKEW_S = 60;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Verified tokens each key remembers, so that a busy program's token is checked once. */
const VERIFIED_KEPT_MAX = 1000;

export interface AccessClaims {
  /** The account. */
  readonly sub: string;
  /** The session: its family of refresh tokens. */
  readonly sid: string;
  /** Tier and role when it was signed: for the program to read; the server goes by the account as it is now. */
  readonly tier: AccountTier;
  readonly role: Role;
  /** Seconds since 1970. */
  readonly iat: number;
  readonly exp: number;
}

/** One key, ready for use. */
export interface AccessKey {
  sign(claims: AccessClaims): string;
  /** @returns the claims of a token with a true signature for this audience; expiry is not looked at. @throws otherwise */
  read(token: string): unknown;
}

/** @param audience who signs and who is meant: both are this installation, by its public address. */
export function accessKey(
  pair: { readonly kid: string; readonly public_key: string; readonly private_key: string },
  audience: string,
): AccessKey {
  const sign = createSigner({
    key: pair.private_key,
    algorithm: ALGORITHM,
    kid: pair.kid,
    header: { alg: ALGORITHM, typ: TYPE },
    iss: audience,
    aud: audience,
  });
  const read = createVerifier({
    key: pair.public_key,
    algorithms: [ALGORITHM],
    checkTyp: TYPE,
    allowedIss: audience,
    allowedAud: audience,
    requiredClaims: ['iss', 'aud', 'sub', 'sid', 'iat', 'exp'],
    ignoreExpiration: true, // checked against our own clock below
    cache: VERIFIED_KEPT_MAX,
  });
  return { sign: (claims) => sign({ ...claims }), read: (token) => read(token) as unknown };
}

/**
 * @param keyOf finds a key in the local set.
 * @throws AppError `token_invalid`, or `token_expired` for one of ours that was good once.
 */
export async function verifyAccessToken(
  token: string,
  now_ms: number,
  keyOf: (kid: string) => Promise<AccessKey | null>,
): Promise<AccessClaims> {
  const kid = kidOf(token);
  const key = kid === null ? null : await keyOf(kid);
  const claims = key === null ? null : readOrNull(key, token);
  if (claims === null || !isAccessClaims(claims)) throw new AppError('token_invalid');
  if (claims.iat > now_ms / 1000 + SKEW_S) throw new AppError('token_invalid');
  if (claims.exp * 1000 <= now_ms) throw new AppError('token_expired');
  return claims;
}

/** Reads the header by hand, before any cryptography; null unless it is exactly what we write. */
function kidOf(token: string): string | null {
  if (token.length > LENGTH_MAX) return null;
  const parts = token.split('.');
  const [header = '', payload = '', signature = ''] = parts;
  if (parts.length !== 3 || ![header, payload, signature].every(isCanonical)) return null;
  try {
    const { alg, typ, kid, ...others } = Object(
      JSON.parse(Buffer.from(header, 'base64url').toString('utf8')),
    ) as Record<string, unknown>;
    const ours = alg === ALGORITHM && typ === TYPE && Object.keys(others).length === 0;
    return ours && typeof kid === 'string' && UUID.test(kid) ? kid : null;
  } catch {
    return null; // not JSON
  }
}

/** Base64url has several spellings of the same bytes; one of them is ours. */
function isCanonical(part: string): boolean {
  return part !== '' && Buffer.from(part, 'base64url').toString('base64url') === part;
}

function readOrNull(key: AccessKey, token: string): unknown {
  try {
    return key.read(token);
  } catch {
    return null; // whatever is wrong with it, the caller learns only that it is
  }
}

function isAccessClaims(value: unknown): value is AccessClaims {
  if (typeof value !== 'object' || value === null) return false;
  const { sub, sid, iat, exp } = value as Record<string, unknown>;
  return (
    [sub, sid].every((id) => typeof id === 'string' && UUID.test(id)) &&
    [iat, exp].every((time) => Number.isSafeInteger(time))
  );
}
