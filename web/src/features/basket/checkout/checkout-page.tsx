import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ShoppingCart, Unplug } from 'lucide-react';
import { messageOf } from '../../../lib/problems.ts';
import { BASKET_REFRESH_MS, basketQuery } from '../../../lib/queries/basket.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { usePaying } from '../paying.ts';
import { CheckoutForm } from './checkout-form.tsx';
import { PayingPage } from './paying-page.tsx';
import '../basket.css';
import './checkout.css';

/** From a basket to an order: who, where to, how it is sent, how it is paid; on one page. */
export function CheckoutPage() {
  const paying = usePaying();
  useTitle('Checkout');
  return paying === null ? <FromBasket /> : <PayingPage key={paying.group_id} paying={paying} />;
}

function FromBasket() {
  const { data, error, isPending, refetch } = useQuery({ ...basketQuery, refetchInterval: BASKET_REFRESH_MS });
  if (isPending) {
    return (
      <div className="basket-page" aria-busy="true">
        <h1>Checkout</h1>
        <output className="unseen">Loading the basket</output>
      </div>
    );
  }
  if (data === undefined) {
    return (
      <div role="alert">
        <h1 className="unseen">Checkout</h1>
        <EmptyState
          icon={<Unplug className="icon" aria-hidden="true" />}
          title="The basket could not be read"
          action={
            <Button tone="primary" onClick={() => void refetch()}>
              Try again
            </Button>
          }
        >
          {messageOf(error)}
        </EmptyState>
      </div>
    );
  }
  if (data === null || data.parts.length === 0) {
    return (
      <>
        <h1 className="unseen">Checkout</h1>
        <EmptyState
          icon={<ShoppingCart className="icon" aria-hidden="true" />}
          title="There is nothing to pay for"
          action={
            <Link to="/shop" className={buttonClass({ tone: 'primary' })}>
              Look into the shop
            </Link>
          }
        >
          Your basket is empty.
        </EmptyState>
      </>
    );
  }
  return <CheckoutForm basket={data} offline={error !== null} />;
}
