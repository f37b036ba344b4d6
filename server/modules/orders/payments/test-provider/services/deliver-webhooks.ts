import { sql } from 'kysely';
import { inTransaction } from '../../../../../platform/db/transaction.ts';
import type { Platform } from '../../../../../platform/platform.ts';
import { testBooks } from '../tables.ts';

/** A webhook that this process alone may deliver for RETRY_MS. */
export interface DueTestWebhook {
  readonly id: string;
  readonly body: string;
}

/** Then it counts as not delivered and is due again. */
const RETRY_MS = 10_000;
const ATTEMPTS_MAX = 20;

/** Takes webhooks that are due, the longest due first; another process takes others at the same time. */
export async function dueTestWebhooks(platform: Platform, limit: number): Promise<DueTestWebhook[]> {
  const now = platform.clock.now();
  return inTransaction(platform.db, (tx) =>
    testBooks(tx)
      .updateTable('webhooks')
      .where('id', 'in', (from) =>
        from
          .selectFrom('webhooks')
          .where('delivered_at', 'is', null)
          .where('due_at', '<=', now)
          .where('attempts', '<', ATTEMPTS_MAX)
          .orderBy('due_at')
          .orderBy('id')
          .limit(limit)
          .select('id')
          .forUpdate()
          .skipLocked(),
      )
      .set({ due_at: new Date(now.getTime() + RETRY_MS), attempts: sql`attempts + 1` })
      .returning(['id', 'body'])
      .execute(),
  );
}

export async function markDelivered(platform: Platform, id: string): Promise<void> {
  await testBooks(platform.db)
    .updateTable('webhooks')
    .where('id', '=', id)
    .set({ delivered_at: platform.clock.now() })
    .execute();
}
