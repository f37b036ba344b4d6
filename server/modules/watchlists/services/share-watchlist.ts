import { randomBytes } from 'node:crypto';
import { AppError } from '../../../../contract/errors.ts';
import type { ReplyOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { watchlistChanged } from '../events.ts';
import { watchlists } from '../tables.ts';
import { lockWatchlist } from './lock-watchlist.ts';

/** 192 bits: nobody guesses a link. */
const TOKEN_BYTES = 24;

/**
 * Makes the public link of a list, or answers the one it has. The token is kept as it is, so that the owner can copy the
 * link again; it opens nothing but the list's symbols.
 * @throws AppError `watchlist_unknown`; `demo_protected`: what everyone edits is nobody's to publish.
 */
export async function shareWatchlist(
  platform: Platform,
  actor: Member,
  id: string,
): Promise<ReplyOf<'shareWatchlist'>> {
  if (actor.is_demo) throw new AppError('demo_protected');
  return inTransaction(platform.db, async (tx) => {
    await lockWatchlist(tx, actor, id);
    await watchlists(tx)
      .insertInto('shares')
      .values({
        watchlist_id: id,
        token: randomBytes(TOKEN_BYTES).toString('base64url'),
        created_at: platform.clock.now(),
      })
      .onConflict((conflict) => conflict.column('watchlist_id').doNothing())
      .execute();
    await platform.signals.send(tx, watchlistChanged, { watchlist_id: id, user_id: actor.user_id });
    const share = await watchlists(tx)
      .selectFrom('shares')
      .where('watchlist_id', '=', id)
      .select(['token', 'created_at'])
      .executeTakeFirstOrThrow();
    return { token: share.token, created_at: share.created_at.toISOString() };
  });
}

/**
 * Revokes the public link, if there is one.
 * @throws AppError `watchlist_unknown`.
 */
export async function unshareWatchlist(platform: Platform, actor: Member, id: string): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    await lockWatchlist(tx, actor, id);
    await watchlists(tx).deleteFrom('shares').where('watchlist_id', '=', id).execute();
    await platform.signals.send(tx, watchlistChanged, { watchlist_id: id, user_id: actor.user_id });
  });
}
