import { AppError } from '../../../../contract/errors.ts';
import type { Member } from '../../../platform/actor.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import type { RequestInfo } from '../../../platform/http/route.ts';
import type { IdentityContext } from '../context.ts';
import { accessRevoked } from '../signals.ts';
import { identity } from '../tables.ts';
import { confirmPassword } from './confirm-password.ts';
import { lockAdmins, refuseLastAdmin } from './lock-admins.ts';
import { recordAudit } from './record-audit.ts';

/**
 * Erases the actor's account and all that hangs on it, in every module: their tables refer to `identity.users` with
 * ON DELETE CASCADE. What stays is one audit row with the bare id.
 *
 * @throws AppError `demo_protected`, `password_wrong`, `last_admin`, those of `leaving`, `rate_limited`, `unavailable`.
 */
export async function deleteMe(
  context: IdentityContext,
  call: { readonly actor: Member; readonly current_password: string; readonly request: RequestInfo },
): Promise<void> {
  const { actor, request } = call;
  const { platform } = context;
  const password_hash = await confirmPassword(context, actor, call.current_password);
  await inTransaction(platform.db, async (tx) => {
    refuseLastAdmin(await lockAdmins(tx), actor.user_id);
    await context.leaving(tx, actor.user_id);
    const { numDeletedRows } = await identity(tx)
      .deleteFrom('users')
      .where('id', '=', actor.user_id)
      .where('password_hash', '=', password_hash)
      .executeTakeFirstOrThrow();
    if (numDeletedRows === 0n) throw new AppError('password_wrong', { pointer: '/current_password' });
    await platform.signals.send(tx, accessRevoked, { user_id: actor.user_id, session_id: null, ended: true });
    const subject_id = actor.user_id;
    await recordAudit(tx, platform, {
      action: 'user.erased',
      actor_id: subject_id,
      subject_id,
      request_id: request.id,
    });
  });
}
