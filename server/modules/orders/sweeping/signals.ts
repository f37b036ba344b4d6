import { signal } from '../../../platform/signals.ts';

/** Something of orders is due now: workers look. */
export const ordersDue = signal<null>('orders.due');
