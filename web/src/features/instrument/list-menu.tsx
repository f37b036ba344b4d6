import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Check, ChevronDown, Plus } from 'lucide-react';
import type { StockView } from '../../../../contract/market.ts';
import { useUser } from '../../app/session.ts';
import { watchlistQuery, watchlistsQuery } from '../../lib/queries/watchlists.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Menu, MenuLine, MenuLink, MenuTick } from '../../ui/menu.tsx';
import { addItem, removeItems } from '../watchlists/change-items.ts';

/** Which lists hold the instrument, to put it in or take it out. A visitor is told what an account is for. */
export function ListMenu({ stock }: { readonly stock: StockView }) {
  const user = useUser();
  return user === null ? <VisitorHint symbol={stock.symbol} /> : <OwnLists stock={stock} />;
}

function VisitorHint({ symbol }: { readonly symbol: string }) {
  return (
    <>
      <span className="instrument-hint">Keep {symbol} in a list of your own.</span>
      <Link
        to="/register"
        search={{ next: `/s/${encodeURIComponent(symbol)}` }}
        className={buttonClass({ tone: 'primary' })}
      >
        <Plus className="icon" aria-hidden="true" />
        Sign up to add
      </Link>
    </>
  );
}

function OwnLists({ stock }: { readonly stock: StockView }) {
  const lists = useQuery(watchlistsQuery).data ?? [];
  const contents = useQueries({ queries: lists.map((list) => watchlistQuery(list.id)) });
  const rows = lists.map((list, place) => ({
    list,
    holds: contents[place]?.data?.items.some((item) => item.symbol === stock.symbol) ?? false,
    known: contents[place]?.data !== undefined,
  }));
  const holding = rows.filter((row) => row.holds);
  const [first] = holding;
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className="button">
          {first ? <Check className="icon" aria-hidden="true" /> : <Plus className="icon" aria-hidden="true" />}
          <span className="max-w-40 truncate">{labelOf(first?.list.name, holding.length)}</span>
          <ChevronDown className="icon-small text-muted" aria-hidden="true" />
        </button>
      }
    >
      {rows.map(({ list, holds, known }) => (
        <MenuTick
          key={list.id}
          ticked={holds}
          disabled={!known}
          onChange={(wanted) => void (wanted ? addItem(list.id, stock) : removeItems(list.id, [stock.symbol]))}
        >
          {list.name}
        </MenuTick>
      ))}
      {rows.length > 0 && <MenuLine />}
      <MenuLink link={<Link to="/w" />}>Your lists</MenuLink>
    </Menu>
  );
}

function labelOf(name: string | undefined, count: number): string {
  if (name === undefined) return 'Add to list';
  return count === 1 ? `In ${name}` : `In ${count} lists`;
}
