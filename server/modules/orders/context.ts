import type { Platform } from '../../platform/platform.ts';
import type { BuyerAttempts } from './attempts.ts';
import type { PaymentProvider } from './payments/provider.ts';

/** What the module keeps in one process, beside the platform. */
export interface OrdersContext {
  readonly platform: Platform;
  readonly payments: PaymentProvider;
  readonly attempts: BuyerAttempts;
}
