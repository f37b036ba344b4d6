import type { InstrumentView } from '../../../../../contract/market.ts';
import { formatPrice, formatVolume, formatWhole } from '../../../lib/format/number.ts';
import type { LiveQuote } from '../../../lib/live/live-quote.ts';
import { RangeBar } from '../../../ui/range-bar.tsx';
import { Stat } from '../../../ui/stat.tsx';

interface FiguresProps {
  readonly instrument: InstrumentView;
  readonly quote: LiveQuote | undefined;
}

/** Low, where the price stands, high. */
export function DayRange({ instrument, quote, marks }: FiguresProps & { readonly marks: readonly string[] }) {
  const { price_decimals } = instrument;
  return (
    <div className="day-range">
      <span className="text-muted">Day</span>
      <span>{formatPrice(quote?.low, price_decimals)}</span>
      <RangeBar
        low={quote?.low ?? null}
        high={quote?.high ?? null}
        open={quote?.open ?? null}
        last={quote?.price ?? null}
        decimals={price_decimals}
        marks={marks}
      />
      <span>{formatPrice(quote?.high, price_decimals)}</span>
    </div>
  );
}

/** The day's figures. */
export function Stats({ instrument, quote }: FiguresProps) {
  const price = (value: string | null | undefined) => formatPrice(value, instrument.price_decimals);
  const { market_cap } = instrument;
  return (
    <dl className="stats">
      <Stat label="Open">{price(quote?.open)}</Stat>
      <Stat label="Prev close">{price(quote?.previous_close)}</Stat>
      <Stat label="High">{price(quote?.high)}</Stat>
      <Stat label="Low">{price(quote?.low)}</Stat>
      <Stat label="Volume" title={formatWhole(quote?.volume)}>
        {formatVolume(quote?.volume)}
      </Stat>
      <Stat label="Market cap" title={formatWhole(market_cap)}>
        {formatVolume(market_cap)}
      </Stat>
    </dl>
  );
}
