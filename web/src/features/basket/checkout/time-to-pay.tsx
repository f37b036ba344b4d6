import type { OrderGroupView } from '../../../../../contract/orders.ts';
import { useNow } from '../../../app/use-now.ts';
import { countOf } from '../../shop/words.ts';

/** How long an order that is not paid waits yet. */
export function TimeToPay({ pay_until }: Pick<OrderGroupView, 'pay_until'>) {
  const now_ms = useNow(10_000);
  const minutes = pay_until === null ? 0 : Math.ceil((Date.parse(pay_until) - now_ms) / 60_000);
  return (
    <p className="text-12 text-muted">
      {minutes > 0
        ? `It waits for you for ${countOf(minutes, 'more minute')}; after that it runs out and nothing is charged.`
        : 'Nothing is charged until you pay.'}
    </p>
  );
}
