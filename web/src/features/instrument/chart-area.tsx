import { Link } from '@tanstack/react-router';
import { CalendarX, Lock, Unplug } from 'lucide-react';
import type { ReactElement, ReactNode, RefObject } from 'react';
import { useUser } from '../../app/session.ts';
import { ApiError, OfflineError } from '../../lib/api.ts';
import { useNow } from '../../app/use-now.ts';
import { exchangeOf } from '../../lib/format/exchange.ts';
import { formatExchangeTime, formatWhen } from '../../lib/format/time.ts';
import { useConnection } from '../../lib/live/hooks.ts';
import { messageOf } from '../../lib/problems.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useWaited } from '../../ui/skeleton.tsx';
import { stateWordOf } from '../market/quote-state.tsx';
import type { ChartDriver } from './chart/chart-driver.ts';
import { ChartView } from './chart/chart-view.tsx';
import { rangeNames } from './ranges.ts';
import type { InstrumentPageView } from './use-instrument-view.ts';

interface ChartAreaProps {
  readonly view: InstrumentPageView;
  readonly driver: RefObject<ChartDriver | null>;
}

/** The chart, or why there is none and what helps. */
export function ChartArea({ view, driver }: ChartAreaProps) {
  const { history, bars } = view;
  const waited = useWaited(history.isPending);
  // Without a network the question is not even asked; it is as soon as there is one.
  if (history.isPending && history.fetchStatus === 'paused') return <NoChart view={view} error={new OfflineError()} />;
  if (history.isPending) {
    return (
      <div className="chart-figure chart-state" aria-busy="true">
        {waited && <span className="spinner text-muted" aria-hidden="true" />}
        <output className="unseen">Loading the chart</output>
      </div>
    );
  }
  if (history.error !== null && history.data === undefined) return <NoChart view={view} error={history.error} />;
  if (bars.length === 0) return <NoPrices view={view} />;
  return (
    <>
      <Doubt view={view} />
      <ChartView view={view} driverRef={driver} />
    </>
  );
}

const NOW_MS = 10_000;

/** What is not as usual with what the chart shows; at most one line. */
function Doubt({ view }: { readonly view: InstrumentPageView }) {
  const { history, quote, instrument } = view;
  const now_ms = useNow(NOW_MS);
  const { phase } = useConnection();
  if (history.error !== null) {
    return (
      <Banner
        action={
          <Button size="small" onClick={() => void history.refetch()}>
            Try again
          </Button>
        }
      >
        {messageOf(history.error)} The chart is as of {formatWhen(history.dataUpdatedAt, instrument.exchange, now_ms)}.
      </Banner>
    );
  }
  if (phase === 'offline') {
    const as_of = formatExchangeTime(quote?.at_ms, instrument.exchange);
    return <Banner>No connection. The price is as of {as_of}, and goes on by itself once there is one.</Banner>;
  }
  const state = stateWordOf(quote);
  if (!quote || state === 'trading' || state === 'halted') return null;
  const { name } = exchangeOf(instrument.exchange);
  const as_of = formatWhen(quote.at_ms, instrument.exchange, now_ms);
  return (
    <p className="chart-doubt">
      {doubts[state] ?? `${name || 'The market'} is closed`}, as of {as_of}.
    </p>
  );
}

/** What is said beside a chart whose last price is not of now. */
const doubts: Readonly<Partial<Record<ReturnType<typeof stateWordOf>, string>>> = {
  stale: 'No newer price has come',
  'out of stock': 'Nobody has it on sale: the last price that was asked',
};

function NoChart({ view, error }: { readonly view: InstrumentPageView; readonly error: Error }) {
  const user = useUser();
  const { history, show } = view;
  if (error instanceof ApiError && error.has('history_window_limit')) {
    return (
      <State
        icon={<Lock className="icon" aria-hidden="true" />}
        title="Your plan does not reach back that far"
        action={
          <>
            <Link to="/plans" className={buttonClass({ tone: 'primary' })}>
              Compare plans
            </Link>
            <Button onClick={() => show({ range: 'All', interval: undefined })}>Show what mine reaches</Button>
          </>
        }
      >
        {messageOf(error)} {user === null && 'With an account it is a year.'}
      </State>
    );
  }
  if (error instanceof ApiError && error.has('history_too_fine')) {
    return (
      <State
        icon={<CalendarX className="icon" aria-hidden="true" />}
        title="Too many bars for one chart"
        action={<Button onClick={() => show({ interval: undefined })}>Use what fits</Button>}
      >
        {messageOf(error)}
      </State>
    );
  }
  return (
    <State
      icon={<Unplug className="icon" aria-hidden="true" />}
      title={error instanceof OfflineError ? 'No connection' : 'The history could not be read'}
      action={
        <Button tone="primary" onClick={() => void history.refetch()}>
          Try again
        </Button>
      }
      alert
    >
      {messageOf(error)}
    </State>
  );
}

function NoPrices({ view }: { readonly view: InstrumentPageView }) {
  const { range, state, show } = view;
  const action = state.interval ? (
    <Button onClick={() => show({ interval: undefined })}>Use the interval that fits</Button>
  ) : (
    range !== 'All' && <Button onClick={() => show({ range: 'All' })}>Show all there is</Button>
  );
  return (
    <State icon={<CalendarX className="icon" aria-hidden="true" />} title="No prices in this range" action={action}>
      Nothing was kept for {rangeNames[range]} at this interval.
    </State>
  );
}

interface StateProps {
  readonly icon: ReactElement;
  readonly title: string;
  readonly action: ReactNode;
  readonly alert?: boolean;
  readonly children: ReactNode;
}

function State({ icon, title, action, alert = false, children }: StateProps) {
  return (
    <div className="chart-figure chart-state" role={alert ? 'alert' : undefined}>
      <EmptyState icon={icon} title={title} action={action}>
        {children}
      </EmptyState>
    </div>
  );
}
