import type { Platform } from '../../../platform/platform.ts';
import type { LiveSession } from '../session.ts';
import { identity } from '../tables.ts';

/** The session a browser's cookie stands for, unless it has ended or expired. */
export async function findSessionByCookie(platform: Platform, cookieHash: Buffer): Promise<LiveSession | null> {
  return (await liveSessions(platform).where('sessions.cookie_hash', '=', cookieHash).executeTakeFirst()) ?? null;
}

/** The family a program's token belongs to, unless it has ended or expired. */
export async function findTokenFamily(
  platform: Platform,
  family: { readonly session_id: string; readonly user_id: string },
): Promise<LiveSession | null> {
  const found = await liveSessions(platform)
    .where('sessions.id', '=', family.session_id)
    .where('sessions.user_id', '=', family.user_id)
    .where('sessions.kind', '=', 'token')
    .executeTakeFirst();
  return found ?? null;
}

function liveSessions(platform: Platform) {
  return identity(platform.db)
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .where('sessions.ended_at', 'is', null)
    .where('sessions.expires_at', '>', platform.clock.now())
    .select([
      'sessions.id as session_id',
      'sessions.kind',
      'sessions.user_id',
      'users.tier',
      'users.role',
      'users.is_demo',
      'sessions.last_used_at',
      'sessions.expires_at',
    ]);
}
