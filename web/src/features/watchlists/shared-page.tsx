import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Unlink } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import type { SharedWatchlistView } from '../../../../contract/watchlists.ts';
import { useUser } from '../../app/session.ts';
import { live } from '../../lib/live/browser-live.ts';
import { useWatch } from '../../lib/live/hooks.ts';
import { messageOf } from '../../lib/problems.ts';
import { sparklinesQuery } from '../../lib/queries/market.ts';
import { sharedWatchlistQuery } from '../../lib/queries/watchlists.ts';
import { useTitle } from '../../lib/use-title.ts';
import { SimulatedBadge } from '../../ui/badge.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { BoardColumns } from '../landing/board-columns.tsx';
import { BoardCard, BoardRow } from '../landing/board-row.tsx';
import '../landing/landing.css';

/** A list that somebody shares by link: symbols and prices, for anyone who has the link. */
export function SharedPage() {
  const { token } = useParams({ from: '/either/shared/$token' });
  const { data, error, refetch } = useQuery(sharedWatchlistQuery(token));
  useTitle(data?.name ?? null);
  if (data) return <SharedList list={data} />;
  if (!error) return null;
  return (
    <EmptyState
      icon={<Unlink className="icon" aria-hidden="true" />}
      title="This list cannot be shown"
      action={<Button onClick={() => void refetch()}>Try again</Button>}
    >
      {messageOf(error)}
    </EmptyState>
  );
}

function SharedList({ list }: { readonly list: SharedWatchlistView }) {
  const user = useUser();
  const symbols = useMemo(() => list.items.map((item) => item.symbol), [list]);
  useWatch(symbols);
  useEffect(() => live.seed(list.items.map((item) => item.quote)), [list]);
  const lines = useQuery(sparklinesQuery(symbols)).data;
  const stocks = list.items.map(({ instrument, quote }) => Object.assign({ quote }, instrument));
  return (
    <div className="page">
      <div className="mb-4 flex min-h-8 flex-wrap items-center gap-2">
        <h1>{list.name}</h1>
        <span className="text-12 text-muted">{stocks.length} symbols, shared by link</span>
        {stocks.some((stock) => stock.quote?.simulated) && <SimulatedBadge />}
        <span className="grow" />
        {user === null && (
          <Link to="/register" className={buttonClass({ tone: 'primary' })}>
            Make your own list
          </Link>
        )}
      </div>
      <section className="landing-board" aria-label={list.name}>
        <table className="landing-table">
          <caption className="unseen">Live prices</caption>
          <BoardColumns />
          <tbody>
            {stocks.map((stock) => (
              <BoardRow key={stock.symbol} stock={stock} line={lines?.get(stock.symbol)} />
            ))}
          </tbody>
        </table>
        <ul className="landing-cards">
          {stocks.map((stock) => (
            <BoardCard key={stock.symbol} stock={stock} line={lines?.get(stock.symbol)} />
          ))}
        </ul>
      </section>
    </div>
  );
}
