import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useUser } from '../../app/session.ts';
import { formatPrice, formatVolume, formatWhole } from '../../lib/format/number.ts';
import { formatExchangeTime } from '../../lib/format/time.ts';
import type { LiveQuote } from '../../lib/live/live-quote.ts';
import { analyticsQuery } from '../../lib/queries/history.ts';
import { RangeBar } from '../../ui/range-bar.tsx';
import { Stat } from '../../ui/stat.tsx';
import { SymbolAlerts } from '../alerts/symbol-alerts.tsx';
import { stateWordOf } from '../market/quote-state.tsx';
import { formatShare } from './format-share.ts';
import { ShopFigures } from './sales/shop-figures.tsx';
import { sessionWords } from './session-words.ts';
import type { InstrumentPageView } from './use-instrument-view.ts';

/** The day and the year in figures, and where they come from. */
export function Sidebar({ view }: { readonly view: InstrumentPageView }) {
  const { instrument, quote } = view;
  const signed_in = useUser() !== null;
  const price = (value: string | null | undefined) => formatPrice(value, instrument.price_decimals);
  const month = useQuery(analyticsQuery(instrument.symbol, view.month_ago)).data;
  return (
    <aside className="instrument-side" aria-label="Figures">
      <section className="flex flex-col gap-1" aria-label="Ranges">
        <RangeLine label="Day" low={quote?.low} high={quote?.high} open={quote?.open} view={view} />
        {month?.low_52_weeks != null && (
          <RangeLine label="52 weeks" low={month.low_52_weeks} high={month.high_52_weeks} open={null} view={view} />
        )}
      </section>
      <ShopFigures view={view} />
      <Section title="Statistics">
        <Stat label="Open">{price(quote?.open)}</Stat>
        <Stat label="Previous close">{price(quote?.previous_close)}</Stat>
        <Stat label="Volume" title={formatWhole(quote?.volume)}>
          {formatVolume(quote?.volume)}
        </Stat>
        <Stat label="Average volume, 30 days" title={formatWhole(month?.average_volume_30_days)}>
          {formatVolume(month?.average_volume_30_days)}
        </Stat>
        <Stat label="Volatility, 30 days">{formatShare(month?.volatility)}</Stat>
        {instrument.kind !== 'collectible' && (
          <Stat label="Market cap" title={formatWhole(instrument.market_cap)}>
            {formatVolume(instrument.market_cap)}
          </Stat>
        )}
      </Section>
      {signed_in && <SymbolAlerts symbol={instrument.symbol} decimals={instrument.price_decimals} heading="h2" />}
      <Section title="Source">
        <Stat label="Provider">{providerOf(quote)}</Stat>
        <Stat label="Delay">{delayOf(quote)}</Stat>
        <Stat label="Last print">
          <time>{formatExchangeTime(quote?.at_ms, instrument.exchange)}</time>
        </Stat>
        <Stat label="Session">
          <SessionWords view={view} />
        </Stat>
      </Section>
    </aside>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-1 text-13 tracking-normal">{title}</h2>
      <dl>{children}</dl>
    </section>
  );
}

interface RangeLineProps {
  readonly label: string;
  readonly low: string | null | undefined;
  readonly high: string | null | undefined;
  readonly open: string | null | undefined;
  readonly view: InstrumentPageView;
}

function RangeLine({ label, low, high, open, view }: RangeLineProps) {
  const { instrument, quote } = view;
  const { price_decimals } = instrument;
  return (
    <p className="range-line">
      <span className="text-muted">{label}</span>
      <span className="number">{formatPrice(low, price_decimals)}</span>
      <RangeBar
        low={low ?? null}
        high={high ?? null}
        open={open ?? null}
        last={quote?.price ?? null}
        decimals={price_decimals}
      />
      <span className="number">{formatPrice(high, price_decimals)}</span>
    </p>
  );
}

function providerOf(quote: LiveQuote | undefined): string {
  if (!quote) return '—';
  return quote.source.charAt(0).toUpperCase() + quote.source.slice(1);
}

const MINUTE_MS = 60_000;

function delayOf(quote: LiveQuote | undefined): string {
  if (!quote) return '—';
  return quote.delay_ms === 0 ? 'None' : `${Math.round(quote.delay_ms / MINUTE_MS)} minutes`;
}

const dots = {
  trading: 'bg-ok',
  stale: 'bg-warn',
  halted: 'bg-warn',
  closed: 'bg-muted',
  'out of stock': 'bg-muted',
  unknown: 'bg-muted',
} as const;

function SessionWords({ view }: { readonly view: InstrumentPageView }) {
  const { quote, instrument, markets } = view;
  if (!quote) return '—';
  return (
    <span className="inline-flex items-center gap-2">
      <span className={`dot ${dots[stateWordOf(quote)]}`} />
      {sessionWords(instrument, quote.session, markets)}
    </span>
  );
}
