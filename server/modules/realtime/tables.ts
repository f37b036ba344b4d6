import type { AccountTier, Role } from '../../../contract/tiers.ts';
import { tables } from '../../platform/db/tables.ts';

/** The account behind a ticket; all null for a visitor's. */
export interface TicketHolder {
  user_id: string | null;
  session_id: string | null;
  tier: AccountTier | null;
  role: Role | null;
  is_demo: boolean;
  via: 'cookie' | 'token' | null;
  /** The driver gives bigint as text. */
  auth_expires_ms: string | number | null;
}

interface RealtimeTables {
  tickets: TicketHolder & { ticket_hash: Buffer; origin: string | null; created_at: Date; expires_at: Date };
  user_event_counters: { user_id: string; last_n: string | number };
  user_events: { user_id: string; n: string | number; topic: string; data: string; created_at: Date };
}

export const realtime = tables<RealtimeTables>('realtime');
