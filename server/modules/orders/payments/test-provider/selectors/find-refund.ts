import type { Platform } from '../../../../../platform/platform.ts';
import type { RefundAnswer } from '../../provider.ts';
import { testBooks } from '../tables.ts';

export async function findRefund(platform: Platform, key: string): Promise<RefundAnswer | null> {
  const found = await testBooks(platform.db)
    .selectFrom('refunds')
    .where('key', '=', key)
    .selectAll()
    .executeTakeFirst();
  return found === undefined ? null : refundAnswer(found, platform.clock.now());
}

export function refundAnswer(
  refund: { readonly ref: string; readonly amount_minor: string; readonly settles_at: Date },
  now: Date,
): RefundAnswer {
  return {
    state: refund.settles_at <= now ? 'refunded' : 'pending',
    refund_ref: refund.ref,
    amount_minor: Number(refund.amount_minor),
  };
}
