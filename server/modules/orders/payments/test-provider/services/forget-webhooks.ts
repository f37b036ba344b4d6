import type { Platform } from '../../../../../platform/platform.ts';
import { testBooks } from '../tables.ts';

/** Webhooks are kept for looking at for this long. */
const KEPT_MS = 7 * 86_400_000;

/** Forgets webhooks whose time is long over, also those that nobody took. */
export async function forgetWebhooks(platform: Platform): Promise<void> {
  await testBooks(platform.db)
    .deleteFrom('webhooks')
    .where('due_at', '<', new Date(platform.clock.ms() - KEPT_MS))
    .execute();
}
