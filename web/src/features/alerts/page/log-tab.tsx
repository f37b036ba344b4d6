import { useInfiniteQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { messageOf } from '../../../lib/problems.ts';
import { firingsQuery } from '../../../lib/queries/alerts.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { LoadingLines } from './active-tab.tsx';
import type { AlertsView } from './alerts-page.tsx';
import { FiringTable } from './firing-table.tsx';

/** Everything that fired, the newest first. It stays when an alert is deleted. */
export function LogTab({ view }: { readonly view: AlertsView }) {
  const { symbol } = view.state;
  // The server finds one whole symbol; a half-typed one narrows what is here.
  const whole = view.all.some(({ stock_symbol }) => stock_symbol === symbol) ? (symbol ?? null) : null;
  const log = useInfiniteQuery(firingsQuery(whole));
  const firings = (log.data?.pages ?? [])
    .flatMap((page) => page.firings)
    .filter(({ stock_symbol }) => symbol === undefined || stock_symbol.startsWith(symbol));
  return (
    <div className="alerts-scroll">
      {log.error !== null && (
        <Banner
          action={
            <Button size="small" onClick={() => void log.refetch()}>
              Try again
            </Button>
          }
        >
          {messageOf(log.error)}
        </Banner>
      )}
      {log.isPending && <LoadingLines />}
      {log.data && firings.length === 0 && (
        <EmptyState
          icon={<History className="icon" aria-hidden="true" />}
          title={symbol === undefined ? 'Nothing has fired yet' : `Nothing has fired for ${symbol}`}
        >
          Each firing is kept with the print that caused it, and with the time of every step.
        </EmptyState>
      )}
      {firings.length > 0 && <FiringTable view={view} firings={firings} label="Everything that fired" />}
      {log.hasNextPage && (
        <p className="px-4 py-3">
          <Button size="small" busy={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            Show more
          </Button>
        </p>
      )}
    </div>
  );
}
