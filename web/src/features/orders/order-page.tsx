import { Link, useParams } from '@tanstack/react-router';
import { ChevronRight, ReceiptText, Unplug } from 'lucide-react';
import { useUser } from '../../app/session.ts';
import { ApiError } from '../../lib/api.ts';
import { messageOf } from '../../lib/problems.ts';
import type { OrderGroupView } from '../../lib/queries/orders.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Badge } from '../../ui/badge.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton, useWaited } from '../../ui/skeleton.tsx';
import { AddressPanel } from './address-panel.tsx';
import { RefundsPanel, ReturnsPanel } from './back-panels.tsx';
import { CancelledPanel } from './cancelled-panel.tsx';
import { OrderActs } from './order-acts.tsx';
import { ParcelPanel } from './parcel-panel.tsx';
import { parcelsOf } from './parcels.ts';
import { SumsPanel } from './sums-panel.tsx';
import { happenedIn, Timeline } from './timeline.tsx';
import { Unpaid } from './unpaid.tsx';
import { useOrder } from './use-order.ts';
import { moneyBackOf, progressOf } from './words.ts';
import './order-parts.css';
import './orders.css';

/** One checkout: a parcel per sending, what came back, what it cost, and what happened, as it happens. */
export function OrderPage() {
  const { id } = useParams({ from: '/either/orders/$id' });
  const { group, error, token, refetch } = useOrder(id);
  useTitle(group === undefined ? 'Order' : `Order ${group.number}`);
  if (group === undefined) return error === null ? <Loading /> : <NoOrder error={error} retry={() => void refetch()} />;
  return (
    <div className="order-page">
      <Head group={group} token={token} />
      {error !== null && (
        <Banner
          action={
            <Button size="small" onClick={() => void refetch()}>
              Try again
            </Button>
          }
        >
          {messageOf(error)} What you see is as it was.
        </Banner>
      )}
      <Unpaid group={group} token={token} />
      <div className="order-columns">
        <div className="order-main">
          <Parcels group={group} />
          <CancelledPanel orders={group.orders} />
          <RefundsPanel orders={group.orders} />
          <ReturnsPanel orders={group.orders} />
        </div>
        <div className="order-side">
          <SumsPanel group={group} />
          <section className="panel" aria-labelledby="happened">
            <header className="panel-head">
              <h2 id="happened">What happened</h2>
            </header>
            <Timeline events={happenedIn(group.orders)} />
          </section>
          <AddressPanel group={group} />
        </div>
      </div>
    </div>
  );
}

function Parcels({ group }: { readonly group: OrderGroupView }) {
  const parcels = group.orders.flatMap((order) => parcelsOf(order).map((parcel) => ({ order, parcel })));
  return parcels
    .filter(({ order }) => order.status !== 'cancelled')
    .map(({ order, parcel }, at) => <ParcelPanel key={parcel.key} order={order} parcel={parcel} number={at + 1} />);
}

function Head({ group, token }: { readonly group: OrderGroupView; readonly token: string | undefined }) {
  const user = useUser();
  const states = statesOf(group);
  return (
    <header>
      {user !== null && (
        <nav className="order-crumbs" aria-label="Breadcrumb">
          <Link to="/orders">Orders</Link>
          <ChevronRight className="icon-small" aria-hidden="true" />
          <span aria-current="page">{group.number}</span>
        </nav>
      )}
      <div className="order-head">
        <h1>Order {group.number}</h1>
        <output className="order-states">
          {states.map(({ text, tone }) => (
            <Badge key={text} tone={tone}>
              {text}
            </Badge>
          ))}
          {group.is_test && (
            <Badge tone="warn" title="Paid with money that is none">
              Test money
            </Badge>
          )}
        </output>
        <span className="order-live">
          <span className="dot" aria-hidden="true" />
          Updates by itself
        </span>
        <OrderActs group={group} token={token} />
      </div>
    </header>
  );
}

/** Of the checkout as a whole: what its orders have in common, or how far the furthest is. */
function statesOf(group: OrderGroupView) {
  const { orders, status } = group;
  const alive = orders.filter((order) => order.status === 'placed' || order.status === 'completed');
  const reached = new Set(alive.map(({ fulfilment_status }) => fulfilment_status));
  const [only] = reached;
  const under_way = [...reached].some((one) => one !== 'unfulfilled');
  const fulfilment_status = only !== undefined && reached.size === 1 ? only : under_way ? 'partial' : 'unfulfilled';
  const declined = group.payment?.state === 'declined';
  const payment_status =
    group.refunded_minor === 0
      ? declined
        ? 'failed'
        : 'paid'
      : group.refunded_minor < group.total_minor
        ? 'partially_refunded'
        : 'refunded';
  const back = moneyBackOf({ payment_status });
  return [progressOf({ status, payment_status, fulfilment_status }), ...(back === null ? [] : [back])];
}

function Loading() {
  const waited = useWaited(true);
  return (
    <div className="order-page" aria-busy="true">
      <h1 className="unseen">Order</h1>
      <output className="unseen">Loading the order</output>
      {waited && (
        <div className="panel order-wait" aria-hidden="true">
          <Skeleton width="40%" />
          <Skeleton width="64%" />
          <Skeleton width="30%" />
        </div>
      )}
    </div>
  );
}

function NoOrder({ error, retry }: { readonly error: Error; readonly retry: () => void }) {
  const user = useUser();
  const unknown = error instanceof ApiError && error.has('order_unknown');
  const { pathname } = location;
  return (
    <div role="alert">
      <h1 className="unseen">Order</h1>
      <EmptyState
        icon={
          unknown ? <ReceiptText className="icon" aria-hidden="true" /> : <Unplug className="icon" aria-hidden="true" />
        }
        title={unknown ? 'This order is not open here' : 'The order could not be read'}
        action={
          !unknown ? (
            <Button tone="primary" onClick={retry}>
              Try again
            </Button>
          ) : user === null ? (
            <Link to="/sign-in" search={{ next: pathname }} className={buttonClass({ tone: 'primary' })}>
              Sign in
            </Link>
          ) : (
            <Link to="/orders" className={buttonClass({ tone: 'primary' })}>
              Your orders
            </Link>
          )
        }
      >
        {unknown
          ? 'There is none at this address for you. Bought as a guest? Open the whole link from the mail once more. Bought with an account? Sign in with it.'
          : messageOf(error)}
      </EmptyState>
    </div>
  );
}
