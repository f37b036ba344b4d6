import { createHash } from 'node:crypto';

/** 16 hexadecimal digits of SHA-256: for names of files and folders, not for secrets. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
