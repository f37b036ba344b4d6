import type { PushSubscriptionRow } from '../tables-outlets.ts';

/** Characters of User-Agent that are kept. */
export const CLIENT_LENGTH_MAX = 200;

/** A browser as its owner sees it: its endpoint and keys stay here. */
export interface PushSubscriptionView {
  readonly id: string;
  readonly client: string;
  readonly created_at: string;
  readonly last_used_at: string | null;
}

export function pushSubscriptionView(
  row: Pick<PushSubscriptionRow, 'id' | 'client' | 'created_at' | 'last_used_at'>,
): PushSubscriptionView {
  const { id, client, created_at, last_used_at } = row;
  return { id, client, created_at: created_at.toISOString(), last_used_at: last_used_at?.toISOString() ?? null };
}
