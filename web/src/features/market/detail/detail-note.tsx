import { Pencil } from 'lucide-react';
import { parseScaled, percentOf } from '../../../../../contract/decimal.ts';
import type { WatchlistItemView } from '../../../../../contract/watchlists.ts';
import { formatPercent, formatPrice } from '../../../lib/format/number.ts';
import { formatDate } from '../../../lib/format/time.ts';
import type { LiveQuote } from '../../../lib/live/live-quote.ts';
import { Button } from '../../../ui/button.tsx';
import { Delta } from '../../../ui/price.tsx';
import { Stat } from '../../../ui/stat.tsx';
import { percentSinceAdded, type SplitRatio } from '../since-added.ts';

interface DetailNoteProps {
  readonly item: WatchlistItemView;
  readonly quote: LiveQuote | undefined;
  /** Undefined while they are not known. */
  readonly splits: readonly SplitRatio[] | undefined;
  readonly onEdit: () => void;
}

/** What the person wrote and marked, and what became of the price since the symbol was added. */
export function DetailNote({ item, quote, splits, onEdit }: DetailNoteProps) {
  const { price_decimals } = item.instrument;
  const marks = [
    { label: 'Above', price: item.price_above },
    { label: 'Below', price: item.price_below },
  ].filter((mark) => mark.price !== null);
  return (
    <section aria-label="Your note">
      <div className="mb-1 flex items-center justify-between">
        <h3 className="text-12 font-medium text-muted">Your note and marks</h3>
        <Button tone="ghost" size="small" onClick={onEdit}>
          <Pencil className="icon-small" aria-hidden="true" />
          Edit
          <kbd className="-mr-1" aria-hidden="true">
            e
          </kbd>
        </Button>
      </div>
      {item.note !== '' && <p className="mb-2 whitespace-pre-wrap break-words">{item.note}</p>}
      <dl>
        {marks.map((mark) => (
          <Stat key={mark.label} label={`${mark.label} ${formatPrice(mark.price, price_decimals)}`}>
            <span className="font-normal text-muted">{distance(mark.price, quote?.price)} away</span>
          </Stat>
        ))}
        <Stat label={`Added ${formatDate(item.added_at)}`}>{formatPrice(item.price_at_add, price_decimals)}</Stat>
        <Stat label="Since then">
          <Delta value={percentSinceAdded(item, quote?.price, splits)} />
        </Stat>
      </dl>
    </section>
  );
}

function distance(mark: string | null, price: string | undefined): string {
  return formatPercent(price === undefined || mark === null ? null : percentFrom(price, mark));
}

const DECIMALS = 8;

/** By how many percent a price went up from another: "1.74", or null when either is unknown. */
export function percentFrom(from: string | null, to: string | undefined): string | null {
  if (from === null || to === undefined) return null;
  const [before, after] = [parseScaled(from, DECIMALS), parseScaled(to, DECIMALS)];
  if (before === null || after === null) return null;
  return percentOf(after - before, before);
}
