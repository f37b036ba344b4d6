import { AppError } from '../../../contract/errors.ts';
import { commonPasswords, commonWords } from './common-passwords.ts';

/**
 * Which passwords are refused although they are long enough: those that guessing starts with. Nothing is asked of the
 * kinds of characters, and a password is never changed before it is hashed.
 */
export type Weakness = 'common' | 'repeated' | 'sequence' | 'like_email' | 'like_name' | 'like_product';

const PRODUCT = /^omni[\W_]*stock/;
/** Rows of keys and of letters and digits in which a run of neighbours is easy to guess, in both directions. */
const ROWS = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'yxcvbnm',
  'azertyuiop',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  'qazwsxedcrfvtgbyhnujm',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  '!@#$%^&*()',
];
const REVERSED = ROWS.map((row) => row.split('').reverse().join(''));
/** Neighbours in a row count as one guess from this length on. */
const RUN_LENGTH_MIN = 4;

/** @throws AppError `password_weak` `{ reason, pointer }` */
export function refuseWeakPassword(password: string, owner: { readonly email: string; readonly name: string }): void {
  const reason = weaknessOf(password, owner);
  if (reason !== null) throw new AppError('password_weak', { reason, pointer: '/password' });
}

export function weaknessOf(
  password: string,
  owner: { readonly email: string; readonly name: string },
): Weakness | null {
  const typed = password.toLowerCase();
  const plain = withoutDecoration(typed);
  if (commonPasswords.has(typed) || commonWords.has(plain)) return 'common';
  if (/^(.{1,4})\1+$/su.test(typed) || new Set(typed).size < 3) return 'repeated';
  if (isMadeOfRuns(typed)) return 'sequence';
  if (PRODUCT.test(plain) && plain.length <= 'omni-stock'.length + 1) return 'like_product';
  if (typed === owner.email || plain === withoutDecoration(owner.email.split('@')[0] ?? '')) return 'like_email';
  if (owner.name.length >= 4 && plain === withoutDecoration(owner.name.toLowerCase())) return 'like_name';
  return null;
}

/** `P@ssw0rd-2024!` is `password` to someone who guesses: figures and signs around it cut, common swaps undone. */
function withoutDecoration(text: string): string {
  const bare = text.replace(/^[\d\W_]{0,4}(?=\p{L})/u, '').replace(/[\d\W_]+$/u, '');
  return bare.replace(/[@4]/g, 'a').replace(/0/g, 'o').replace(/[1!]/g, 'i').replace(/3/g, 'e').replace(/[$5]/g, 's');
}

/** `abcd1234`, `qwertyuiop`, `87654321`: nothing but runs of neighbours, and at most three of them. */
function isMadeOfRuns(text: string): boolean {
  let rest = text;
  for (let run = 0; run < 3 && rest !== ''; run += 1) {
    const length = runLength(rest);
    if (length < Math.min(RUN_LENGTH_MIN, rest.length)) return false;
    rest = rest.slice(length);
  }
  return rest === '';
}

function runLength(text: string): number {
  const along = (row: string): number => {
    let length = 0;
    while (length < text.length && row.includes(text.slice(0, length + 1))) length += 1;
    return length;
  };
  return Math.max(...ROWS.map(along), ...REVERSED.map(along));
}
