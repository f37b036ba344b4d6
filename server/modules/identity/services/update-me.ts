import { AppError } from '../../../../contract/errors.ts';
import type { BodyOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import type { RequestInfo } from '../../../platform/http/route.ts';
import { type Account, accountColumns, type MeView, meView } from '../account.ts';
import type { IdentityContext } from '../context.ts';
import { refuseWeakPassword } from '../password-rules.ts';
import { identity } from '../tables.ts';
import { confirmPassword } from './confirm-password.ts';
import { endSessions } from './end-sessions.ts';
import { rememberPlace } from './remember-place.ts';

/**
 * Changes the actor's name, password or both, together or not at all. A new password ends every other session, with its
 * tokens and sockets, and forgets the places the account was used from: one of them may be a thief's.
 *
 * @throws AppError `demo_protected`, `password_wrong`, `password_weak`, `rate_limited`, `unavailable`;
 *   `sign_in_required` when the account was erased meanwhile.
 */
export async function updateMe(
  context: IdentityContext,
  call: { readonly actor: Member; readonly body: BodyOf<'updateMe'>; readonly request: RequestInfo },
): Promise<MeView> {
  const { actor, body, request } = call;
  if (actor.is_demo) throw new AppError('demo_protected');
  const change = await passwordChange(context, actor, body);
  return inTransaction(context.platform.db, async (tx) => {
    const account = await identity(tx)
      .updateTable('users')
      .set({
        ...(body.name === undefined ? {} : { name: body.name }),
        ...(change === null ? {} : { password_hash: change.after }),
      })
      .where('id', '=', actor.user_id)
      .$if(change !== null, (users) => users.where('password_hash', '=', change?.before ?? ''))
      .returning(accountColumns)
      .executeTakeFirst();
    if (account === undefined) throw new AppError(change === null ? 'sign_in_required' : 'password_wrong');
    if (change !== null) {
      const { platform } = context;
      await endSessions(tx, platform, { user_id: actor.user_id, except: actor.session_id });
      await identity(tx).deleteFrom('known_places').where('user_id', '=', actor.user_id).execute();
      await rememberPlace(tx, platform, { user_id: actor.user_id, address: request.address });
      platform.log.info({ event: 'authn_password_change', user_id: actor.user_id, request_id: request.id });
    }
    return meView(account);
  });
}

/** @returns the hash that must still stand and the one to put in its place; null when the password stays. */
async function passwordChange(
  context: IdentityContext,
  actor: Member,
  body: BodyOf<'updateMe'>,
): Promise<{ readonly before: string; readonly after: string } | null> {
  if (body.password === undefined) return null;
  const before = await confirmPassword(context, actor, body.current_password ?? '');
  refuseWeakPassword(body.password, await ownerOf(context, actor));
  return { before, after: await context.passwords.hash(body.password) };
}

async function ownerOf(context: IdentityContext, actor: Member): Promise<Pick<Account, 'email' | 'name'>> {
  const owner = await identity(context.platform.db)
    .selectFrom('users')
    .where('id', '=', actor.user_id)
    .select(['email', 'name'])
    .executeTakeFirst();
  if (owner === undefined) throw new AppError('sign_in_required');
  return owner;
}
