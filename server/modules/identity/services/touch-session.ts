import type { Platform } from '../../../platform/platform.ts';
import { type LiveSession, sessionLife_ms, TOUCH_EVERY_MS } from '../session.ts';
import { identity } from '../tables.ts';

/** Moves the end of a browser session that is in use; writes at most once in TOUCH_EVERY_MS. */
export async function touchSession(platform: Platform, session: LiveSession): Promise<LiveSession> {
  const now = platform.clock.now();
  const stale = new Date(now.getTime() - TOUCH_EVERY_MS);
  if (session.kind !== 'browser' || session.last_used_at > stale) return session;
  const moved = { last_used_at: now, expires_at: new Date(now.getTime() + sessionLife_ms(session.is_demo)) };
  await identity(platform.db)
    .updateTable('sessions')
    .set(moved)
    .where('id', '=', session.session_id)
    .where('ended_at', 'is', null)
    .where('last_used_at', '<=', stale)
    .execute();
  return { ...session, ...moved };
}
