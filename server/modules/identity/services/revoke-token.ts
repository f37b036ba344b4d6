import { inTransaction } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { hashToken, isToken } from '../opaque-token.ts';
import { identity } from '../tables.ts';
import { endSessions } from './end-sessions.ts';

/** Ends the family of a refresh token, spent or not. Nothing is said about a token that is not known (RFC 7009). */
export async function revokeToken(platform: Platform, refresh: string): Promise<void> {
  if (!isToken(refresh)) return;
  await inTransaction(platform.db, async (tx) => {
    const family = await identity(tx)
      .selectFrom('refresh_tokens')
      .innerJoin('sessions', 'sessions.id', 'refresh_tokens.session_id')
      .where('refresh_tokens.token_hash', '=', hashToken(refresh))
      .select(['sessions.id', 'sessions.user_id'])
      .executeTakeFirst();
    if (family !== undefined) await endSessions(tx, platform, { user_id: family.user_id, only: family.id });
  });
}
