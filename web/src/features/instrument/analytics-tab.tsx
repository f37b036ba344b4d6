import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AnalyticsView } from '../../../../contract/analytics.ts';
import { ApiError } from '../../lib/api.ts';
import { formatChange, formatPrice, formatVolume, formatWhole } from '../../lib/format/number.ts';
import { formatDate } from '../../lib/format/time.ts';
import { messageOf } from '../../lib/problems.ts';
import { analyticsQuery } from '../../lib/queries/history.ts';
import { Button } from '../../ui/button.tsx';
import { Delta } from '../../ui/price.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Stat } from '../../ui/stat.tsx';
import { formatShare } from './format-share.ts';
import { rangeNames } from './ranges.ts';
import type { InstrumentPageView } from './use-instrument-view.ts';

/** What the prices of the chosen range say in figures. */
export function AnalyticsTab({ view }: { readonly view: InstrumentPageView }) {
  const { instrument, question, range } = view;
  const { data, error, isPending, refetch } = useQuery(
    analyticsQuery(instrument.symbol, question.from, question.source),
  );
  if (isPending) {
    return (
      <div className="figures" aria-busy="true">
        {[180, 200, 160].map((width) => (
          <Skeleton key={width} width={width} />
        ))}
      </div>
    );
  }
  if (data === undefined) {
    const limited = error instanceof ApiError && error.has('history_window_limit');
    return (
      <p className="instrument-note" role={limited ? undefined : 'alert'}>
        {messageOf(error)}{' '}
        {limited ? (
          <Link to="/plans" className="link">
            Compare plans
          </Link>
        ) : (
          <Button size="small" onClick={() => void refetch()}>
            Try again
          </Button>
        )}
      </p>
    );
  }
  return (
    <>
      <p className="instrument-note pb-0">
        Of {rangeNames[range]}: {formatWhole(data.points)} candles, split-adjusted
        {data.simulated && ', simulated prices'}. Averages over days reach back before the range where they need to.
      </p>
      <Figures figures={data} />
    </>
  );
}

function Figures({ figures }: { readonly figures: AnalyticsView }) {
  const price = (value: string | null) => formatPrice(value, figures.price_decimals);
  const on = (moment: string | null) => (moment === null ? '' : `on ${formatDate(moment, 'UTC')}`);
  return (
    <div className="figures">
      <Group title="From first to last">
        <Stat label="First">{price(figures.first)}</Stat>
        <Stat label="Last">{price(figures.last)}</Stat>
        <Stat label="Change">{formatChange(figures.change, figures.price_decimals)}</Stat>
        <Stat label="Change in percent">
          <Delta value={figures.change_percent} />
        </Stat>
      </Group>
      <Group title="Low, high and between">
        <Stat label={`Lowest ${on(figures.min_at)}`}>{price(figures.min)}</Stat>
        <Stat label={`Highest ${on(figures.max_at)}`}>{price(figures.max)}</Stat>
        <Stat label="Average close">{price(figures.average)}</Stat>
        <Stat label="Average by volume">{price(figures.volume_weighted_average)}</Stat>
      </Group>
      <Group title="Risk and trading">
        <Stat label="Volatility, a year">{formatShare(figures.volatility)}</Stat>
        <Stat label="Largest fall from a high">{formatShare(figures.max_drawdown)}</Stat>
        <Stat label="Volume" title={formatWhole(figures.volume)}>
          {formatVolume(figures.volume)}
        </Stat>
      </Group>
      <Group title="Moving averages">
        <Stat label="20 days, simple">{price(figures.sma_20)}</Stat>
        <Stat label="50 days, simple">{price(figures.sma_50)}</Stat>
        <Stat label="200 days, simple">{price(figures.sma_200)}</Stat>
        <Stat label="20 days, exponential">{price(figures.ema_20)}</Stat>
        <Stat label="50 days, exponential">{price(figures.ema_50)}</Stat>
      </Group>
    </div>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h2 className="mt-3 mb-1 text-13 tracking-normal">{title}</h2>
      <dl>{children}</dl>
    </section>
  );
}
