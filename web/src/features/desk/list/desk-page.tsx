import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { PackageCheck, Unplug } from 'lucide-react';
import { useState } from 'react';
import { useNow } from '../../../app/use-now.ts';
import { messageOf } from '../../../lib/problems.ts';
import { deskQuery, vendorOrdersQuery } from '../../../lib/queries/desk.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { LoadingRows } from '../../../ui/loading-rows.tsx';
import { useVendor } from '../../inventory/vendor/use-vendor.ts';
import { DeskNav } from '../desk-nav.tsx';
import { useDeskNews } from '../use-desk-news.ts';
import { DeskBar } from './desk-bar.tsx';
import { belongs, type DeskState, filterOf, tabOf } from './desk-state.ts';
import { DeskTable } from './desk-table.tsx';
import { DeskTabs } from './desk-tabs.tsx';
import { PrintBar } from './print-bar.tsx';
import '../../orders/order-parts.css';

const SALES_DAYS = 30;

/** What was sold, by what is to be done with it. */
export function DeskPage() {
  const { vendor, vendor_id } = useVendor();
  useTitle(`Orders · ${vendor.name}`);
  useDeskNews(vendor_id);
  const state = useSearch({ from: '/app/inventory/$vendor/orders' });
  const navigate = useNavigate({ from: '/inventory/$vendor/orders' });
  const change = (next: DeskState) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true, resetScroll: false });
  const desk = useQuery(deskQuery(vendor_id, SALES_DAYS)).data;
  const list = useOrders(state);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const known = new Set(list.orders.map(({ id }) => id));
  const chosen = new Set([...marked].filter((id) => known.has(id)));
  return (
    <div className="desk">
      <h1 className="unseen">Orders</h1>
      <DeskNav>
        <DeskBar state={state} onChange={change} />
      </DeskNav>
      <DeskTabs tab={tabOf(state)} desk={desk} onChange={(tab) => change({ tab, sort: undefined })} />
      {list.error !== null && list.loaded && <Banner>{messageOf(list.error)} These rows are as they were.</Banner>}
      <div className="desk-rows" aria-busy={list.replacing || undefined}>
        {!list.loaded && list.error === null && <LoadingRows label="Loading orders" />}
        {!list.loaded && list.error !== null && (
          <EmptyState
            icon={<Unplug className="icon" aria-hidden="true" />}
            title="The orders could not be read"
            action={<Button onClick={list.retry}>Try again</Button>}
          >
            {messageOf(list.error)}
          </EmptyState>
        )}
        {list.loaded && list.orders.length === 0 && <NoOrders state={state} onChange={change} />}
        {list.orders.length > 0 && <DeskTable orders={list.orders} marked={chosen} onMark={setMarked} />}
        {list.more && (
          <div className="order-more mb-4">
            <Button busy={list.loading_more} onClick={list.readMore}>
              More orders
            </Button>
          </div>
        )}
      </div>
      {chosen.size > 0 && <PrintBar ids={[...chosen]} onClear={() => setMarked(new Set())} />}
    </div>
  );
}

function useOrders(state: DeskState) {
  const { vendor_id } = useVendor();
  const now_ms = useNow(30_000);
  const today = new Date(now_ms);
  today.setHours(0, 0, 0, 0);
  const query = useInfiniteQuery(vendorOrdersQuery(vendor_id, filterOf(state, today.getTime())));
  const all = query.data?.pages.flatMap((page) => page.orders) ?? [];
  const orders = all.filter(({ due_at }) => belongs(state, due_at, now_ms));
  return {
    orders,
    loaded: query.data !== undefined,
    replacing: query.isPlaceholderData,
    error: query.error,
    retry: () => void query.refetch(),
    more: query.hasNextPage && orders.length === all.length,
    loading_more: query.isFetchingNextPage,
    readMore: () => void query.fetchNextPage(),
  };
}

function NoOrders({ state, onChange }: { readonly state: DeskState; readonly onChange: (next: DeskState) => void }) {
  const filtered = state.q !== undefined || (state.period !== undefined && state.period !== 'any');
  const tab = tabOf(state);
  const words = {
    to_ship: ['Nothing to send', 'What is bought and paid stands here, the most urgent first.'],
    overdue: ['Nothing is overdue', 'Everything that had to leave by now has left.'],
    shipped: ['Nothing was sent yet', 'What you sent stands here.'],
    returns: ['No returns wait', 'What buyers want to send back stands here until it is settled.'],
    all: ['Nothing was sold yet', 'What is bought from you stands here.'],
  } as const;
  const [title, lead] = filtered
    ? (['No order like that', 'Search for something else, or in all of them.'] as const)
    : words[tab];
  return (
    <EmptyState
      icon={<PackageCheck className="icon" aria-hidden="true" />}
      title={title}
      action={
        filtered && <Button onClick={() => onChange({ q: undefined, period: undefined })}>Clear the filters</Button>
      }
    >
      {lead}
    </EmptyState>
  );
}
