import { type Actor, visitor } from '../../../platform/actor.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Grant } from '../ports.ts';
import { realtime, type TicketHolder } from '../tables.ts';
import { hashOf } from '../ticket.ts';

/**
 * Spends a ticket: of two that show it at once, one gets it. A ticket shown from another origin, or too late, is spent
 * as well. @returns null when there is no such ticket, or it is not good here and now.
 */
export async function takeTicket(platform: Platform, ticket: string, origin: string | null): Promise<Grant | null> {
  const row = await realtime(platform.db)
    .deleteFrom('tickets')
    .where('ticket_hash', '=', hashOf(ticket))
    .returningAll()
    .executeTakeFirst();
  if (row === undefined || row.origin !== origin || row.expires_at.getTime() <= platform.clock.ms()) return null;
  const actor = actorOf(row);
  return actor === null ? null : { actor, issued_ms: row.created_at.getTime() };
}

function actorOf({ user_id, session_id, tier, role, is_demo, via, auth_expires_ms }: TicketHolder): Actor | null {
  if (user_id === null) return visitor;
  if (session_id === null || tier === null || role === null || via === null || auth_expires_ms === null) return null;
  return { kind: 'member', user_id, session_id, tier, role, is_demo, via, expires_at_ms: Number(auth_expires_ms) };
}
