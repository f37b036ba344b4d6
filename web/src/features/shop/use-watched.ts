import { useQueries, useQuery } from '@tanstack/react-query';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { queryClient } from '../../app/query-client.ts';
import { useUser } from '../../app/session.ts';
import { messageOf } from '../../lib/problems.ts';
import { stockQuery } from '../../lib/queries/market.ts';
import { watchlistQuery, watchlistsQuery } from '../../lib/queries/watchlists.ts';
import { notify, notifyError } from '../../ui/toast.tsx';
import { addItem, removeItems } from '../watchlists/change-items.ts';

export interface Watched {
  readonly has: (symbol: string) => boolean;
  /** Puts it into the person's first list, or takes it out of all; a visitor is asked to sign in. */
  readonly toggle: (symbol: string, name: string) => Promise<void>;
}

/** Which symbols one has in a list. */
export function useWatched(): Watched {
  const user = useUser();
  const navigate = useNavigate();
  const here = useRouterState({ select: (state) => state.location.href });
  const lists = useQuery({ ...watchlistsQuery, enabled: user !== null }).data ?? [];
  const contents = useQueries({ queries: lists.map((list) => watchlistQuery(list.id)) });
  const held = contents.flatMap(({ data }) =>
    data ? [{ id: data.id, symbols: new Set(data.items.map(symbolOf)) }] : [],
  );
  return {
    has: (symbol) => held.some(({ symbols }) => symbols.has(symbol)),
    async toggle(symbol, name) {
      if (user === null) {
        await navigate({ to: '/sign-in', search: { next: here } });
        return;
      }
      const holding = held.filter(({ symbols }) => symbols.has(symbol));
      if (holding.length > 0) {
        await Promise.all(holding.map(({ id }) => removeItems(id, [symbol])));
        return;
      }
      try {
        // Pressed before the lists came, it waits for them.
        const [first] = await queryClient.ensureQueryData(watchlistsQuery);
        if (first === undefined) {
          notifyError('You have no list yet', 'Make one on the watchlist page, then watch cards here.');
          return;
        }
        const stock = await queryClient.fetchQuery(stockQuery(symbol));
        if (await addItem(first.id, stock)) notify(`${name} is in ${first.name}`);
      } catch (error) {
        notifyError(`${name} is not watched`, messageOf(error));
      }
    },
  };
}

const symbolOf = ({ symbol }: { readonly symbol: string }) => symbol;
