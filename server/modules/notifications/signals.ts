import { signal } from '../../platform/signals.ts';

/** There is something to send now: deliverers look at the queue. */
export const deliveriesDue = signal<null>('notifications.deliveries_due');
