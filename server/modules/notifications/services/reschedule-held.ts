import type { Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { planDelivery } from '../delivery-plan.ts';
import type { Preference } from '../preference.ts';
import { notifications } from '../tables.ts';

/** Gives what waits for a digest or the end of quiet hours the time that it would wait for if it came now. */
export async function rescheduleHeld(platform: Platform, tx: Tx, preference: Preference): Promise<void> {
  const now = platform.clock.now();
  for (const channel of ['email', 'push', 'webhook'] as const) {
    const plan = planDelivery({ waits_in_quiet_hours: true }, { channel, preference, now, mails: 0 });
    await notifications(tx)
      .updateTable('deliveries')
      .where('user_id', '=', preference.user_id)
      .where('channel', '=', channel)
      .where('status', '=', 'pending')
      .where('hold', 'in', ['digest', 'quiet_hours'])
      .set({ next_try_at: plan.next_try_at })
      .execute();
  }
}
