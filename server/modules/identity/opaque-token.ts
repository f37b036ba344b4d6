import { createHash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;
/** 256 bits in base64url. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** A secret that means nothing by itself: 256 random bits in base64url. Its owner keeps it; we keep its hash. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** SHA-256 is enough for a secret of 256 random bits: there is nothing to guess. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** @returns whether the text has the form of a token, so that other text costs no question to the database. */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}
