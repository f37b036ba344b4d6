import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ScanBarcode } from 'lucide-react';
import { formatDate } from '../../../lib/format/time.ts';
import { messageOf } from '../../../lib/problems.ts';
import { countQuery, type StockCountView } from '../../../lib/queries/inventory-counts.ts';
import { locationsQuery } from '../../../lib/queries/inventory.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { useVendor } from '../vendor/use-vendor.ts';
import { CountList } from './count-list.tsx';
import { countRows, countSums } from './count-rows.ts';
import { CountSession } from './count-session.tsx';
import { emptyBox } from './count-box.ts';
import './count.css';

/** One count: the session while it is open, what it found afterwards. */
export function CountPage() {
  const { vendor, vendor_id, can } = useVendor();
  const { id } = useParams({ from: '/app/inventory/$vendor/counts/$id' });
  useTitle(`Count · ${vendor.name}`);
  const { data, error, refetch } = useQuery(countQuery(vendor_id, id));
  const { data: places = [] } = useQuery(locationsQuery(vendor_id));
  if (data === undefined) {
    return (
      error && (
        <EmptyState
          icon={<ScanBarcode className="icon" aria-hidden="true" />}
          title="The count could not be read"
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {messageOf(error)}
        </EmptyState>
      )
    );
  }
  const place = places.find((one) => one.id === data.location_id)?.name ?? '';
  if (data.status === 'open' && can('enterCounts')) return <CountSession key={id} count={data} place={place} />;
  return <CountResult count={data} place={place} />;
}

function CountResult({ count, place }: { readonly count: StockCountView; readonly place: string }) {
  const { vendor_id } = useVendor();
  const rows = countRows({ count, box: emptyBox, last: null });
  const { pieces, more, fewer } = countSums(rows);
  const when = formatDate(count.ended_at ?? count.started_at);
  return (
    <div className="page vendor-narrow">
      <Link
        to="/inventory/$vendor/counts"
        params={{ vendor: vendor_id }}
        className="link"
        activeOptions={{ exact: true }}
      >
        All counts
      </Link>
      <header className="mt-2 mb-4 flex flex-wrap items-center gap-3">
        <h1>Count of {place}</h1>
        <Badge tone={count.status === 'applied' ? 'ok' : 'line'}>
          {count.status === 'open' ? 'Open' : `${count.status === 'applied' ? 'Applied' : 'Cancelled'} ${when}`}
        </Badge>
      </header>
      <p className="mb-4 text-muted">
        {pieces} pieces of {rows.length} listings: {more} more than the ledger said, {fewer} fewer.
      </p>
      <CountList rows={rows} />
    </div>
  );
}
