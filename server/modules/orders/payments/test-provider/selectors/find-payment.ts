import type { Platform } from '../../../../../platform/platform.ts';
import { testBooks, type TestPaymentRow } from '../tables.ts';

export async function findPayment(platform: Platform, key: string): Promise<TestPaymentRow | null> {
  const found = await testBooks(platform.db)
    .selectFrom('payments')
    .where('key', '=', key)
    .selectAll()
    .executeTakeFirst();
  return found ?? null;
}
