import type { PASSWORD_LENGTH_MIN } from '../../../../contract/identity.ts';

/** The contract's number, by its type: its module would bring zod along. */
const PASSWORD_MIN: typeof PASSWORD_LENGTH_MIN = 8;
export const PASSWORD_HINT = `At least ${PASSWORD_MIN} characters. A few words in a row are best.`;

/** What is wrong with an e-mail address, or undefined. The server has the last word. */
export function emailProblem(email: string): string | undefined {
  return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email.trim())
    ? undefined
    : 'Enter an e-mail address, such as you@example.org.';
}

/** What is wrong with a password that is to be set, or undefined. */
export function newPasswordProblem(password: string): string | undefined {
  return password.length >= PASSWORD_MIN ? undefined : `Use at least ${PASSWORD_MIN} characters.`;
}

/** What is wrong with a password that is to be typed again, or undefined. */
export function typedPasswordProblem(password: string): string | undefined {
  return password === '' ? 'Type your password.' : undefined;
}

/** Leaves out the fields nothing is wrong with. */
export function wrongOnly<Field extends string>(
  found: Readonly<Record<Field, string | undefined>>,
): { readonly [F in Field]?: string } {
  const wrong: { [F in Field]?: string } = {};
  for (const [field, problem] of Object.entries(found) as [Field, string | undefined][]) {
    if (problem !== undefined) wrong[field] = problem;
  }
  return wrong;
}
