import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { formatWhole } from '../../../lib/format/number.ts';
import { useQueryClient } from '@tanstack/react-query';
import type { Listing } from '../../../lib/queries/inventory-listing.ts';
import { locationsQuery, vendorKey } from '../../../lib/queries/inventory.ts';
import { Button } from '../../../ui/button.tsx';
import type { MoveKind } from '../stock/move/movement-dialog.tsx';
import { useVendor } from '../vendor/use-vendor.ts';
import { Panel } from './panel.tsx';

const MovementDialog = lazy(async () => ({
  default: (await import('../stock/move/movement-dialog.tsx')).MovementDialog,
}));
const LedgerDrawer = lazy(async () => ({ default: (await import('../stock/move/ledger-drawer.tsx')).LedgerDrawer }));

const moves = [
  { kind: 'receiveStock', label: 'Receive' },
  { kind: 'adjustStock', label: 'Correct' },
  { kind: 'transferStock', label: 'Transfer' },
  { kind: 'writeOffStock', label: 'Write off' },
] as const satisfies readonly { kind: MoveKind; label: string }[];

/** The four figures of the stock side by side: on hand = held + allocated + free. */
export function StockFigures({ listing }: { readonly listing: Listing }) {
  const { on_hand, reserved, allocated, available } = listing;
  const figures = [
    ['On hand', on_hand],
    ['Held', reserved],
    ['Allocated', allocated],
    ['Free', available],
  ] as const;
  return (
    <dl className="card listing-figures">
      {figures.map(([label, pieces]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{formatWhole(pieces)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Where the pieces lie, and what moves them. */
export function StockPanel({ listing }: { readonly listing: Listing }) {
  const { vendor_id, can } = useVendor();
  const client = useQueryClient();
  const { data: places = [] } = useQuery(locationsQuery(vendor_id));
  const [moving, setMoving] = useState<MoveKind | null>(null);
  const [reading, setReading] = useState(false);
  const close = () => {
    setMoving(null);
    void client.invalidateQueries({ queryKey: vendorKey(vendor_id, 'collectibles') });
  };
  const allowed = moves.filter(({ kind }) => can(kind) && (kind !== 'transferStock' || places.length > 1));
  return (
    <Panel
      title="Stock"
      aside={
        <Button size="small" tone="ghost" onClick={() => setReading(true)}>
          Ledger
        </Button>
      }
    >
      <StockTable listing={listing} names={new Map(places.map(({ id, name }) => [id, name]))} />
      {allowed.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {allowed.map(({ kind, label }) => (
            <Button key={kind} onClick={() => setMoving(kind)}>
              {label}
            </Button>
          ))}
        </div>
      )}
      <Suspense>
        {moving && <MovementDialog row={listing} kind={moving} onClose={close} />}
        {reading && <LedgerDrawer row={listing} onClose={() => setReading(false)} />}
      </Suspense>
    </Panel>
  );
}

interface StockTableProps {
  readonly listing: Listing;
  readonly names: ReadonlyMap<string, string>;
}

function StockTable({ listing, names }: StockTableProps) {
  if (listing.stock.length === 0) return <p className="text-muted">None anywhere yet.</p>;
  return (
    <table className="listing-stock">
      <thead>
        <tr>
          <th scope="col">Location</th>
          <th scope="col">On hand</th>
          <th scope="col">Held</th>
          <th scope="col">Allocated</th>
          <th scope="col">Free</th>
        </tr>
      </thead>
      <tbody>
        {listing.stock.map((level) => (
          <tr key={level.location_id}>
            <th scope="row">{names.get(level.location_id) ?? '…'}</th>
            <td>{formatWhole(level.on_hand)}</td>
            <td>{formatWhole(level.reserved)}</td>
            <td>{formatWhole(level.allocated)}</td>
            <td>{formatWhole(level.available)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
