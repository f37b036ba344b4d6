import { Link } from '@tanstack/react-router';
import { MapPin, PackageCheck, Printer, Unplug } from 'lucide-react';
import { messageOf } from '../../../lib/problems.ts';
import type { PickListView } from '../../../lib/queries/desk.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { LoadingRows } from '../../../ui/loading-rows.tsx';
import { useVendor } from '../../inventory/vendor/use-vendor.ts';
import { nameOf } from '../../shop/words.ts';
import { DeskNav } from '../desk-nav.tsx';
import { useDeskNews } from '../use-desk-news.ts';
import { usePapers } from '../use-papers.ts';
import { placesOf } from './pick-list.ts';
import { PickRow } from './pick-row.tsx';
import { usePicking, usePicks } from './use-picking.ts';
import '../../orders/order-parts.css';
import './picks.css';

/** Every piece to fetch, in walking order; the next is tinted, and the one big button says what follows it. */
export function PicksPage() {
  const { vendor, vendor_id } = useVendor();
  useTitle(`Pick · ${vendor.name}`);
  useDeskNews(vendor_id);
  const { data, error, refetch } = usePicks();
  return (
    <div className="desk">
      <h1 className="unseen">Pick list</h1>
      <DeskNav>{data !== undefined && data.length > 0 && <Progress picks={data} />}</DeskNav>
      {data === undefined && error === null && <LoadingRows label="Loading the pick list" />}
      {data === undefined && error !== null && (
        <EmptyState
          icon={<Unplug className="icon" aria-hidden="true" />}
          title="The pick list could not be read"
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {messageOf(error)}
        </EmptyState>
      )}
      {data !== undefined && data.length === 0 && <NothingToPick />}
      {data !== undefined && data.length > 0 && <Walk picks={data} />}
    </div>
  );
}

function NothingToPick() {
  const { vendor_id } = useVendor();
  return (
    <EmptyState
      icon={<PackageCheck className="icon" aria-hidden="true" />}
      title="Nothing to pick"
      action={
        <Link to="/inventory/$vendor/orders" params={{ vendor: vendor_id }} className={buttonClass()}>
          Orders
        </Link>
      }
    >
      Pieces of paid orders stand here, in the order in which you walk past them.
    </EmptyState>
  );
}

function Progress({ picks }: { readonly picks: PickListView }) {
  const { can } = useVendor();
  const print = usePapers();
  const all = picks.reduce((sum, { quantity }) => sum + quantity, 0);
  const done = picks.reduce((sum, { quantity_picked }) => sum + quantity_picked, 0);
  const ids = [...new Set(picks.map(({ order_id }) => order_id))];
  return (
    <>
      <output className="pick-progress">
        {done} of {all} picked
        <span className="pick-track" aria-hidden="true">
          <span style={{ width: `${(done / all) * 100}%` }} />
        </span>
      </output>
      {can('printPapers') && (
        <Button busy={print.isPending} className="pick-print" onClick={() => print.mutate({ kind: 'pick_list', ids })}>
          <Printer className="icon" aria-hidden="true" />
          Print list
        </Button>
      )}
    </>
  );
}

function Walk({ picks }: { readonly picks: PickListView }) {
  const { can, vendor_id } = useVendor();
  const picking = usePicking();
  const places = placesOf(picks);
  const stops = places.flatMap((place) => place.stops);
  const [next, after] = stops.filter(({ done }) => !done);
  const may = can('pickOrder');
  return (
    <>
      <div className="pick-list">
        {places.map((place) => (
          <section key={place.key} aria-label={place.name}>
            <header className="pick-place">
              <MapPin className="icon" aria-hidden="true" />
              <h2>{place.name}</h2>
              <span className="ml-auto text-12 text-muted">
                {next !== undefined && place.stops.includes(next) && place.picked === 0
                  ? 'next'
                  : `${place.picked} of ${place.quantity}`}
              </span>
            </header>
            <ul>
              {place.stops.map((stop) => (
                <PickRow
                  key={stop.key}
                  stop={stop}
                  next={stop === next}
                  may={may}
                  onPick={(picked) => picking.mutate({ stop, picked })}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
      <footer className="pick-foot">
        {next === undefined ? (
          <Link
            to="/inventory/$vendor/orders"
            params={{ vendor: vendor_id }}
            className={buttonClass({ tone: 'primary', size: 'large' })}
          >
            All is picked, on to packing
          </Link>
        ) : (
          may && (
            <Button tone="primary" size="large" onClick={() => picking.mutate({ stop: next, picked: true })}>
              Picked {next.quantity}
              {after === undefined ? ', the last' : `, next: ${nameOf(after.pick)}`}
            </Button>
          )
        )}
      </footer>
    </>
  );
}
