import type { z } from 'zod';
import { SESSIONS_LISTED_MAX, type SessionList } from '../../../../contract/identity.ts';
import type { Member } from '../../../platform/actor.ts';
import type { Platform } from '../../../platform/platform.ts';
import { identity } from '../tables.ts';

/** Where the actor's account is signed in, last used first. In the shared demo account one sees only oneself. */
export async function listSessions(platform: Platform, actor: Member): Promise<z.output<typeof SessionList>> {
  const rows = await identity(platform.db)
    .selectFrom('sessions')
    .where('user_id', '=', actor.user_id)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', platform.clock.now())
    .$if(actor.is_demo, (query) => query.where('id', '=', actor.session_id))
    .orderBy('last_used_at', 'desc')
    .orderBy('id', 'desc')
    .limit(SESSIONS_LISTED_MAX)
    .select(['id', 'kind', 'created_at', 'last_used_at', 'client'])
    .execute();
  return rows.map(({ id, kind, created_at, last_used_at, client }) => ({
    id,
    kind,
    current: id === actor.session_id,
    created_at: created_at.toISOString(),
    last_used_at: last_used_at.toISOString(),
    client,
  }));
}
