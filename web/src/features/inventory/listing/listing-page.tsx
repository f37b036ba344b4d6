import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { PackageX } from 'lucide-react';
import { messageOf } from '../../../lib/problems.ts';
import { listingQuery } from '../../../lib/queries/inventory-listing.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { useVendor } from '../vendor/use-vendor.ts';
import { FactsPanel, GradingPanel } from './facts-panel.tsx';
import { EditPanel } from './form/edit-panel.tsx';
import { ChangesPanel } from './history/changes-panel.tsx';
import { PricePanel } from './history/price-panel.tsx';
import { ListingHead } from './listing-head.tsx';
import { PhotosPanel } from './photos/photos-panel.tsx';
import { StockFigures, StockPanel } from './stock-panel.tsx';
import './listing.css';

/** One listing whole: photos, stock, what it is, its price and its history. */
export function ListingPage() {
  const { vendor_id, can } = useVendor();
  const { id } = useParams({ from: '/app/inventory/$vendor/listings/$id' });
  const { data, error, refetch } = useQuery(listingQuery(vendor_id, id));
  useTitle(data?.listing.title ?? 'Listing');
  if (data === undefined) return error && <NoListing error={error} retry={() => void refetch()} />;
  const { listing, etag } = data;
  return (
    <div className="listing">
      <ListingHead listing={listing} />
      <div className="listing-columns">
        <div className="listing-column">
          <PhotosPanel key={`photos ${id}`} listing={listing} />
          {listing.grading !== null && <GradingPanel grading={listing.grading} />}
        </div>
        <div className="listing-column">
          <StockFigures listing={listing} />
          {can('updateCollectible') ? (
            <EditPanel key={`edit ${id}`} listing={listing} etag={etag} />
          ) : (
            <FactsPanel listing={listing} />
          )}
          <StockPanel listing={listing} />
        </div>
        <div className="listing-column">
          <PricePanel listing={listing} />
          <ChangesPanel listing={listing} />
        </div>
      </div>
    </div>
  );
}

function NoListing({ error, retry }: { readonly error: Error; readonly retry: () => void }) {
  const { vendor_id } = useVendor();
  return (
    <EmptyState
      icon={<PackageX className="icon" aria-hidden="true" />}
      title="The listing could not be read"
      action={
        <>
          <Button onClick={retry}>Try again</Button>
          <Link to="/inventory/$vendor" params={{ vendor: vendor_id }} className={buttonClass()}>
            Stock
          </Link>
        </>
      }
    >
      {messageOf(error)}
    </EmptyState>
  );
}
