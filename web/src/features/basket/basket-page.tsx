import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ShoppingCart, Unplug } from 'lucide-react';
import { useEffect } from 'react';
import { useConnection } from '../../lib/live/hooks.ts';
import { messageOf } from '../../lib/problems.ts';
import { BASKET_REFRESH_MS, basketQuery, type BasketView } from '../../lib/queries/basket.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton, useWaited } from '../../ui/skeleton.tsx';
import { countOf } from '../shop/words.ts';
import { changedLines } from './changed-lines.ts';
import { Codes } from './codes.tsx';
import { HoldTimer } from './hold-timer.tsx';
import { rememberBasket } from './known-basket.ts';
import { VendorPart } from './lines/vendor-part.tsx';
import { usePaying } from './paying.ts';
import { NextStep } from './next-step.tsx';
import { Totals } from './totals.tsx';
import './basket.css';

/** What one is about to buy, by vendor, with what changed since it was put in. */
export function BasketPage() {
  const { data, error, isPending, refetch } = useQuery({ ...basketQuery, refetchInterval: BASKET_REFRESH_MS });
  useTitle('Basket');
  const { phase } = useConnection();
  const there = data !== null && data !== undefined;
  // Put together on another device, it is known here from now on.
  useEffect(() => {
    if (there) rememberBasket();
  }, [there]);
  if (isPending) return <LoadingBasket />;
  if (data === undefined) return <NoBasket error={error} retry={() => void refetch()} />;
  return (
    <div className="basket-page">
      <WaitingOrder />
      <header className="basket-head">
        <h1>Basket</h1>
        {data !== null && data.pieces > 0 && (
          <p className="text-muted">
            {countOf(data.pieces, 'piece')} from {countOf(data.parts.length, 'vendor')}
          </p>
        )}
      </header>
      {(error !== null || phase === 'offline') && (
        <Banner
          action={
            <Button size="small" onClick={() => void refetch()}>
              Try again
            </Button>
          }
        >
          {error === null ? 'No connection. The basket is as it was.' : messageOf(error)}
        </Banner>
      )}
      {data === null || data.parts.length === 0 ? <EmptyBasket /> : <FullBasket basket={data} />}
    </div>
  );
}

function FullBasket({ basket }: { readonly basket: BasketView }) {
  const changed = changedLines(basket);
  const parts = [...basket.parts].sort((left, right) => problemsOf(right) - problemsOf(left));
  return (
    <>
      <div className="basket-columns">
        <div className="basket-parts">
          {basket.hold && <HoldTimer key={basket.hold.expires_at} hold={basket.hold} />}
          {parts.map((part) => (
            <VendorPart key={part.vendor.id} part={part} currency={basket.currency ?? 'EUR'} />
          ))}
        </div>
        <div className="basket-side">
          <section className="panel basket-sum" aria-label="Total">
            <Totals basket={basket} />
            <NextStep changed={changed} />
          </section>
          <Codes basket={basket} />
          <p className="text-12 text-muted">
            Prices are frozen when you place the order. If a vendor cannot send a piece, it is refunded in full.
          </p>
        </div>
      </div>
      <NextStep changed={changed} basket={basket} bar />
    </>
  );
}

function problemsOf({ lines }: BasketView['parts'][number]): number {
  return lines.some((line) => line.problem !== null) ? 1 : 0;
}

/** An order that is placed and not paid holds what was in the basket. */
function WaitingOrder() {
  const paying = usePaying();
  if (paying === null) return null;
  return (
    <Banner
      action={
        <Link to="/checkout" className={buttonClass({ size: 'small' })}>
          Go on
        </Link>
      }
    >
      An order of yours waits for its payment.
    </Banner>
  );
}

function EmptyBasket() {
  return (
    <EmptyState
      icon={<ShoppingCart className="icon" aria-hidden="true" />}
      title="Your basket is empty"
      action={
        <Link to="/shop" className={buttonClass({ tone: 'primary' })}>
          Look into the shop
        </Link>
      }
    >
      What you put in stays here for this browser; once you sign in, on every device of yours.
    </EmptyState>
  );
}

function LoadingBasket() {
  const waited = useWaited(true);
  return (
    <div className="basket-page" aria-busy="true">
      <header className="basket-head">
        <h1>Basket</h1>
      </header>
      <output className="unseen">Loading the basket</output>
      {waited && (
        <div className="panel basket-wait" aria-hidden="true">
          <Skeleton width="40%" />
          <Skeleton width="60%" />
          <Skeleton width="30%" />
        </div>
      )}
    </div>
  );
}

function NoBasket({ error, retry }: { readonly error: Error | null; readonly retry: () => void }) {
  return (
    <div role="alert">
      <h1 className="unseen">Basket</h1>
      <EmptyState
        icon={<Unplug className="icon" aria-hidden="true" />}
        title="The basket could not be read"
        action={
          <Button tone="primary" onClick={retry}>
            Try again
          </Button>
        }
      >
        {messageOf(error)}
      </EmptyState>
    </div>
  );
}
