import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ScanBarcode } from 'lucide-react';
import { useState } from 'react';
import { useNow } from '../../../app/use-now.ts';
import { call } from '../../../lib/api.ts';
import { formatAgo } from '../../../lib/format/time.ts';
import { messageOf } from '../../../lib/problems.ts';
import { countQuery, countsQuery, type StockCountHead } from '../../../lib/queries/inventory-counts.ts';
import { locationsQuery, staffQuery } from '../../../lib/queries/inventory.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Select } from '../../../ui/select.tsx';
import { useVendor } from '../vendor/use-vendor.ts';
import './count.css';

const MINUTE_MS = 60_000;
const statusWords = { open: 'Open', applied: 'Applied', cancelled: 'Cancelled' } as const;

/** Counts that are open and that were; and the way to start one at a location. */
export function CountsPage() {
  const { vendor, vendor_id, can } = useVendor();
  useTitle(`Counts · ${vendor.name}`);
  const counts = useInfiniteQuery(countsQuery(vendor_id));
  const rows = counts.data?.pages.flatMap((page) => page.counts);
  return (
    <div className="page vendor-narrow">
      <h1 className="mb-1">Counts</h1>
      <p className="mb-4 max-w-[64ch] text-muted">
        Count a location with a scanner or by hand. The ledger is corrected when the count is applied; what is sold
        meanwhile stays sold.
      </p>
      {can('startCount') && <StartCount />}
      {counts.error !== null && rows === undefined && (
        <div role="alert" className="flex flex-wrap items-center gap-3">
          <p>{messageOf(counts.error)}</p>
          <Button onClick={() => void counts.refetch()}>Try again</Button>
        </div>
      )}
      {rows?.length === 0 && (
        <EmptyState icon={<ScanBarcode className="icon" aria-hidden="true" />} title="Nothing counted yet">
          Every count is kept here with what it changed.
        </EmptyState>
      )}
      {rows !== undefined && rows.length > 0 && (
        <ul className="card overflow-hidden" aria-label="Counts">
          {rows.map((count) => (
            <CountHead key={count.id} count={count} />
          ))}
        </ul>
      )}
      {counts.hasNextPage && (
        <Button className="mt-4" busy={counts.isFetchingNextPage} onClick={() => void counts.fetchNextPage()}>
          Older counts
        </Button>
      )}
    </div>
  );
}

function CountHead({ count }: { readonly count: StockCountHead }) {
  const { vendor_id } = useVendor();
  const now = useNow(MINUTE_MS);
  const { data: places = [] } = useQuery(locationsQuery(vendor_id));
  const { data: staff = [] } = useQuery(staffQuery(vendor_id));
  const place = places.find(({ id }) => id === count.location_id)?.name ?? 'A location';
  const by = staff.find(({ user_id }) => user_id === count.started_by);
  const who = by === undefined ? '' : ` by ${by.name === '' ? by.email : by.name}`;
  return (
    <li>
      <Link
        to="/inventory/$vendor/counts/$id"
        params={{ vendor: vendor_id, id: count.id }}
        className="vendor-row count-link"
      >
        <span className="min-w-0 grow">
          <span className="block truncate font-medium">{place}</span>
          <span className="block truncate text-12 text-muted">
            Started {formatAgo(count.started_at, now)}
            {who}
          </span>
        </span>
        <Badge tone={count.status === 'open' ? 'accent' : 'line'}>{statusWords[count.status]}</Badge>
      </Link>
    </li>
  );
}

function StartCount() {
  const { vendor_id } = useVendor();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data: places = [] } = useQuery(locationsQuery(vendor_id));
  const [chosen, setChosen] = useState<string | null>(null);
  const location_id = chosen ?? places[0]?.id;
  const start = useMutation({
    mutationFn: (body: { readonly location_id: string }) => call('startCount', { params: { vendor_id }, body }),
    async onSuccess({ data }) {
      client.setQueryData(countQuery(vendor_id, data.id).queryKey, data);
      void client.invalidateQueries({ queryKey: countsQuery(vendor_id).queryKey });
      await navigate({ to: '/inventory/$vendor/counts/$id', params: { vendor: vendor_id, id: data.id } });
    },
  });
  if (location_id === undefined) return null;
  return (
    <div className="mb-6">
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-[200px] max-md:grow">
          <Select
            label="Location"
            value={location_id}
            options={places.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setChosen}
          />
        </div>
        <Button tone="primary" busy={start.isPending} onClick={() => start.mutate({ location_id })}>
          <ScanBarcode className="icon" aria-hidden="true" />
          Start a count
        </Button>
      </div>
      {start.error !== null && (
        <p role="alert" className="mt-2 text-danger">
          {messageOf(start.error)}
        </p>
      )}
    </div>
  );
}
