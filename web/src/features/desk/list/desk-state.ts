import type { VendorOrdersFilter } from '../../../lib/queries/desk.ts';

/** What of the list is on screen; it stands in the address. */

export const tabs = ['to_ship', 'overdue', 'shipped', 'returns', 'all'] as const;
export type DeskTab = (typeof tabs)[number];
export const sorts = ['due', '-placed', 'placed', '-total', 'total'] as const;
export type DeskSort = (typeof sorts)[number];
export const periods = ['any', '1', '7', '30', '90'] as const;
/** Days since an order was placed. */
export type DeskPeriod = (typeof periods)[number];

export interface DeskState {
  readonly tab?: DeskTab | undefined;
  readonly sort?: DeskSort | undefined;
  readonly period?: DeskPeriod | undefined;
  readonly q?: string | undefined;
}

const TEXT_MAX = 100;
const DAY_MS = 86_400_000;

export function readDeskState(search: Record<string, unknown>): DeskState {
  const { tab, sort, period, q } = search;
  return {
    tab: tabs.find((one) => one === tab),
    sort: sorts.find((one) => one === sort),
    period: periods.find((one) => one === String(period)),
    q: typeof q === 'string' && q.trim() !== '' ? q.slice(0, TEXT_MAX) : undefined,
  };
}

export function tabOf({ tab }: DeskState): DeskTab {
  return tab ?? 'to_ship';
}

/** What has to leave is sorted by when; everything else by when it came. */
export function sortOf(state: DeskState): DeskSort {
  const tab = tabOf(state);
  return state.sort ?? (tab === 'to_ship' || tab === 'overdue' ? 'due' : '-placed');
}

const members: Readonly<Record<DeskTab, VendorOrdersFilter>> = {
  to_ship: { status: 'placed', fulfilment: 'unfulfilled,partial' },
  overdue: { status: 'placed', fulfilment: 'unfulfilled,partial' },
  shipped: { fulfilment: 'shipped,delivered,partially_returned,returned' },
  returns: { returns: 'true' },
  all: {},
};

/** As the API is asked. @param today_ms start of the reader's day, so that the question is the same all day. */
export function filterOf(state: DeskState, today_ms: number): VendorOrdersFilter {
  const { q, period = 'any' } = state;
  const from = period === 'any' ? null : new Date(today_ms - (Number(period) - 1) * DAY_MS).toISOString();
  return {
    ...members[tabOf(state)],
    sort: sortOf(state),
    ...(q === undefined ? {} : { q: q.trim() }),
    ...(from === null ? {} : { from }),
  };
}

/** Whether an order belongs to the tab: what is overdue is a matter of the clock, which no query knows. */
export function belongs(state: DeskState, due_at: string | null, now_ms: number): boolean {
  return tabOf(state) !== 'overdue' || (due_at !== null && Date.parse(due_at) < now_ms);
}
