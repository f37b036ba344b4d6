import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import type { MovementView } from '../../../../../../contract/inventory-stock.ts';
import { formatWhole, MINUS } from '../../../../lib/format/number.ts';
import { messageOf } from '../../../../lib/problems.ts';
import { locationsQuery, staffQuery } from '../../../../lib/queries/inventory.ts';
import { ledgerQuery } from '../../../../lib/queries/stock.ts';
import { Banner } from '../../../../ui/banner.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Drawer } from '../../../../ui/dialog.tsx';
import { IconButton } from '../../../../ui/icon-button.tsx';
import { Skeleton, useWaited } from '../../../../ui/skeleton.tsx';
import type { StockRow } from '../row.ts';
import { kindWord } from './movement-words.ts';
import './ledger.css';

const when = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/** Every change of one listing's stock: what it did to each figure, and what was there after it. */
export function LedgerDrawer({ row, onClose }: { readonly row: StockRow; readonly onClose: () => void }) {
  const { data, error, refetch, isPending, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    ledgerQuery(row.vendor_id, row.id),
  );
  const waited = useWaited(isPending);
  const movements = data?.pages.flatMap((page) => page.movements) ?? [];
  return (
    <Drawer open onClose={onClose} label={`Ledger of ${row.title}`}>
      <div className="ledger">
        <header className="pane-bar">
          <h2 className="grow truncate">{row.title}</h2>
          <IconButton label="Close" onClick={onClose}>
            <X className="icon" aria-hidden="true" />
          </IconButton>
        </header>
        {error && (
          <Banner
            action={
              <Button size="small" onClick={() => void refetch()}>
                Try again
              </Button>
            }
          >
            {messageOf(error)}
          </Banner>
        )}
        <div className="ledger-scroll">
          <p className="ledger-sum">
            <b>{formatWhole(row.on_hand)}</b> on hand = {formatWhole(row.reserved)} held + {formatWhole(row.allocated)}{' '}
            allocated + {formatWhole(row.available)} free
          </p>
          {waited && <Skeleton width="100%" />}
          {data && movements.length === 0 && <p className="text-muted">Nothing has moved yet.</p>}
          <ol className="ledger-list">
            {movements.map((movement) => (
              <LedgerEntry key={movement.id} movement={movement} vendor_id={row.vendor_id} />
            ))}
          </ol>
          {hasNextPage && (
            <Button size="small" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              Earlier
            </Button>
          )}
        </div>
      </div>
    </Drawer>
  );
}

interface LedgerEntryProps {
  readonly movement: MovementView;
  readonly vendor_id: string;
}

function LedgerEntry({ movement, vendor_id }: LedgerEntryProps) {
  const staff = useQuery(staffQuery(vendor_id)).data ?? [];
  const locations = useQuery(locationsQuery(vendor_id)).data ?? [];
  const { kind, at, reason, actor_id, location_id, on_hand_after } = movement;
  const member = staff.find(({ user_id }) => user_id === actor_id);
  const place = locations.length > 1 ? locations.find(({ id }) => id === location_id)?.name : undefined;
  const effects = [
    effect('on hand', movement.change_on_hand),
    effect('held', movement.change_reserved),
    effect('allocated', movement.change_allocated),
  ].filter((one) => one !== null);
  return (
    <li>
      <div className="flex justify-between gap-3">
        <span className="font-medium">{kindWord(kind)}</span>
        <span className="tabular">{formatWhole(on_hand_after)} on hand</span>
      </div>
      <div className="flex justify-between gap-3 text-muted">
        <span>{effects.join(', ')}</span>
        <time dateTime={at}>{when.format(Date.parse(at))}</time>
      </div>
      {reason !== '' && <div>{reason}</div>}
      <div className="text-muted">{[member && (member.name || member.email), place].filter(Boolean).join(' · ')}</div>
    </li>
  );
}

function effect(name: string, change: number): string | null {
  if (change === 0) return null;
  return `${change < 0 ? MINUS : '+'}${formatWhole(Math.abs(change))} ${name}`;
}
