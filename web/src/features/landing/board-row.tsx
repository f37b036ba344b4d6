import { Link } from '@tanstack/react-router';
import type { SparklineView, StockView } from '../../../../contract/market.ts';
import { usePreferences } from '../../app/preferences.ts';
import { directionOf, formatPercent, formatVolume, formatWhole } from '../../lib/format/number.ts';
import { useLiveQuote } from '../../lib/live/hooks.ts';
import { classNames } from '../../ui/class-names.ts';
import { Delta, Price } from '../../ui/price.tsx';
import { RangeBar } from '../../ui/range-bar.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { QuoteState } from '../market/quote-state.tsx';
import { Sparkline } from '../market/sparkline.tsx';

interface BoardRowProps {
  readonly stock: StockView;
  readonly line: SparklineView | undefined;
}

/** One instrument as a line of the board. */
export function BoardRow({ stock, line }: BoardRowProps) {
  const quote = useLiveQuote(stock.symbol);
  const { flash } = usePreferences();
  const { price_decimals: decimals } = stock;
  return (
    <tr>
      <th scope="row" className="font-normal">
        <Link to="/s/$symbol" params={{ symbol: stock.symbol }} className="symbol landing-symbol">
          {stock.symbol}
        </Link>
        <span className="text-muted">{stock.name}</span> <QuoteState quote={quote} exchange={stock.exchange} />
      </th>
      <td>
        <Sparkline line={line} quote={quote} />
      </td>
      <td className="number">
        <Price value={quote?.price} decimals={decimals} flash={flash ? quote?.flash : null} />
      </td>
      <td className="number">
        <Delta value={quote?.change_percent} />
      </td>
      <td>
        <RangeBar
          low={quote?.low ?? null}
          high={quote?.high ?? null}
          open={quote?.open ?? null}
          last={quote?.price ?? null}
          decimals={decimals}
        />
      </td>
      <td className="number text-muted" title={formatWhole(quote?.volume)}>
        {formatVolume(quote?.volume)}
      </td>
    </tr>
  );
}

/** The same as a card, for narrow screens. */
export function BoardCard({ stock, line }: BoardRowProps) {
  const quote = useLiveQuote(stock.symbol);
  const { flash } = usePreferences();
  const direction = directionOf(quote?.change_percent);
  return (
    <li className="landing-row-card">
      <span className="min-w-0">
        <Link to="/s/$symbol" params={{ symbol: stock.symbol }} className="landing-symbol block text-14 font-semibold">
          {stock.symbol}
        </Link>
        <span className="block truncate text-12 text-muted">{stock.name}</span>
      </span>
      <Sparkline line={line} quote={quote} />
      <span className="flex flex-col items-end gap-1 text-14">
        <Price value={quote?.price} decimals={stock.price_decimals} flash={flash ? quote?.flash : null} />
        <span className={classNames('landing-pill', `landing-pill-${direction}`)}>
          {formatPercent(quote?.change_percent)}
        </span>
      </span>
    </li>
  );
}

export function BoardSkeletonRow() {
  return (
    <tr aria-hidden="true">
      <th>
        <Skeleton width={160} />
      </th>
      <td>
        <Skeleton width={64} />
      </td>
      {['price', 'change'].map((cell) => (
        <td key={cell} className="number">
          <span className="inline-block">
            <Skeleton width={56} />
          </span>
        </td>
      ))}
      <td>
        <Skeleton width={88} />
      </td>
      <td className="number">
        <span className="inline-block">
          <Skeleton width={40} />
        </span>
      </td>
    </tr>
  );
}

export function BoardSkeletonCard() {
  return (
    <li className="landing-row-card" aria-hidden="true">
      <Skeleton width={96} />
      <Skeleton width={64} />
      <span className="justify-self-end">
        <Skeleton width={72} />
      </span>
    </li>
  );
}
