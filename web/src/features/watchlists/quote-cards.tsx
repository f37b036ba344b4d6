import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { memo, useCallback, useEffect, useRef, useState } from 'react';
import type { SparklineView } from '../../../../contract/market.ts';
import type { WatchlistItemView } from '../../../../contract/watchlists.ts';
import { usePreferences } from '../../app/preferences.ts';
import { directionOf, formatChange, formatPercent, formatVolume, UNKNOWN } from '../../lib/format/number.ts';
import { useLiveQuote } from '../../lib/live/hooks.ts';
import { Price } from '../../ui/price.tsx';
import { AlertMark } from '../alerts/alert-mark.tsx';
import { isLate, QuoteState } from '../market/quote-state.tsx';
import { Sparkline } from '../market/sparkline.tsx';
import { ItemFlag } from './item-flag.tsx';
import type { RowCommands } from './row-commands.ts';
import type { ListRow } from './sections.ts';
import { useSparklines, type WatchView } from './use-watch-view.ts';
import './grid/grid.css';
import './quote-cards.css';

const CARD_HEIGHT = 64;
const SECTION_HEIGHT = 44;
/** Room for the round button over the end of the list. */
const END_PX = 88;
/** What the pill under the price tells; a tap goes on to the next. */
const faces = ['percent', 'change', 'market cap'] as const;
type Face = (typeof faces)[number];

/** The list on a phone: cards instead of a table. */
export function QuoteCards({ view, commands }: { readonly view: WatchView; readonly commands: RowCommands }) {
  const scroll = useRef<HTMLDivElement>(null);
  const [face, setFace] = useState<Face>('percent');
  const lines = useSparklines(view.own);
  // oxlint-disable-next-line react/incompatible-library -- its methods change their answers; nothing here is memoised on them
  const virtual = useVirtualizer({
    count: view.rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => (view.rows[index]?.kind === 'section' ? SECTION_HEIGHT : CARD_HEIGHT),
    getItemKey: (index) => view.rows[index]?.key ?? index,
    overscan: 6,
    paddingEnd: END_PX,
  });
  useEffect(() => virtual.measure(), [virtual, view.rows]);
  const nextFace = useCallback(() => setFace((now) => faces[(faces.indexOf(now) + 1) % faces.length] ?? 'percent'), []);
  return (
    <div className="row-scroll" ref={scroll}>
      <ul
        className="relative"
        style={{ height: virtual.getTotalSize() }}
        aria-label={`${view.list?.name ?? 'Watchlist'}, live prices`}
      >
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = view.rows[index];
          if (!row) return null;
          if (row.kind === 'section') {
            return <CardSection key={row.key} row={row} top={start} onToggle={view.sections.toggle} />;
          }
          return (
            <QuoteCard
              key={row.key}
              item={row.item}
              line={lines?.get(row.item.symbol)}
              alerts={view.known.alertsOf(row.item.symbol).length}
              top={start}
              face={face}
              mixed={view.mixed}
              onOpen={commands.open}
              onFace={nextFace}
            />
          );
        })}
      </ul>
    </div>
  );
}

interface CardSectionProps {
  readonly row: Extract<ListRow, { readonly kind: 'section' }>;
  readonly top: number;
  readonly onToggle: (section: string) => void;
}

/** The heading of a section; a press folds it. */
function CardSection({ row, top, onToggle }: CardSectionProps) {
  const Chevron = row.collapsed ? ChevronRight : ChevronDown;
  return (
    <li className="card-section" style={{ transform: `translateY(${top}px)` }}>
      <button type="button" aria-expanded={!row.collapsed} onClick={() => onToggle(row.name)}>
        <Chevron className="icon-small" aria-hidden="true" />
        {row.name === '' ? 'No section' : row.name}
        <span className="font-normal">
          {row.count}
          <span className="unseen"> {row.count === 1 ? 'symbol' : 'symbols'}</span>
        </span>
      </button>
    </li>
  );
}

interface QuoteCardProps {
  readonly item: WatchlistItemView;
  readonly line: SparklineView | undefined;
  /** How many active alerts there are on it. */
  readonly alerts: number;
  readonly top: number;
  readonly face: Face;
  readonly mixed: boolean;
  readonly onOpen: (symbol: string) => void;
  readonly onFace: () => void;
}

const QuoteCard = memo(function QuoteCard({ item, line, alerts, top, face, mixed, onOpen, onFace }: QuoteCardProps) {
  const quote = useLiveQuote(item.symbol);
  const { flash } = usePreferences();
  const { price_decimals, currency, name, market_cap, exchange } = item.instrument;
  const direction = directionOf(face === 'change' ? quote?.change : quote?.change_percent);
  const told = {
    percent: formatPercent(quote?.change_percent),
    change: formatChange(quote?.change, price_decimals),
    'market cap': market_cap === null ? UNKNOWN : formatVolume(market_cap),
  }[face];
  return (
    <li className={isLate(quote) ? 'quote-card is-stale' : 'quote-card'} style={{ transform: `translateY(${top}px)` }}>
      <button type="button" className="card-open" data-symbol={item.symbol} onClick={() => onOpen(item.symbol)}>
        <span className="min-w-0">
          <span className="flex items-center gap-2">
            <span className="card-symbol">{item.symbol}</span>
            <ItemFlag flag={item.flag} />
            <AlertMark count={alerts} />
            <QuoteState quote={quote} exchange={exchange} />
          </span>
          <span className="card-name">{item.note === '' ? name : item.note}</span>
        </span>
        <Sparkline line={line} quote={quote} />
      </button>
      <button type="button" className="card-price" onClick={onFace}>
        <span>
          <Price
            value={quote?.price}
            decimals={price_decimals}
            currency={mixed && currency !== 'USD' ? currency : undefined}
            flash={flash ? quote?.flash : null}
          />
        </span>
        <span className={`card-pill card-pill-${face === 'market cap' ? 'flat' : direction}`}>
          <span className="unseen">{face} </span>
          {told}
        </span>
      </button>
    </li>
  );
});
