import { signal } from '../../../platform/signals.ts';

/** There is something to send to a vendor's program now. */
export const subscriptionsDue = signal<null>('orders.subscriptions_due');
