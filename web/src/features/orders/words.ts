import type { FulfilmentStatus, OrderStatus, PaymentStatus } from '../../../../contract/orders-terms.ts';
import { momentOf } from '../../lib/format/time.ts';
import { UNKNOWN } from '../../lib/format/number.ts';

/** What states of orders are called, for both sides of the counter. */

export type Tone = 'neutral' | 'line' | 'ok' | 'danger' | 'warn' | 'accent';
export interface StateWords {
  readonly text: string;
  readonly tone: Tone;
}
interface States {
  readonly status: OrderStatus;
  readonly payment_status: PaymentStatus;
  readonly fulfilment_status: FulfilmentStatus;
}

const sendings: Readonly<Record<FulfilmentStatus, StateWords>> = {
  unfulfilled: { text: 'Being packed', tone: 'neutral' },
  partial: { text: 'Partially shipped', tone: 'accent' },
  shipped: { text: 'Shipped', tone: 'accent' },
  delivered: { text: 'Delivered', tone: 'ok' },
  partially_returned: { text: 'Partially returned', tone: 'neutral' },
  returned: { text: 'Returned', tone: 'neutral' },
};

/** How far an order is, in one badge. */
export function progressOf({ status, payment_status, fulfilment_status }: States): StateWords {
  if (status === 'cancelled') return { text: 'Cancelled', tone: 'neutral' };
  if (status === 'expired') return { text: 'Ran out', tone: 'neutral' };
  if (status === 'pending_payment')
    return payment_status === 'failed'
      ? { text: 'Payment declined', tone: 'danger' }
      : { text: 'Waits for payment', tone: 'warn' };
  return sendings[fulfilment_status];
}

/** What came back of the money, where some did. */
export function moneyBackOf({ payment_status }: Pick<States, 'payment_status'>): StateWords | null {
  if (payment_status === 'partially_refunded') return { text: 'Partially refunded', tone: 'neutral' };
  return payment_status === 'refunded' ? { text: 'Refunded', tone: 'neutral' } : null;
}

const titles: Readonly<Record<string, string>> = {
  created: 'Order made',
  placed: 'Order placed',
  shipped: 'Parcel sent',
  delivered: 'Parcel delivered',
  completed: 'Completed',
  cancelled: 'Cancelled',
  pieces_cancelled: 'Pieces cancelled',
  shortfall: 'Pieces missing',
  expired: 'Ran out',
  refund_requested: 'Refund started',
  refunded: 'Refunded',
  refund_failed: 'Refund stuck',
  return_requested: 'Return asked for',
  return_approved: 'Return agreed',
  return_refused: 'Return refused',
  return_received: 'Return arrived',
  note: 'Note',
  paid: 'Paid',
};

/** Name of an event; the sentence stands below it. */
export function eventTitle(type: string): string {
  const plain = type.replaceAll('_', ' ');
  return titles[type] ?? plain.charAt(0).toUpperCase() + plain.slice(1);
}

const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** "Tue 18 Nov, 16:20" on the reader's clock. */
export function whenWords(moment: string | null): string {
  const at = momentOf(moment);
  return at === null ? UNKNOWN : `${dayWords(moment)}, ${clock.format(at)}`;
}

/** "Tue 18 Nov". */
export function dayWords(moment: string | null): string {
  const at = momentOf(moment);
  return at === null ? UNKNOWN : day.format(at).replace(',', '');
}

/** "2 min", "16:20" of today, "Tue 18 Nov, 16:20" before: short enough for the end of a line. */
export function sinceWords(moment: string, now_ms: number): string {
  const at = momentOf(moment);
  if (at === null) return UNKNOWN;
  const minutes = Math.floor((now_ms - at) / 60_000);
  if (minutes < 1) return 'now';
  if (minutes < 60) return `${minutes} min`;
  return day.format(at) === day.format(now_ms) ? clock.format(at) : whenWords(moment);
}
