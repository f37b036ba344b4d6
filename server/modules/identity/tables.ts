import type { JSONColumnType } from 'kysely';
import type { AccountTier, Role } from '../../../contract/tiers.ts';
import { tables } from '../../platform/db/tables.ts';
import type { SessionKind } from './session.ts';

interface IdentityTables {
  users: {
    id: string;
    email: string;
    name: string;
    password_hash: string | null;
    tier: AccountTier;
    role: Role;
    is_demo: boolean;
    created_at: Date;
  };
  sessions: {
    id: string;
    user_id: string;
    kind: SessionKind;
    cookie_hash: Buffer | null;
    client: string;
    created_at: Date;
    last_used_at: Date;
    expires_at: Date;
    ended_at: Date | null;
  };
  refresh_tokens: { token_hash: Buffer; session_id: string; created_at: Date; spent_at: Date | null };
  known_places: { user_id: string; place_hash: Buffer; last_seen_at: Date };
  signing_keys: { kid: string; public_key: string; private_key_sealed: Buffer; created_at: Date };
  setup_links: { only_one: boolean; token_hash: Buffer; expires_at: Date };
  audit_events: {
    id: string;
    at: Date;
    actor_id: string | null;
    action: string;
    subject_id: string;
    request_id: string | null;
    detail: JSONColumnType<Record<string, string>>;
  };
}

export const identity = tables<IdentityTables>('identity');
