import { Link } from '@tanstack/react-router';
import { Download, ListFilter, Package, Plus, Unplug, Upload } from 'lucide-react';
import { addressOf } from '../../../lib/api.ts';
import { messageOf } from '../../../lib/problems.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { useVendor } from '../vendor/use-vendor.ts';
import type { StockTable } from './view/use-stock-table.ts';

/** A shop without a listing: the ways to begin. */
export function EmptyStock() {
  const { vendor, vendor_id, can } = useVendor();
  const params = { vendor: vendor_id };
  return (
    <EmptyState
      icon={<Package className="icon" aria-hidden="true" />}
      title={`${vendor.name} has no stock yet`}
      action={
        <>
          {can('uploadImport') && (
            <Link to="/inventory/$vendor/imports" params={params} className={buttonClass({ tone: 'primary' })}>
              <Upload className="icon-small" aria-hidden="true" />
              Import a file
            </Link>
          )}
          {can('createCollectible') && (
            <Link to="/inventory/$vendor/add" params={params} className={buttonClass()}>
              <Plus className="icon-small" aria-hidden="true" />
              Add the first listing
            </Link>
          )}
          <a
            className={buttonClass({ tone: 'ghost' })}
            href={addressOf('downloadImportTemplate', { params: { vendor_id } })}
            download
          >
            <Download className="icon-small" aria-hidden="true" />
            Template
          </a>
        </>
      }
    >
      Bring the spreadsheet you have: columns of TCGplayer, ManaBox, Deckbox and CardTrader are known. Or begin with one
      card.
    </EmptyState>
  );
}

/** The filter leaves nothing. */
export function NothingFound({ table }: { readonly table: StockTable }) {
  const { q } = table.state;
  return (
    <EmptyState
      icon={<ListFilter className="icon" aria-hidden="true" />}
      title={q === undefined ? 'No listing matches the filter' : `No listing matches “${q}”`}
      action={<Button onClick={() => table.open({})}>Show all listings</Button>}
    />
  );
}

/** The table could not be read, and there is nothing to show instead. */
export function StockUnread({ table }: { readonly table: StockTable }) {
  const { query } = table;
  return (
    <EmptyState
      icon={<Unplug className="icon" aria-hidden="true" />}
      title="The stock could not be read"
      action={
        <Button busy={query.isFetching} onClick={() => void query.refetch()}>
          Try again
        </Button>
      }
    >
      {messageOf(query.error)}
    </EmptyState>
  );
}
