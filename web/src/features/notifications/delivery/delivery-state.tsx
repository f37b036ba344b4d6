import { useNow } from '../../../app/use-now.ts';
import type { DeliveryView } from '../../../lib/queries/notifications.ts';
import { classNames } from '../../../ui/class-names.ts';
import { statusNames } from './words.ts';

/** How a delivery stands, in a colour and in words. */
export function DeliveryState({ delivery }: { readonly delivery: DeliveryView }) {
  const now_ms = useNow(5_000);
  const words = stateWords(delivery, now_ms);
  const slow = delivery.status === 'sent' && delivery.attempts > 1;
  return (
    <span className="delivery-state" title={delivery.last_error ?? delivery.reason ?? undefined}>
      <span className={classNames('dot', `delivery-${slow ? 'slow' : delivery.status}`)} />
      <span className="truncate">{words}</span>
    </span>
  );
}

/** "Delivered", "Delivered at the 3rd try" as "Delivered, 3 tries", "Next try in 2 min", "Failed after 5 tries". */
export function stateWords(delivery: DeliveryView, now_ms: number): string {
  const { status, attempts, next_try_at, reason } = delivery;
  const tries = `${attempts} ${attempts === 1 ? 'try' : 'tries'}`;
  if (status === 'sent') return attempts > 1 ? `Delivered, ${tries}` : 'Delivered';
  if (status === 'failed') return `Failed after ${tries}`;
  if (status === 'suppressed') return reason ?? statusNames.suppressed;
  if (next_try_at === null || attempts === 0) return 'Waiting';
  return `${tries}, next ${inWords(Date.parse(next_try_at) - now_ms)}`;
}

function inWords(wait_ms: number): string {
  if (wait_ms < 1000) return 'now';
  const wait_s = Math.ceil(wait_ms / 1000);
  if (wait_s < 90) return `in ${wait_s} s`;
  const minutes = Math.round(wait_s / 60);
  return minutes < 90 ? `in ${minutes} min` : `in ${Math.round(minutes / 60)} h`;
}
