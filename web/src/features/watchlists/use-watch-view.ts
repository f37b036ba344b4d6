import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { WatchlistItemView, WatchlistView } from '../../../../contract/watchlists.ts';
import { live } from '../../lib/live/browser-live.ts';
import { useFollowWatchlist, useWatch } from '../../lib/live/hooks.ts';
import { sparklinesQuery, splitsQuery } from '../../lib/queries/market.ts';
import { watchlistQuery } from '../../lib/queries/watchlists.ts';
import { useActiveAlerts } from '../alerts/use-alerts.ts';
import { filterItems, isFiltered } from './filter-items.ts';
import { groupItems, type ListRow, rowsOf, sectionsOf } from './sections.ts';
import { isLiveSort, type Known, sortItems } from './sort-items.ts';
import { type CollapsedSections, useCollapsed } from './use-collapsed.ts';
import type { ViewState } from './view-state.ts';

export type Items = readonly WatchlistItemView[];

/** One list as it is looked at: its items in the asked order, and what is selected. */
export interface WatchView {
  readonly list_id: string;
  readonly list: WatchlistView | undefined;
  readonly query: ReturnType<typeof useList>;
  /** In the person's own order. */
  readonly own: Items;
  /** Filtered and sorted: what is on screen, also what a collapsed section hides. */
  readonly items: Items;
  /** The lines of the table: the items, under the headings of their sections in the own order. */
  readonly rows: readonly ListRow[];
  readonly grouped: boolean;
  readonly sections: CollapsedSections;
  /** Quotes, splits and alerts of the symbols. */
  readonly known: Known;
  readonly state: ViewState;
  /** Changes the address; `undefined` takes a part away. */
  readonly show: (next: { readonly [K in keyof ViewState]?: ViewState[K] | undefined }) => void;
  /** While true, prices do not reorder the rows: one does not move what somebody points at. */
  readonly frozen: RefObject<boolean>;
  /** Only the own, unfiltered order can be changed by hand. */
  readonly movable: boolean;
  /** Whether the list mixes currencies, so that each price needs its own. */
  readonly mixed: boolean;
  readonly simulated: boolean;
}

const LIVE_SORT_MS = 1000;
/** One call tells the lines of so many symbols. */
const SPARKLINES_MAX = 200;

function useList(id: string) {
  return useQuery(watchlistQuery(id));
}

export function useWatchView(list_id: string): WatchView {
  const query = useList(list_id);
  const state = useSearch({ from: '/app/w/$list' });
  const navigate = useNavigate({ from: '/w/$list' });
  const frozen = useRef(false);
  const list = query.data;
  const own: Items = list?.items ?? noItems;
  useSeeds(list);
  useFollowWatchlist(list_id);
  useWatch(state.symbol === undefined ? noSymbols : [state.symbol]);
  const known = useKnown(own);
  const { filter, flag, section } = state;
  const filtered = useMemo(() => filterItems(own, { filter, flag, section }), [own, filter, flag, section]);
  const sorted = useLiveOrder(filtered, { state, known, frozen });
  const grouped = state.sort === undefined && sectionsOf(own).length > 0;
  const items = useMemo(() => (grouped ? groupItems(sorted) : sorted), [grouped, sorted]);
  const sections = useCollapsed(list_id);
  const { collapsed } = sections;
  const rows = useMemo(() => rowsOf(items, { grouped, collapsed }), [items, grouped, collapsed]);
  return {
    list_id,
    list,
    query,
    own,
    items,
    rows,
    grouped,
    sections,
    known,
    state,
    show: (next) =>
      void navigate({
        search: (before) => withChanges(before, next),
        replace: next.symbol === undefined && next.view === undefined,
      }),
    frozen,
    movable: state.sort === undefined && !isFiltered(state),
    mixed: new Set(own.map((item) => item.instrument.currency)).size > 1,
    simulated: own.some((item) => item.quote?.simulated === true),
  };
}

const noItems: Items = [];
const noSymbols: readonly string[] = [];

/** Quotes that came with the list are newer than what an earlier page left behind, or are left out. */
function useSeeds(list: WatchlistView | undefined): void {
  useEffect(() => {
    if (list) live.seed(list.items.map((item) => item.quote));
  }, [list]);
}

/** The splits that prices noted earlier have to be seen through, the newest quotes, and active alerts. */
function useKnown(own: Items): Known {
  const symbols = useMemo(() => own.map((item) => item.symbol), [own]);
  const splits = useQuery(splitsQuery(symbols)).data;
  const alertsOf = useActiveAlerts();
  return useMemo(
    () => ({ quoteOf, alertsOf, splitsOf: (symbol) => splits && (splits.get(symbol) ?? noSplits) }),
    [splits, alertsOf],
  );
}

const noSplits: readonly never[] = [];

interface OrderOptions extends Pick<WatchView, 'state' | 'known' | 'frozen'> {}

/** Sorted by a column that moves, the order is made anew once a second, and not while it is frozen. */
function useLiveOrder(items: Items, { state, known, frozen }: OrderOptions): Items {
  const [round, setRound] = useState(0);
  const { sort, dir } = state;
  const moving = isLiveSort(sort);
  useEffect(() => {
    if (!moving) return undefined;
    const timer = setInterval(() => {
      if (!frozen.current) setRound((before) => before + 1);
    }, LIVE_SORT_MS);
    return () => clearInterval(timer);
  }, [moving, frozen]);
  // oxlint-disable-next-line react/exhaustive-deps -- a round is a reason to sort, not an input
  return useMemo(() => sortItems(items, { sort, dir, ...known }), [items, sort, dir, known, round]);
}

function quoteOf(symbol: string) {
  return live.store.get(symbol);
}

function withChanges(
  before: ViewState,
  next: { readonly [K in keyof ViewState]?: ViewState[K] | undefined },
): ViewState {
  const merged = Object.entries({ ...before, ...next }).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(merged);
}

/** The day's lines of a list, by symbol. */
export function useSparklines(items: Items) {
  const symbols = useMemo(() => items.slice(0, SPARKLINES_MAX).map((item) => item.symbol), [items]);
  return useQuery(sparklinesQuery(symbols)).data;
}
