import { inTransaction } from '../../../platform/db/transaction.ts';
import { newId } from '../../../platform/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import { DEMO_EMAIL } from '../account.ts';
import { identity } from '../tables.ts';
import { endSessions } from './end-sessions.ts';

/** The demo account at start. `created` is true for the process that made it, which may fill it. */
export interface DemoAccount {
  readonly user_id: string;
  readonly email: string;
  readonly created: boolean;
}

/**
 * Makes the demo account where the configuration wants one; where it does not, ends what sessions it still has. It is a
 * Premium account, so that a visitor sees prices as live as they get.
 *
 * @returns null when there is to be no demo.
 */
export async function ensureDemo(platform: Platform): Promise<DemoAccount | null> {
  return inTransaction(platform.db, async (tx) => {
    const existing = await identity(tx).selectFrom('users').where('is_demo', '=', true).select('id').executeTakeFirst();
    if (!platform.config.demo) {
      if (existing !== undefined) await endSessions(tx, platform, { user_id: existing.id });
      return null;
    }
    if (existing !== undefined) return { user_id: existing.id, email: DEMO_EMAIL, created: false };
    const id = newId();
    const inserted = await identity(tx)
      .insertInto('users')
      .values({
        id,
        email: DEMO_EMAIL,
        name: 'Demo',
        password_hash: null,
        tier: 'premium',
        role: 'user',
        is_demo: true,
        created_at: platform.clock.now(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (inserted !== undefined) return { user_id: id, email: DEMO_EMAIL, created: true };
    // Another process made it at this moment; the insert above has waited for it.
    const other = await identity(tx)
      .selectFrom('users')
      .where('is_demo', '=', true)
      .select('id')
      .executeTakeFirstOrThrow();
    return { user_id: other.id, email: DEMO_EMAIL, created: false };
  });
}
