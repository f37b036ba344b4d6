import { signal } from '../../platform/signals.ts';

/**
 * What an account or one of its sessions may do has changed: every process forgets what it remembered, and sockets that
 * were opened on it close. Sent in the transaction that makes the change.
 */
export interface AccessRevoked {
  readonly user_id: string;
  /** The session concerned; null for all of the account's. */
  readonly session_id: string | null;
  /** True when it is over; false when the account goes on with another tier or role, and may connect again. */
  readonly ended: boolean;
}

export const accessRevoked = signal<AccessRevoked>('identity.access_revoked');

/** A signing key came or went; every process reads the keys again. */
export const signingKeysChanged = signal<Record<string, never>>('identity.signing_keys_changed');
