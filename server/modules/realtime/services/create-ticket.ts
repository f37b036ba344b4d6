import { TICKET_LIFE_MS } from '../../../../contract/live/protocol.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Platform } from '../../../platform/platform.ts';
import { realtime } from '../tables.ts';
import { hashOf, newTicket } from '../ticket.ts';

/**
 * Makes a ticket with which one socket, opened within TICKET_LIFE_MS by the same origin, acts as this actor.
 * @param origin of the calling page; null for a program.
 */
export async function createTicket(
  platform: Platform,
  actor: Actor,
  origin: string | null,
): Promise<{ readonly ticket: string; readonly expires_at: string }> {
  const ticket = newTicket();
  const created_at = platform.clock.now();
  const expires_at = new Date(created_at.getTime() + TICKET_LIFE_MS);
  const holder =
    actor.kind === 'visitor'
      ? { user_id: null, session_id: null, tier: null, role: null, is_demo: false, via: null, auth_expires_ms: null }
      : {
          user_id: actor.user_id,
          session_id: actor.session_id,
          tier: actor.tier,
          role: actor.role,
          is_demo: actor.is_demo,
          via: actor.via,
          auth_expires_ms: actor.expires_at_ms,
        };
  await realtime(platform.db)
    .insertInto('tickets')
    .values({ ticket_hash: hashOf(ticket), ...holder, origin, created_at, expires_at })
    .execute();
  return { ticket, expires_at: expires_at.toISOString() };
}
