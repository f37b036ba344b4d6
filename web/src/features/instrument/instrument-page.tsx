import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { SearchX, Unplug } from 'lucide-react';
import { useRef } from 'react';
import type { StockView } from '../../../../contract/market.ts';
import { PHONE, useMedia } from '../../app/use-media.ts';
import { ApiError } from '../../lib/api.ts';
import { formatPrice } from '../../lib/format/number.ts';
import { messageOf } from '../../lib/problems.ts';
import { stockQuery } from '../../lib/queries/market.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton, useWaited } from '../../ui/skeleton.tsx';
import { ChartArea } from './chart-area.tsx';
import type { ChartDriver } from './chart/chart-driver.ts';
import { ChartToolbar, RangeChoice } from './chart-toolbar.tsx';
import { InstrumentHead } from './instrument-head.tsx';
import { LowerTabs } from './lower-tabs.tsx';
import { Sidebar } from './sidebar.tsx';
import { useChartKeys } from './use-chart-keys.ts';
import { useInstrumentAddress, useInstrumentView } from './use-instrument-view.ts';
import './instrument.css';

/** Everything about one instrument: its price now and before, as a chart, as a table and in figures. */
export function InstrumentPage() {
  const { symbol: typed } = useParams({ from: '/either/s/$symbol' });
  const symbol = typed.toUpperCase();
  const { data, error, refetch } = useQuery(stockQuery(symbol));
  if (data) return <Instrument key={data.symbol} stock={data} />;
  return error === null ? (
    <LoadingPage symbol={symbol} />
  ) : (
    <MissingPage {...{ symbol, error }} retry={() => void refetch()} />
  );
}

function Instrument({ stock }: { readonly stock: StockView }) {
  const view = useInstrumentView(stock, useInstrumentAddress());
  const phone = useMedia(PHONE);
  const driver = useRef<ChartDriver | null>(null);
  const price = view.quote ? formatPrice(view.quote.price, stock.price_decimals) : '';
  useTitle(`${stock.symbol} ${price}`.trim());
  useChartKeys(view, driver);
  return (
    <div className="instrument">
      <InstrumentHead stock={stock} view={view} />
      <ChartToolbar view={view} phone={phone} driver={driver} />
      <div className="instrument-columns">
        <div className="instrument-main">
          <ChartArea view={view} driver={driver} />
          {phone && (
            <div className="instrument-ranges">
              <RangeChoice view={view} />
            </div>
          )}
          <LowerTabs view={view} />
        </div>
        <Sidebar view={view} />
      </div>
    </div>
  );
}

function LoadingPage({ symbol }: { readonly symbol: string }) {
  const waited = useWaited(true);
  return (
    <div className="instrument" aria-busy="true">
      <header className="instrument-head">
        <h1 className="text-20">{symbol}</h1>
        {waited && <Skeleton width={240} />}
      </header>
      <div className="instrument-bar">{waited && <Skeleton width={320} />}</div>
      <div className="chart-figure" />
      <output className="unseen">Loading</output>
    </div>
  );
}

interface MissingProps {
  readonly symbol: string;
  readonly error: unknown;
  readonly retry: () => void;
}

function MissingPage({ symbol, error, retry }: MissingProps) {
  const unknown = error instanceof ApiError && (error.has('instrument_unknown') || error.status === 422);
  useTitle(symbol);
  return (
    <div className="grid min-h-[60vh] place-items-center">
      <div role={unknown ? undefined : 'alert'}>
        <h1 className="unseen">{symbol}</h1>
        <EmptyState
          icon={
            unknown ? <SearchX className="icon" aria-hidden="true" /> : <Unplug className="icon" aria-hidden="true" />
          }
          title={unknown ? `There is no ${symbol} here` : `${symbol} could not be read`}
          action={
            unknown ? (
              <Link to="/" className={buttonClass()}>
                To the start
              </Link>
            ) : (
              <Button tone="primary" onClick={retry}>
                Try again
              </Button>
            )
          }
        >
          {unknown ? 'Search by ticker or by name; one wrong letter is fine.' : messageOf(error)}
        </EmptyState>
      </div>
    </div>
  );
}
