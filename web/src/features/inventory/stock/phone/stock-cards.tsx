import { useVirtualizer } from '@tanstack/react-virtual';
import { Check } from 'lucide-react';
import { useRef } from 'react';
import { formatMoney } from '../../../../lib/format/money.ts';
import { formatWhole, UNKNOWN } from '../../../../lib/format/number.ts';
import { classNames } from '../../../../ui/class-names.ts';
import { Grade, Thumb } from '../grid/stock-cell.tsx';
import type { PeerChange } from '../grid/stock-line.tsx';
import type { Selection } from '../grid/use-selection.ts';
import { finishOf, languageOf, nameOf, originOf, type StockRow, statusLabels } from '../row.ts';
import { useMorePages } from '../view/use-more-pages.ts';
import type { StockTable } from '../view/use-stock-table.ts';
import './stock-cards.css';

const CARD_HEIGHT = 76;

interface StockCardsProps {
  readonly table: StockTable;
  readonly selection: Selection;
  readonly peers: ReadonlyMap<string, PeerChange>;
  readonly onEdit: (row: StockRow) => void;
}

/** The stock on a phone: what one needs at the shelf, and a sheet to change it. */
export function StockCards({ table, selection, peers, onEdit }: StockCardsProps) {
  const { rows } = table;
  const scroll = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- its methods change their answers; nothing here is memoised on them
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => CARD_HEIGHT,
    overscan: 6,
  });
  const items = virtual.getVirtualItems();
  useMorePages(table, items.at(-1)?.index ?? 0);
  return (
    <div className="row-scroll stock-scroll" ref={scroll}>
      <ul className="relative" style={{ height: virtual.getTotalSize() }} aria-label="Stock">
        {items.map(({ index, start }) => {
          const row = rows[index];
          return (
            row && (
              <StockCard
                key={row.id}
                row={row}
                top={start}
                chosen={selection.ids.has(row.id)}
                peer={peers.has(row.id)}
                onToggle={selection.toggle}
                onEdit={onEdit}
              />
            )
          );
        })}
      </ul>
    </div>
  );
}

interface StockCardProps extends Pick<StockCardsProps, 'onEdit'> {
  readonly row: StockRow;
  readonly top: number;
  readonly chosen: boolean;
  readonly peer: boolean;
  readonly onToggle: (id: string) => void;
}

function StockCard({ row, top, chosen, peer, onToggle, onEdit }: StockCardProps) {
  const facts = [finishOf(row), languageOf(row), row.shelf || originOf(row)].filter((fact) => fact !== UNKNOWN);
  return (
    <li
      className={classNames('stock-card', chosen && 'stock-card-chosen', peer && 'stock-card-peer')}
      style={{ transform: `translateY(${top}px)` }}
      data-id={row.id}
    >
      <button
        type="button"
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- drawn as the other ticks are, which an input cannot be
        role="checkbox"
        aria-checked={chosen}
        aria-label={`Select ${row.title}`}
        className="stock-card-tick"
        onClick={() => onToggle(row.id)}
      >
        <span className="checkbox" data-checked={chosen ? '' : undefined} aria-hidden="true">
          {chosen && <Check />}
        </span>
      </button>
      <button type="button" className="stock-card-open" onClick={() => onEdit(row)}>
        <Thumb row={row} />
        <span className="min-w-0">
          <span className="stock-card-title">{nameOf(row)}</span>
          <span className="stock-card-facts">
            <Grade row={row} /> {facts.join(' · ')}
          </span>
        </span>
        <span className="stock-card-figures">
          <b className="price">{formatMoney(row.price_minor, row.currency)}</b>
          <span className="text-muted">
            {row.status === 'active'
              ? `${formatWhole(row.available)} of ${formatWhole(row.on_hand)} free`
              : `${statusLabels[row.status]} · ${formatWhole(row.on_hand)}`}
          </span>
        </span>
      </button>
    </li>
  );
}
