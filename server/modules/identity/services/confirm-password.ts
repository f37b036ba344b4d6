import { AppError } from '../../../../contract/errors.ts';
import type { Member } from '../../../platform/actor.ts';
import { confirmAttempts, takeOrRefuse } from '../attempt-limits.ts';
import type { IdentityContext } from '../context.ts';
import { findPasswordHash } from '../selectors/find-credentials.ts';

/**
 * Asks a signed-in caller for the password again, before what cannot be undone: a session left open is not enough.
 * @returns the stored hash it was checked against.
 * @throws AppError `demo_protected`; `password_wrong`; `rate_limited` `{ retry_after_s }`; `unavailable`.
 */
export async function confirmPassword(context: IdentityContext, actor: Member, password: string): Promise<string> {
  if (actor.is_demo) throw new AppError('demo_protected');
  const taken = confirmAttempts(actor.user_id);
  takeOrRefuse(context.attempts, taken);
  const password_hash = await findPasswordHash(context.platform, actor.user_id);
  const right = await context.passwords.matches(password, password_hash);
  if (password_hash === null || !right) throw new AppError('password_wrong', { pointer: '/current_password' });
  context.attempts.giveBack(taken);
  return password_hash;
}
