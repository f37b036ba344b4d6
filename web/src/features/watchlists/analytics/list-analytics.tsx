import { useQuery } from '@tanstack/react-query';
import { Unplug } from 'lucide-react';
import type { CSSProperties } from 'react';
import type { AnalyticsView, WatchlistAnalyticsView } from '../../../../../contract/analytics.ts';
import { useNow } from '../../../app/use-now.ts';
import { formatPrice } from '../../../lib/format/number.ts';
import { formatDate } from '../../../lib/format/time.ts';
import { messageOf } from '../../../lib/problems.ts';
import { watchlistAnalyticsQuery } from '../../../lib/queries/watchlists.ts';
import { SimulatedBadge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { LoadingRows } from '../../../ui/loading-rows.tsx';
import { Delta } from '../../../ui/price.tsx';
import { Segments } from '../../../ui/segments.tsx';
import type { WatchView } from '../use-watch-view.ts';
import { formatCorrelation, formatFall, formatShare, windowStart } from './words.ts';
import { WorkedOut } from './worked-out.tsx';
import './analytics.css';

const HOUR_MS = 3_600_000;

/** What the prices of the list did over a window, and how they moved together. */
export function ListAnalytics({ view }: { readonly view: WatchView }) {
  const shown = view.state.window ?? '3m';
  const question = watchlistAnalyticsQuery(view.list_id, windowStart(shown, useNow(HOUR_MS)));
  const { data, error, failureReason, refetch } = useQuery(question);
  return (
    <section className="figures" aria-label="Analytics">
      <div className="figures-bar">
        <Segments
          label="Window"
          value={shown}
          options={[
            { value: '1m', label: '1M' },
            { value: '3m', label: '3M' },
            { value: '6m', label: '6M' },
            { value: '1y', label: '1Y' },
          ]}
          onChange={(value) => view.show({ window: value === '3m' ? undefined : value })}
        />
        {data && (
          <span className="text-12 text-muted">
            {formatDate(data.from, 'UTC')} to {formatDate(data.to, 'UTC')}, adjusted for splits
          </span>
        )}
        {data?.items.some((item) => item.simulated) && <SimulatedBadge />}
      </div>
      <WorkedOut failure={error ? null : failureReason} />
      {error && !data ? (
        <EmptyState
          icon={<Unplug className="icon" aria-hidden="true" />}
          title="The figures could not be read"
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {messageOf(error)}
        </EmptyState>
      ) : (
        <Figures data={data} view={view} />
      )}
    </section>
  );
}

interface FiguresProps {
  readonly data: WatchlistAnalyticsView | undefined;
  readonly view: WatchView;
}

function Figures({ data, view }: FiguresProps) {
  if (!data) return <LoadingRows label="Loading the list" />;
  return <Tables figures={data} shown={new Set(view.items.map((item) => item.symbol))} />;
}

interface TablesProps {
  readonly figures: WatchlistAnalyticsView;
  /** Symbols that the filter leaves. */
  readonly shown: ReadonlySet<string>;
}

/** Both tables in one region that scrolls, reached with the Tab key. */
function Tables({ figures, shown }: TablesProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable without a pointer
    <section className="figures-scroll" tabIndex={0} aria-label="Figures of each symbol">
      <table className="figures-table">
        <caption className="unseen">Figures of each symbol</caption>
        <thead>
          <tr>
            {['Symbol', 'Change', 'Low', 'Average', 'High', 'Volatility', 'Largest fall', '52-week range'].map(
              (head) => (
                <th key={head} scope="col" className={head === 'Symbol' ? '' : 'number'}>
                  {head}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {figures.items
            .filter(({ symbol }) => shown.has(symbol))
            .map((item) => (
              <FigureRow key={item.symbol} item={item} />
            ))}
        </tbody>
      </table>
      <p className="px-4 py-2 text-12 text-muted">
        Average change of the list: <Delta value={figures.average_change_percent} />. Volatility is annualised.
      </p>
      <Correlation figures={figures} shown={shown} />
    </section>
  );
}

function FigureRow({ item }: { readonly item: AnalyticsView }) {
  const price = (value: string | null) => formatPrice(value, item.price_decimals);
  const when = (moment: string | null) => (moment === null ? undefined : formatDate(moment, 'UTC'));
  return (
    <tr>
      <th scope="row">{item.symbol}</th>
      <td className="number">
        <Delta value={item.change_percent} />
      </td>
      <td className="number" title={when(item.min_at)}>
        {price(item.min)}
      </td>
      <td className="number">{price(item.average)}</td>
      <td className="number" title={when(item.max_at)}>
        {price(item.max)}
      </td>
      <td className="number">{formatShare(item.volatility)}</td>
      <td className="number">{formatFall(item.max_drawdown)}</td>
      <td className="number text-muted">
        {price(item.low_52_weeks)} – {price(item.high_52_weeks)}
      </td>
    </tr>
  );
}

/** Every pair of symbols: 1 is in step, 0 unrelated, below it against each other. */
function Correlation({ figures, shown }: TablesProps) {
  const places = figures.symbols.flatMap((symbol, at) => (shown.has(symbol) ? [at] : []));
  if (places.length < 2) return null;
  return (
    <>
      <h2 className="px-4 pt-4 text-13">Correlation of daily returns</h2>
      <p className="px-4 pb-2 text-12 text-muted">
        1.00 moves in step, 0.00 has nothing to do with each other, below zero moves against each other.
      </p>
      <table className="correlation">
        <caption className="unseen">Correlation of daily returns</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">Symbol</span>
            </th>
            {places.map((at) => (
              <th key={at} scope="col">
                {figures.symbols[at]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {places.map((row) => (
            <tr key={row}>
              <th scope="row">{figures.symbols[row]}</th>
              {places.map((column) => {
                const value = figures.correlation[row]?.[column] ?? null;
                return (
                  <td key={column} style={{ '--share': `${Math.round(Math.abs(value ?? 0) * 30)}%` } as CSSProperties}>
                    {formatCorrelation(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
