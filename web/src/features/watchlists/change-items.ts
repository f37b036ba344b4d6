import type { StockView } from '../../../../contract/market.ts';
import type { WatchlistItemView, WatchlistView } from '../../../../contract/watchlists.ts';
import { queryClient } from '../../app/query-client.ts';
import { call } from '../../lib/api.ts';
import { live } from '../../lib/live/browser-live.ts';
import { readAlertsAgain } from '../../lib/queries/alerts.ts';
import { watchlistQuery, watchlistsQuery } from '../../lib/queries/watchlists.ts';
import { notify } from '../../ui/toast.tsx';
import { changeAtOnce } from './pending-changes.ts';
import { tellRefusal } from './refusal.ts';
import type { Place } from './sections.ts';

type Items = readonly WatchlistItemView[];

/** Adds a symbol at the end. @returns whether it is in the list now; a refusal has been told. */
export async function addItem(list_id: string, stock: StockView): Promise<boolean> {
  const { quote, ...instrument } = stock;
  const item = (position: number): WatchlistItemView => ({
    symbol: stock.symbol,
    position,
    note: '',
    section: '',
    flag: null,
    price_above: null,
    price_below: null,
    price_at_add: live.store.get(stock.symbol)?.price ?? quote?.price ?? null,
    added_at: new Date().toISOString(),
    instrument,
    quote,
  });
  return change(list_id, `${stock.symbol} was not added`, {
    change: (items) => (has(items, stock.symbol) ? items : [...items, item(items.length)]),
    send: () => call('addWatchlistItem', { params: { id: list_id }, body: { symbol: stock.symbol } }),
  });
}

/** Takes symbols out and offers to put them back, with note, marks and place. */
export async function removeItems(list_id: string, symbols: readonly string[]): Promise<void> {
  const gone = new Set(symbols);
  const before = itemsOf(list_id).filter((item) => gone.has(item.symbol));
  const name = symbols.length === 1 ? symbols[0] : `${symbols.length} symbols`;
  const unsay = notify(`${name} removed`, () => void restoreItems(list_id, before));
  const removed = await change(list_id, `${name} could not be removed`, {
    change: (items) => items.filter((item) => !gone.has(item.symbol)),
    send: async () => {
      for (const symbol of symbols) await call('removeWatchlistItem', { params: { id: list_id, symbol } });
    },
  });
  if (!removed) unsay();
}

async function restoreItems(list_id: string, removed: Items): Promise<void> {
  await change(list_id, 'Not everything could be put back', {
    change: (items) =>
      removed.reduce<Items>(
        (all, item) => (has(all, item.symbol) ? all : all.toSpliced(Math.min(item.position, all.length), 0, item)),
        items,
      ),
    send: async () => {
      for (const { symbol } of removed) await call('restoreWatchlistItem', { params: { id: list_id, symbol } });
    },
  });
}

/** Moves a symbol to a place in the person's own order, and into the section there. */
export async function moveItem(list_id: string, symbol: string, { position, section }: Place): Promise<void> {
  await change(list_id, `${symbol} could not be moved`, {
    change: (items) => movedTo(inSection(items, symbol, section), symbol, position),
    send: () => call('updateWatchlistItem', { params: { id: list_id, symbol }, body: { position, section } }),
  });
}

function inSection(items: Items, symbol: string, section: string): Items {
  const at = items.findIndex((item) => item.symbol === symbol);
  const item = items[at];
  return item ? items.with(at, { ...item, section }) : items;
}

/** The items with one at another place; the list as it is when the symbol is not in it. */
export function movedTo(items: Items, symbol: string, position: number): Items {
  const item = items.find((other) => other.symbol === symbol);
  if (!item) return items;
  return items.filter((other) => other !== item).toSpliced(Math.max(0, position), 0, item);
}

/** What a person writes about a symbol of a list; parts left out stay as they are. */
export type ItemEdit = Partial<Pick<WatchlistItemView, 'note' | 'section' | 'flag' | 'price_above' | 'price_below'>>;

/** Changes note, section, flag and marks. @throws ApiError for a refusal, which belongs beside the form's fields. */
export async function editItem(list_id: string, symbol: string, edit: ItemEdit): Promise<void> {
  await changeAtOnce<WatchlistView, unknown>(queryClient, watchlistQuery(list_id).queryKey, {
    change: (list) =>
      withItems(list, (items) => items.map((item) => (item.symbol === symbol ? { ...item, ...edit } : item))),
    send: () => call('updateWatchlistItem', { params: { id: list_id, symbol }, body: edit }),
  });
  readAlertsAgain(queryClient);
}

/** Adds several symbols, or none. */
export async function addItems(list_id: string, symbols: readonly string[]): Promise<void> {
  try {
    const { data } = await call('addWatchlistItems', { params: { id: list_id }, body: { symbols: [...symbols] } });
    queryClient.setQueryData(watchlistQuery(list_id).queryKey, data);
    showCount(list_id);
  } catch (error) {
    tellRefusal('Nothing was added', error);
  }
}

async function change(
  list_id: string,
  refused: string,
  options: { readonly change: (items: Items) => Items; readonly send: () => Promise<unknown> },
): Promise<boolean> {
  const sent = changeAtOnce<WatchlistView, unknown>(queryClient, watchlistQuery(list_id).queryKey, {
    change: (list) => withItems(list, options.change),
    send: options.send,
  });
  try {
    await sent;
    return true;
  } catch (error) {
    tellRefusal(refused, error);
    return false;
  } finally {
    showCount(list_id);
    // Marks of items are alerts as well: they come and go with their items.
    readAlertsAgain(queryClient);
  }
}

function withItems(list: WatchlistView, next: (items: Items) => Items): WatchlistView {
  const items = next(list.items).map((item, position) => placed(item, position));
  return { ...list, items, item_count: items.length };
}

function placed(item: WatchlistItemView, position: number): WatchlistItemView {
  return item.position === position ? item : { ...item, position };
}

function itemsOf(list_id: string): Items {
  return queryClient.getQueryData(watchlistQuery(list_id).queryKey)?.items ?? [];
}

function has(items: Items, symbol: string): boolean {
  return items.some((item) => item.symbol === symbol);
}

/** The count beside the list's name follows the list that is shown. */
function showCount(list_id: string): void {
  const { length } = itemsOf(list_id);
  queryClient.setQueryData(watchlistsQuery.queryKey, (lists) =>
    lists?.map((list) => (list.id === list_id ? { ...list, item_count: length } : list)),
  );
}
