import type { FulfilmentStatus, OrderStatus } from '../../../../contract/orders-terms.ts';
import { dayWords, type StateWords } from '../orders/words.ts';

interface Due {
  readonly status: OrderStatus;
  readonly fulfilment_status: FulfilmentStatus;
  readonly due_at: string | null;
}

const DAY_MS = 86_400_000;

/** How urgent it is that an order leaves; null where nothing has to. */
export function dueOf({ status, fulfilment_status, due_at }: Due, now_ms: number): StateWords | null {
  const open = status === 'placed' && (fulfilment_status === 'unfulfilled' || fulfilment_status === 'partial');
  if (!open || due_at === null) return null;
  const at = Date.parse(due_at);
  if (at < now_ms) {
    const days = Math.floor((now_ms - at) / DAY_MS);
    return { text: days === 0 ? 'Overdue' : `${days} ${days === 1 ? 'day' : 'days'} late`, tone: 'danger' };
  }
  if (new Date(at).toDateString() === new Date(now_ms).toDateString()) return { text: 'Ship today', tone: 'warn' };
  return { text: dayWords(due_at), tone: 'neutral' };
}
