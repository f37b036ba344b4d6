import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Store, Unplug } from 'lucide-react';
import { useMemo } from 'react';
import { ApiError } from '../../../lib/api.ts';
import { formatDate } from '../../../lib/format/time.ts';
import { messageOf } from '../../../lib/problems.ts';
import { shopVendorQuery } from '../../../lib/queries/shop.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Storefront } from '../storefront.tsx';
import type { ShopState } from '../view/shop-state.ts';
import { countOf, countryName } from '../words.ts';
import '../shop.css';

/** What one vendor has on sale, and how it sends. */
export function ShopVendorPage() {
  const { id } = useParams({ from: '/either/shop/vendors/$id' });
  const state = useSearch({ from: '/either/shop/vendors/$id' });
  const navigate = useNavigate({ from: '/shop/vendors/$id' });
  const { data, error, refetch } = useQuery(shopVendorQuery(id));
  const fixed = useMemo(() => ({ vendor_id: id }), [id]);
  useTitle(data?.name ?? 'Shop');
  if (data === undefined) return error && <NoVendor error={error} retry={() => void refetch()} />;
  const from = countryName(data.ships_from);
  const about = [
    from && `Ships from ${from}`,
    `sent within ${countOf(data.handling_days, 'working day')}`,
    data.return_days > 0 ? `${data.return_days} days to send back` : 'no returns',
    `here since ${formatDate(data.since)}`,
  ].filter(Boolean);
  const show = (next: ShopState) => void navigate({ search: next, replace: true, resetScroll: false });
  return (
    <Storefront
      title={data.name}
      about={
        <p className="mt-1 text-12 text-muted">
          {about.join(' · ')} ·{' '}
          <Link to="/shop" className="link">
            All vendors
          </Link>
        </p>
      }
      state={state}
      onChange={show}
      fixed={fixed}
    />
  );
}

function NoVendor({ error, retry }: { readonly error: Error; readonly retry: () => void }) {
  const missing = error instanceof ApiError && error.status < 500;
  return (
    <div role={missing ? undefined : 'alert'}>
      <h1 className="unseen">Vendor</h1>
      <EmptyState
        icon={missing ? <Store className="icon" aria-hidden="true" /> : <Unplug className="icon" aria-hidden="true" />}
        title={missing ? 'There is no such vendor' : 'The vendor could not be read'}
        action={
          missing ? (
            <Link to="/shop" className={buttonClass({ tone: 'primary' })}>
              To the shop
            </Link>
          ) : (
            <Button tone="primary" onClick={retry}>
              Try again
            </Button>
          )
        }
      >
        {missing ? 'It may have closed, or the address was cut short.' : messageOf(error)}
      </EmptyState>
    </div>
  );
}
