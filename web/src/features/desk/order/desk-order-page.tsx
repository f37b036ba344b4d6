import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ChevronRight, PackageX, Unplug } from 'lucide-react';
import { useNow } from '../../../app/use-now.ts';
import { ApiError } from '../../../lib/api.ts';
import { messageOf } from '../../../lib/problems.ts';
import { type VendorOrderView, vendorOrderQuery } from '../../../lib/queries/desk.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Banner } from '../../../ui/banner.tsx';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { useVendor } from '../../inventory/vendor/use-vendor.ts';
import { CancelledPanel } from '../../orders/cancelled-panel.tsx';
import { RefundsPanel } from '../../orders/back-panels.tsx';
import { moneyBackOf, progressOf } from '../../orders/words.ts';
import { dueOf } from '../due.ts';
import { useDeskNews } from '../use-desk-news.ts';
import { DeskActs } from './desk-acts.tsx';
import { BuyerPanel, MoneyPanel } from './money-panel.tsx';
import { NotesPanel } from './notes-panel.tsx';
import { PackPanel } from './pack-panel.tsx';
import { LinesPanel, ParcelsPanel } from './parcels-panel.tsx';
import { DeskReturns } from './returns-panel.tsx';
import '../../orders/order-parts.css';
import '../../orders/orders.css';
import './desk-order.css';

/** One order of a vendor: pack it, send it, give money back, take pieces back. */
export function DeskOrderPage() {
  const { vendor_id } = useVendor();
  const { id } = useParams({ from: '/app/inventory/$vendor/orders/$id' });
  const { data, error, refetch } = useQuery(vendorOrderQuery(vendor_id, id));
  useDeskNews(vendor_id);
  useTitle(data === undefined ? 'Order' : `Order ${data.order.number}`);
  if (data === undefined) return error === null ? null : <NoOrder error={error} retry={() => void refetch()} />;
  return <OneOrder order={data.order} error={error} />;
}

function OneOrder({ order, error }: { readonly order: VendorOrderView; readonly error: Error | null }) {
  const { can } = useVendor();
  return (
    <div className="order-page desk-order">
      <Head order={order} />
      {error !== null && <Banner>{messageOf(error)} What you see is as it was.</Banner>}
      <div className="order-columns">
        <div className="order-main">
          {can('shipOrder') && <PackPanel order={order} />}
          <DeskReturns order={order} />
          <LinesPanel order={order} />
          <ParcelsPanel order={order} />
          <CancelledPanel orders={[order]} />
          <RefundsPanel orders={[order]} />
        </div>
        <div className="order-side">
          <BuyerPanel order={order} />
          <MoneyPanel order={order} />
          <NotesPanel order={order} />
        </div>
      </div>
    </div>
  );
}

function Head({ order }: { readonly order: VendorOrderView }) {
  const { vendor_id } = useVendor();
  const due = dueOf(order, useNow(30_000));
  const state = progressOf(order);
  const back = moneyBackOf(order);
  return (
    <header>
      <nav className="order-crumbs" aria-label="Breadcrumb">
        <Link to="/inventory/$vendor/orders" params={{ vendor: vendor_id }}>
          Orders
        </Link>
        <ChevronRight className="icon-small" aria-hidden="true" />
        <span aria-current="page">{order.number}</span>
      </nav>
      <div className="order-head">
        <h1>Order {order.number}</h1>
        <output className="order-states">
          {due !== null && <Badge tone={due.tone}>{due.text}</Badge>}
          <Badge tone={state.tone}>{state.text === 'Being packed' ? 'To pack' : state.text}</Badge>
          {back !== null && <Badge tone={back.tone}>{back.text}</Badge>}
          {order.is_test && (
            <Badge tone="warn" title="Paid with money that is none">
              Test money
            </Badge>
          )}
        </output>
        <DeskActs order={order} />
      </div>
    </header>
  );
}

function NoOrder({ error, retry }: { readonly error: Error; readonly retry: () => void }) {
  const { vendor_id } = useVendor();
  const unknown = error instanceof ApiError && error.has('order_unknown');
  return (
    <EmptyState
      icon={unknown ? <PackageX className="icon" aria-hidden="true" /> : <Unplug className="icon" aria-hidden="true" />}
      title={unknown ? 'No such order' : 'The order could not be read'}
      action={
        unknown ? (
          <Link to="/inventory/$vendor/orders" params={{ vendor: vendor_id }} className={buttonClass()}>
            All orders
          </Link>
        ) : (
          <Button onClick={retry}>Try again</Button>
        )
      }
    >
      {messageOf(error)}
    </EmptyState>
  );
}
