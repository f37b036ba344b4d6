import type { HistoryIntervalName } from '../../../../contract/history.ts';

export const ranges = ['1D', '5D', '1M', '6M', 'YTD', '1Y', '5Y', 'All'] as const;
export type Range = (typeof ranges)[number];
export const shapes = ['candles', 'line', 'area'] as const;
export type Shape = (typeof shapes)[number];
export const tabs = ['history', 'sales', 'analytics', 'actions'] as const;
export type InstrumentTab = (typeof tabs)[number];
/** The contract's intervals; its module would bring zod along. */
export const intervals = ['1m', '5m', '15m', '1h', '1d', '1w', '1M'] as const satisfies readonly HistoryIntervalName[];

/** Others beside the instrument at most: more lines cannot be told apart. */
export const COMPARED_MAX = 4;

const SOURCE = /^[a-z][a-z0-9_-]{0,39}$/;

/** What the page's address says of the chart. What is missing is as the page chooses. */
export interface InstrumentState {
  readonly range?: Range | undefined;
  readonly interval?: HistoryIntervalName | undefined;
  readonly shape?: Shape | undefined;
  /** Symbols joined by commas. */
  readonly compare?: string | undefined;
  readonly log?: true | undefined;
  /** Prices as they were traded, not adjusted for later splits. */
  readonly raw?: true | undefined;
  /** A source of kept prices beside the made-up ones that are shown otherwise. */
  readonly source?: string | undefined;
  readonly tab?: Exclude<InstrumentTab, 'history'> | undefined;
}

/** Keeps what is valid of an address. */
export function readInstrumentState(search: Record<string, unknown>): InstrumentState {
  return {
    range: oneOf(ranges, search['range']),
    interval: oneOf(intervals, search['interval']),
    shape: oneOf(shapes, search['shape']),
    compare: comparedOf(search['compare']).join(',') || undefined,
    log: search['log'] === true ? true : undefined,
    raw: search['raw'] === true ? true : undefined,
    source: typeof search['source'] === 'string' && SOURCE.test(search['source']) ? search['source'] : undefined,
    tab: oneOf(['sales', 'analytics', 'actions'] as const, search['tab']),
  };
}

/** Symbols of the address's `compare`, each once, at most `COMPARED_MAX`. */
export function comparedOf(text: unknown): string[] {
  if (typeof text !== 'string') return [];
  const symbols = text
    .split(',')
    .map((part) => part.trim().toUpperCase())
    .filter((part) => /^[A-Z0-9^][A-Z0-9.^=/$+-]{0,23}$/.test(part));
  return [...new Set(symbols)].slice(0, COMPARED_MAX);
}

function oneOf<Value extends string>(values: readonly Value[], value: unknown): Value | undefined {
  return values.find((known) => known === value);
}
