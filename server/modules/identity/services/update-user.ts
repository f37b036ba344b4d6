import { AppError } from '../../../../contract/errors.ts';
import type { BodyOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import type { RequestInfo } from '../../../platform/http/route.ts';
import type { Platform } from '../../../platform/platform.ts';
import { accountColumns, type MeView, meView } from '../account.ts';
import { accessRevoked } from '../signals.ts';
import { identity } from '../tables.ts';
import { lockAdmins, refuseLastAdmin } from './lock-admins.ts';
import { recordAudit } from './record-audit.ts';

/**
 * Changes an account's tier or role, for an administrator. It counts from the next call on, in every process, and open
 * sockets connect again to get it.
 *
 * @throws AppError `user_unknown`, `last_admin`, `demo_protected` (the demo account never administers), `forbidden` when
 *   the actor is no administrator any more.
 */
export async function updateUser(
  platform: Platform,
  call: {
    readonly actor: Member;
    readonly user_id: string;
    readonly body: BodyOf<'updateUser'>;
    readonly request: RequestInfo;
  },
): Promise<MeView> {
  const { actor, user_id, body, request } = call;
  return inTransaction(platform.db, async (tx) => {
    const admins = await lockAdmins(tx);
    if (!admins.includes(actor.user_id)) throw new AppError('forbidden');
    if (body.role === 'user') refuseLastAdmin(admins, user_id);
    const before = await identity(tx)
      .selectFrom('users')
      .where('id', '=', user_id)
      .select(accountColumns)
      .forUpdate()
      .executeTakeFirst();
    if (before === undefined) throw new AppError('user_unknown');
    if (before.is_demo && body.role === 'admin') throw new AppError('demo_protected');

    const { tier = before.tier, role = before.role } = body;
    const after = { ...before, tier, role };
    if (tier === before.tier && role === before.role) return meView(before);
    await identity(tx).updateTable('users').set({ tier, role }).where('id', '=', user_id).execute();
    await platform.signals.send(tx, accessRevoked, { user_id, session_id: null, ended: false });
    const detail = { tier: `${before.tier} > ${tier}`, role: `${before.role} > ${role}` };
    const subject = { subject_id: user_id, request_id: request.id, detail };
    await recordAudit(tx, platform, { action: 'user.changed', actor_id: actor.user_id, ...subject });
    return meView(after);
  });
}
