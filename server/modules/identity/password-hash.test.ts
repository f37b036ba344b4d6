import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashParameters, hashPassword, isOutdated, verifyPassword } from './password-hash.ts';

const QUICK = { memory_kib: 64, passes: 1, lanes: 1 };

describe('a stored password', () => {
  it('is argon2id with at least 19 MiB, two passes and a salt of its own', async () => {
    const [one, two] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
    const [, memory, passes, lanes, salt = ''] =
      /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$[^$]+$/.exec(one) ?? [];
    expect(Number(memory)).toBeGreaterThanOrEqual(19 * 1024);
    expect(Number(passes)).toBeGreaterThanOrEqual(2);
    expect(Number(lanes)).toBeGreaterThanOrEqual(1);
    expect(Buffer.from(salt, 'base64')).toHaveLength(16);
    expect(one).not.toBe(two);
  });

  it('opens for the very password it was made of, and for no other', async () => {
    const distinct = fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 128 }), {
      minLength: 2,
      maxLength: 2,
    });
    await fc.assert(
      fc.asyncProperty(distinct, async ([password = '', other = '']) => {
        const phc = await hashPassword(password, QUICK);
        expect(await verifyPassword(password, phc)).toBe(true);
        expect(await verifyPassword(other, phc)).toBe(false);
      }),
      { numRuns: 50 },
    );
  });

  it('tells composed from decomposed letters: nothing is normalised', async () => {
    const phc = await hashPassword('caf\u00e9 caf\u00e9', QUICK);
    expect(await verifyPassword('cafe\u0301 cafe\u0301', phc)).toBe(false);
  });

  it('says when it was made with other parameters than today', async () => {
    const phc = await hashPassword('correct horse', QUICK);
    expect(isOutdated(phc, QUICK)).toBe(false);
    expect(isOutdated(phc, hashParameters)).toBe(true);
    expect(isOutdated('not a hash')).toBe(true);
  });

  it('verifies a hash made by another implementation', async () => {
    // Reference vector of the argon2 command line tool: argon2 somesalt -id -t 2 -m 16 -p 1, "password"
    const phc = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await verifyPassword('password', phc)).toBe(true);
  });

  it.each(['', 'plain', '$argon2i$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2g', '$2b$10$abcdefghijklmnopqrstuv'])(
    'never opens when it is no argon2id hash: %j',
    async (phc) => {
      expect(await verifyPassword('', phc)).toBe(false);
    },
  );
});
