import type { itemFlags } from '../../../contract/watchlists.ts';
import { tables } from '../../platform/db/tables.ts';

export type ItemFlag = (typeof itemFlags)[number];

interface WatchlistsTables {
  shares: { watchlist_id: string; token: string; created_at: Date };
  watchlists: {
    id: string;
    user_id: string;
    name: string;
    position: number;
    created_at: Date;
    updated_at: Date;
    deleted_at: Date | null;
  };
  watchlist_items: {
    watchlist_id: string;
    instrument_id: string;
    position: number;
    note: string;
    section: string;
    flag: ItemFlag | null;
    price_above: string | null;
    price_below: string | null;
    price_at_add: string | null;
    added_at: Date;
    removed_at: Date | null;
  };
}

export const watchlists = tables<WatchlistsTables>('watchlists');
