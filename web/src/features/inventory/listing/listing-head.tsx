import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronDown, Tag } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { type ListingStatus, listingTransitions } from '../../../../../contract/inventory-terms.ts';
import { messageOf } from '../../../lib/problems.ts';
import { type Listing, listingQuery } from '../../../lib/queries/inventory-listing.ts';
import { vendorKey } from '../../../lib/queries/inventory.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Menu, MenuItem } from '../../../ui/menu.tsx';
import { notify, notifyError } from '../../../ui/toast.tsx';
import { gradeOf, statusLabels } from '../stock/row.ts';
import { useVendor } from '../vendor/use-vendor.ts';
import { patchListing } from './form/use-listing-form.ts';

const LabelsDialog = lazy(async () => ({ default: (await import('../stock/bulk/labels-dialog.tsx')).LabelsDialog }));

const actions: Readonly<Record<ListingStatus, string>> = {
  draft: 'Take out of the archive',
  active: 'Put on sale',
  paused: 'Pause the sale',
  sold_out: 'Mark as sold out',
  archived: 'Archive',
};

/** What it is and how it stands; its status is changed here. */
export function ListingHead({ listing }: { readonly listing: Listing }) {
  const { vendor_id } = useVendor();
  const [printing, setPrinting] = useState(false);
  return (
    <header className="listing-head">
      <nav aria-label="Breadcrumb" className="text-12 text-muted">
        <Link
          to="/inventory/$vendor"
          params={{ vendor: vendor_id }}
          className="link underline"
          activeOptions={{ exact: true }}
        >
          Stock
        </Link>
        {' › '}
        {listing.sku}
      </nav>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="min-w-0 break-words">{listing.title}</h1>
        <Badge tone={listing.grading === null ? 'line' : 'neutral'}>{gradeOf(listing)}</Badge>
        <Badge tone={listing.status === 'active' ? 'ok' : 'line'}>{statusLabels[listing.status]}</Badge>
        <span className="ml-auto flex gap-2">
          <Button onClick={() => setPrinting(true)}>
            <Tag className="icon" aria-hidden="true" />
            Labels
          </Button>
          <StatusMenu listing={listing} />
        </span>
      </div>
      <Suspense>
        {printing && <LabelsDialog target={{ ids: [listing.id] }} onClose={() => setPrinting(false)} />}
      </Suspense>
    </header>
  );
}

function StatusMenu({ listing }: { readonly listing: Listing }) {
  const { vendor_id, can } = useVendor();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (status: ListingStatus) => patchListing(listing, { status }),
    onSuccess(saved) {
      if (saved === null) notifyError('Somebody changed the status meanwhile', 'Look at what it is now.');
      else {
        client.setQueryData(listingQuery(vendor_id, saved.id).queryKey, { listing: saved, etag: `"${saved.version}"` });
        notify(`It is ${statusLabels[saved.status].toLowerCase()} now.`);
      }
    },
    onError: (error) => notifyError('The status stays as it was', messageOf(error)),
    onSettled: () => client.invalidateQueries({ queryKey: vendorKey(vendor_id, 'collectibles') }),
  });
  const next = listingTransitions[listing.status].filter(
    (status) => status !== 'archived' || can('archiveCollectible'),
  );
  if (!can('updateCollectible') || next.length === 0) return null;
  return (
    <Menu
      align="end"
      trigger={
        <Button busy={change.isPending}>
          Status
          <ChevronDown className="icon" aria-hidden="true" />
        </Button>
      }
    >
      {next.map((status) => (
        <MenuItem key={status} danger={status === 'archived'} onSelect={() => change.mutate(status)}>
          {actions[status]}
        </MenuItem>
      ))}
    </Menu>
  );
}
