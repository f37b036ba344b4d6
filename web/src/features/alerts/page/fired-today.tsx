import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useNow } from '../../../app/use-now.ts';
import { firingsQuery } from '../../../lib/queries/alerts.ts';
import type { AlertsView } from './alerts-page.tsx';
import { FiringTable } from './firing-table.tsx';

const SHOWN_MAX = 20;
const MINUTE_MS = 60_000;

/** What fired since midnight, under what still waits. */
export function FiredToday({ view }: { readonly view: AlertsView }) {
  const now_ms = useNow(MINUTE_MS);
  const { data } = useInfiniteQuery(firingsQuery(null));
  const midnight = new Date(now_ms).setHours(0, 0, 0, 0);
  const { symbol } = view.state;
  const today = (data?.pages[0]?.firings ?? []).filter(
    (firing) =>
      Date.parse(firing.recorded_at) >= midnight && (symbol === undefined || firing.stock_symbol.startsWith(symbol)),
  );
  if (today.length === 0) return null;
  return (
    <section aria-labelledby="fired-today">
      <div className="fired-head">
        <h2 id="fired-today" className="text-13 tracking-normal">
          Fired today <span className="ml-1 text-12 font-medium text-muted">{today.length}</span>
        </h2>
        <Link to="/alerts" search={(before) => ({ ...before, tab: 'log' as const })} className="link">
          Whole log
        </Link>
      </div>
      <FiringTable view={view} firings={today.slice(0, SHOWN_MAX)} label="Fired today" />
    </section>
  );
}
