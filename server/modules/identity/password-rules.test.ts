import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Password, Register } from '../../../contract/identity.ts';
import { refuseWeakPassword, weaknessOf } from './password-rules.ts';

/** Far above what any of these takes, far below what a pattern that runs away takes. */
const JUDGED_MS_MAX = 5_000;

const OWNER = { email: 'grace.hopper@example.org', name: 'Grace Hopper' };

describe('what a password may be', () => {
  it('is anything of 8 to 128 characters that is not easy to guess, spaces and any script included', () => {
    for (const password of [
      'correct horse battery staple',
      'a long enough passphrase',
      'Vfzh8%qT',
      'пароль от облака',
      '密码是一只会飞的猫',
      '  padded with spaces  ',
      '🐢🐇🐢🐎🐇🐢🦊🐢🐙',
      'x7'.padEnd(128, 'qkzvwy8'),
    ]) {
      expect([password, weaknessOf(password, OWNER)]).toEqual([password, null]);
      expect(Password.safeParse(password).success).toBe(true);
    }
  });

  it.each([
    [
      'common',
      [
        'password',
        'Password1',
        'P@ssw0rd!',
        'iloveyou',
        'letmein99',
        '1q2w3e4r',
        'Football2024!',
        'superman',
        '123monkey',
        'admin123',
      ],
    ],
    ['repeated', ['aaaaaaaa', 'abababab', 'xyzxyzxyz', '11111111', '        ', 'no!no!no!']],
    ['sequence', ['12345678', '87654321', 'abcdefgh', 'qwertyuiop', 'asdfghjk', '1qaz2wsx3edc', 'qwer1234']],
    ['like_email', ['grace.hopper@example.org', 'Grace.Hopper', 'grace.hopper1906']],
    ['like_name', ['Grace Hopper', 'grace hopper!']],
    ['like_product', ['omni-stock', 'OmniStock1', 'omnistock2026!', 'Omni Stock']],
  ] as const)('is not %s', (_reason, passwords) => {
    for (const password of passwords) expect([password, weaknessOf(password, OWNER)]).not.toEqual([password, null]);
  });

  it('is refused with the reason and the field', () => {
    expect(() => refuseWeakPassword('abababab', OWNER)).toThrow(
      expect.objectContaining({ code: 'password_weak', detail: { reason: 'repeated', pointer: '/password' } }),
    );
  });

  it('reaches the server exactly as it was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 8, maxLength: 40 }), (password) => {
        fc.pre(password.length <= 128);
        const read = Register.safeParse({ email: 'a@example.org', password });
        expect(read.data?.password).toBe(password);
      }),
    );
  });

  it('is judged in time, however hostile it is', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8, maxLength: 128 }), (password) => {
        const start = performance.now();
        weaknessOf(password, OWNER);
        expect(performance.now() - start).toBeLessThan(JUDGED_MS_MAX);
      }),
    );
    for (const unit of ['a', 'ab1', '1_', 'qwe', '@4', '\u00e4', '0'])
      weaknessOf(unit.repeat(128).slice(0, 128), OWNER);
  });
});
