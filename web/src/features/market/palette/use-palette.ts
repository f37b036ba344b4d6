import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import type { StockView } from '../../../../../contract/market.ts';
import type { WatchlistSummaryView, WatchlistView } from '../../../../../contract/watchlists.ts';
import { closePalette, type PaletteMode } from '../../../app/palette-state.ts';
import { stocksQuery } from '../../../lib/queries/market.ts';
import { watchlistQuery, watchlistsQuery } from '../../../lib/queries/watchlists.ts';
import { addItem, editItem } from '../../watchlists/change-items.ts';
import { tellRefusal } from '../../watchlists/refusal.ts';
import { actionsFor } from './actions.ts';
import { alertEntries, type TypedAlert } from './alert-entries.ts';
import { readTyped, type Typed, wordsOf } from './command.ts';
import { recentSymbols, rememberSymbol } from './recent.ts';

/** One line of the palette. */
export type Entry =
  | { readonly kind: 'alert'; readonly id: string; readonly alert: TypedAlert; readonly run: () => void }
  | {
      readonly kind: 'note';
      readonly id: string;
      readonly symbol: string;
      readonly text: string;
      readonly run: () => void;
    }
  | {
      readonly kind: 'stock';
      readonly id: string;
      readonly stock: StockView;
      readonly listed: boolean;
      /** Puts it into the list on screen; null when it is in there, or there is none. */
      readonly add: (() => void) | null;
      readonly run: () => void;
    }
  | { readonly kind: 'list'; readonly id: string; readonly list: WatchlistSummaryView; readonly run: () => void }
  | {
      readonly kind: 'action';
      readonly id: string;
      readonly label: string;
      readonly keys: readonly string[];
      readonly icon: string;
      readonly run: () => void;
    };

export interface Group {
  readonly title: string;
  readonly entries: readonly Entry[];
}

const HITS_MAX = 10;
/** A pause this long between two keys asks the server; a fast typist asks once. */
const SETTLE_MS = 110;

/** What the palette shows for a line, and what each entry does. `current`: what is shown is the answer to the line. */
export function usePalette(line: string, mode: PaletteMode) {
  const settled = useSettled(line);
  const typed = useMemo(() => readTyped(settled), [settled]);
  const { list: list_id, symbol: page_symbol } = useParams({ strict: false });
  const lists = useQuery(watchlistsQuery).data ?? noLists;
  const target = list_id ?? lists[0]?.id;
  const list = useQuery({ ...watchlistQuery(target ?? ''), enabled: target !== undefined }).data;
  const words = wordsOf(typed);
  const [refused, setRefused] = useState<Refused | null>(null);
  const search = useQuery(stocksQuery({ q: words, limit: HITS_MAX }));
  const navigate = useNavigate();
  const groups = useMemo(() => {
    const context: Context = {
      refusal: refused?.typed === typed ? refused.message : null,
      onRefused: (message) => setRefused({ typed, message }),
      mode,
      list,
      open: (symbol) => {
        rememberSymbol(symbol);
        closePalette();
        // On the page of one instrument the next one opens the same way; elsewhere beside the list.
        if (page_symbol !== undefined || target === undefined) void navigate({ to: '/s/$symbol', params: { symbol } });
        else void navigate({ to: '/w/$list', params: { list: target }, search: { symbol } });
      },
      goTo: (id) => {
        closePalette();
        void navigate({ to: '/w/$list', params: { list: id } });
      },
    };
    const actions = actionsFor(words, (to) => void navigate({ to }), mode === 'all');
    return groupsOf(typed, search.data ?? noStocks, lists, actions, context);
  }, [typed, words, search.data, lists, list, mode, target, page_symbol, navigate, refused, setRefused]);
  const current = settled === line && !search.isPending && !search.isPlaceholderData;
  return { groups, search, list, words, current };
}

function useSettled(line: string): string {
  const [settled, setSettled] = useState(line);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(line), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [line]);
  return settled;
}

const noLists: readonly WatchlistSummaryView[] = [];
const noStocks: readonly StockView[] = [];

/** Why a command was refused, as long as it stands there unchanged. */
interface Refused {
  readonly typed: Typed;
  readonly message: string;
}

interface Context {
  readonly refusal: string | null;
  readonly onRefused: (message: string) => void;
  readonly mode: PaletteMode;
  readonly list: WatchlistView | undefined;
  readonly open: (symbol: string) => void;
  readonly goTo: (list_id: string) => void;
}

function groupsOf(
  typed: Typed,
  stocks: readonly StockView[],
  lists: readonly WatchlistSummaryView[],
  actions: readonly Entry[],
  context: Context,
): Group[] {
  const words = wordsOf(typed);
  const entries = stocks.map((stock) => stockEntry(stock, context));
  const symbols = words === '' && context.mode === 'all' ? recentFirst(entries) : entries;
  const named = lists.filter((list) => context.mode === 'all' && list.name.toLowerCase().includes(words.toLowerCase()));
  const groups: Group[] = [
    { title: 'Action', entries: commandEntries(typed, stocks, context) },
    { title: words === '' ? 'Popular' : 'Symbols', entries: symbols },
    {
      title: 'Lists',
      entries: named.map((list) => ({ kind: 'list', id: `list-${list.id}`, list, run: () => context.goTo(list.id) })),
    },
    { title: 'Actions', entries: actions },
  ];
  const named_in_full = actions.some((entry) => entry.kind === 'action' && isSame(entry.label, words));
  if (named_in_full) groups.unshift(...groups.splice(-1));
  return groups.filter((group) => group.entries.length > 0);
}

function isSame(label: string, words: string): boolean {
  return label.toLowerCase() === words.trim().toLowerCase();
}

function recentFirst(entries: readonly Entry[]): Entry[] {
  const recent = recentSymbols();
  const rank = (entry: Entry) => (entry.kind === 'stock' ? recent.indexOf(entry.stock.symbol) + 1 || 99 : 99);
  return entries.toSorted((left, right) => rank(left) - rank(right)).slice(0, 5);
}

function stockEntry(stock: StockView, { mode, list, open }: Context): Entry {
  const listed = list?.items.some((item) => item.symbol === stock.symbol) ?? false;
  const add = listed || !list ? null : () => void addItem(list.id, stock);
  return {
    kind: 'stock',
    id: `stock-${stock.symbol}`,
    stock,
    listed,
    add,
    run: mode === 'add' ? () => add?.() : () => open(stock.symbol),
  };
}

function commandEntries(typed: Typed, stocks: readonly StockView[], context: Context): Entry[] {
  if (typed.kind !== 'alert') return noteEntries(typed, context);
  return context.mode === 'all' ? alertEntries(typed.line, stocks, context) : [];
}

/** `note aapl text`, read back as what will happen. Only for a symbol of the list on screen. */
function noteEntries(typed: Typed, { list }: Context): Entry[] {
  const item = typed.kind === 'note' ? list?.items.find((other) => other.symbol === typed.symbol) : undefined;
  if (typed.kind !== 'note' || !item || !list) return [];
  const run = () => {
    closePalette();
    editItem(list.id, item.symbol, { note: typed.text }).catch((error: unknown) =>
      tellRefusal(`The note for ${item.symbol} was not kept`, error),
    );
  };
  return [{ kind: 'note', id: 'note', symbol: item.symbol, text: typed.text, run }];
}
