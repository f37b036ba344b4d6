import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ReceiptText, Unplug } from 'lucide-react';
import { formatMoney } from '../../lib/format/money.ts';
import { messageOf } from '../../lib/problems.ts';
import { type OrderGroupSummaryView, orderGroupsQuery } from '../../lib/queries/orders.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadingRows } from '../../ui/loading-rows.tsx';
import { Art } from '../shop/art.tsx';
import { countOf } from '../shop/words.ts';
import { useOrderNews } from './use-order.ts';
import { dayWords, moneyBackOf, progressOf } from './words.ts';
import './order-parts.css';
import './orders.css';

/** What one bought, newest first. */
export function OrdersPage() {
  useTitle('Orders');
  useOrderNews();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(orderGroupsQuery);
  const groups = data?.pages.flatMap((page) => page.groups) ?? [];
  return (
    <div className="order-page order-list-page">
      <header className="order-head">
        <h1>Orders</h1>
      </header>
      {data === undefined && error === null && <LoadingRows label="Loading your orders" />}
      {data === undefined && error !== null && (
        <EmptyState
          icon={<Unplug className="icon" aria-hidden="true" />}
          title="Your orders could not be read"
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {messageOf(error)}
        </EmptyState>
      )}
      {data !== undefined && groups.length === 0 && <NoOrders />}
      {groups.length > 0 && (
        <ul className="panel order-list" aria-label="Orders">
          {groups.map((group) => (
            <OrderRow key={group.id} group={group} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <div className="order-more">
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Older orders
          </Button>
        </div>
      )}
    </div>
  );
}

function OrderRow({ group }: { readonly group: OrderGroupSummaryView }) {
  const state = progressOf(group);
  const back = moneyBackOf(group);
  const more = group.pieces - group.titles.length;
  return (
    <li className="order-row">
      <span className="order-row-art" aria-hidden="true">
        {group.titles.map((title, at) => (
          <Art key={title} image_url={group.image_urls[at] ?? null} seed={title} mark="" />
        ))}
      </span>
      <div className="order-row-what">
        <p className="order-row-name">
          <Link to="/orders/$id" params={{ id: group.id }} className="order-row-link">
            {group.titles[0] ?? `Order ${group.number}`}
          </Link>
          {more > 0 && <span className="text-muted"> and {countOf(more, 'more piece')}</span>}
        </p>
        <p className="text-12 text-muted">
          {group.number} · {dayWords(group.created_at)} · {group.vendors.join(', ')}
        </p>
        <p className="order-states">
          <Badge tone={state.tone}>{state.text}</Badge>
          {back !== null && <Badge tone={back.tone}>{back.text}</Badge>}
        </p>
      </div>
      <span className="order-row-total">{formatMoney(group.total_minor, group.currency)}</span>
    </li>
  );
}

function NoOrders() {
  return (
    <EmptyState
      icon={<ReceiptText className="icon" aria-hidden="true" />}
      title="You have not bought anything yet"
      action={
        <Link to="/shop" className={buttonClass({ tone: 'primary' })}>
          Look into the shop
        </Link>
      }
    >
      What you buy stands here with its parcels, from the order to the door.
    </EmptyState>
  );
}
