import { useQuery } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { Unplug } from 'lucide-react';
import type { OrderGroupView } from '../../../../../contract/orders.ts';
import { ApiError } from '../../../lib/api.ts';
import { messageOf } from '../../../lib/problems.ts';
import { PAYING_REFRESH_MS, payingQuery } from '../../../lib/queries/basket.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { readBasketAgain } from '../change-basket.ts';
import { type Paying, setPaying } from '../paying.ts';
import { PayAgain } from './pay-again.tsx';
import { useStanding } from './use-standing.ts';
import { ASKED, PLACED, Waiting } from './waiting.tsx';

/** An order that waits for its payment: the way on to a bank, another try, or the order once it is paid. */
export function PayingPage({ paying }: { readonly paying: Paying }) {
  const { data, error, refetch } = useQuery({
    ...payingQuery(paying.group_id, paying.token),
    refetchInterval: PAYING_REFRESH_MS,
  });
  if (data) return <Standing paying={paying} group={data} />;
  if (error === null) return <Waiting words="Loading the order" />;
  const unknown = error instanceof ApiError && error.has('order_unknown');
  return (
    <div role="alert">
      <h1 className="unseen">Checkout</h1>
      <EmptyState
        icon={<Unplug className="icon" aria-hidden="true" />}
        title={unknown ? 'The order is not known here' : 'The order could not be read'}
        action={
          unknown ? (
            <Button tone="primary" onClick={() => setPaying(null)}>
              Back to the basket
            </Button>
          ) : (
            <Button tone="primary" onClick={() => void refetch()}>
              Try again
            </Button>
          )
        }
      >
        {messageOf(error)}
      </EmptyState>
    </div>
  );
}

interface StandingProps {
  readonly paying: Paying;
  readonly group: OrderGroupView;
}

function Standing({ paying, group }: StandingProps) {
  const router = useRouter();
  const leave = (address: string) => {
    void readBasketAgain();
    router.history.replace(address);
  };
  const stage = useStanding(paying, group, { leave });
  if (stage === 'paid') return <Waiting words={PLACED} />;
  if (stage === 'asked') return <Waiting words={ASKED} />;
  if (stage === 'over') return <Over />;
  return <PayAgain paying={paying} group={group} stage={stage} />;
}

function Over() {
  return (
    <>
      <h1 className="unseen">Checkout</h1>
      <EmptyState
        icon={<Unplug className="icon" aria-hidden="true" />}
        title="This order ran out"
        action={
          <Link to="/basket" className={buttonClass({ tone: 'primary' })} onClick={() => setPaying(null)}>
            To the basket
          </Link>
        }
      >
        It was not paid in time, or it was cancelled. Nothing was charged, and its pieces are on sale again.
      </EmptyState>
    </>
  );
}
