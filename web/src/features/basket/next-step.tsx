import { Link } from '@tanstack/react-router';
import { formatMoney } from '../../lib/format/money.ts';
import type { BasketLineView, BasketView } from '../../lib/queries/basket.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { countOf } from '../shop/words.ts';
import { goToFirst } from './changed-lines.ts';

interface NextStepProps {
  readonly changed: readonly BasketLineView[];
  readonly basket?: BasketView;
  /** At the bottom of a phone, with the total. */
  readonly bar?: boolean;
}

/** The one next step: to decide on what changed, and then to pay. */
export function NextStep({ changed, basket, bar = false }: NextStepProps) {
  const step =
    changed.length > 0 ? (
      <Button tone="primary" size="large" className="grow" onClick={() => goToFirst(changed)}>
        Review {countOf(changed.length, 'change')}
      </Button>
    ) : (
      <Link to="/checkout" className={`${buttonClass({ tone: 'primary', size: 'large' })} grow`}>
        Go to checkout
      </Link>
    );
  if (!bar) return <div className="basket-next">{step}</div>;
  return (
    <div className="basket-bar">
      <p className="text-12 text-muted">
        Total
        <span className="basket-bar-total">{formatMoney(basket?.total_minor, basket?.currency ?? 'EUR')}</span>
      </p>
      {step}
    </div>
  );
}
