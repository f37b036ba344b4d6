import type { Platform } from '../../../platform/platform.ts';
import { notifications } from '../tables.ts';

/** For how long the delivery has been due that nobody has taken for the longest, in seconds; 0 where none is due. */
export async function oldestDue_s({ db, clock }: Platform): Promise<number> {
  const now = clock.now();
  const row = await notifications(db)
    .selectFrom('deliveries')
    .where('status', '=', 'pending')
    .where('carried_by', 'is', null)
    .where('next_try_at', '<=', now)
    .where((eb) => eb.or([eb('claimed_until', 'is', null), eb('claimed_until', '<', now)]))
    .select((eb) => eb.fn.min('next_try_at').as('oldest'))
    .executeTakeFirst();
  return row?.oldest == null ? 0 : Math.max(0, (now.getTime() - row.oldest.getTime()) / 1000);
}
