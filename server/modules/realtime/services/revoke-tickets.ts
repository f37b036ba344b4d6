import type { Platform } from '../../../platform/platform.ts';
import type { Revocation } from '../ports.ts';
import { realtime } from '../tables.ts';

/** Spends every ticket that the revoked sign-in vouches for, so that none opens a socket with the rights of before. */
export async function revokeTickets(platform: Platform, { user_id, session_id }: Revocation): Promise<void> {
  const tickets = realtime(platform.db).deleteFrom('tickets').where('user_id', '=', user_id);
  await (session_id === null ? tickets : tickets.where('session_id', '=', session_id)).execute();
}
