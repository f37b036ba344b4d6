import { formatScaled, parseScaled } from '../../../../contract/decimal.ts';
import type { WatchlistItemView } from '../../../../contract/watchlists.ts';
import { directionOf } from '../../lib/format/number.ts';
import { compareDecimals } from '../../lib/live/live-quote.ts';
import { percentSinceAdded } from '../market/since-added.ts';
import type { Known } from './sort-items.ts';

/** What the items on screen did together. Percents have two decimals; null where nothing is known. */
export interface Summary {
  readonly up: number;
  readonly down: number;
  readonly flat: number;
  /** Plain average of the changes in percent. */
  readonly average: string | null;
  readonly average_since: string | null;
  readonly best: Mover | null;
  readonly worst: Mover | null;
}
export interface Mover {
  readonly symbol: string;
  readonly change_percent: string;
}

/** Sums up the items; those without a price count nowhere. Best and worst are named where there are two or more. */
export function summarise(items: readonly WatchlistItemView[], { quoteOf, splitsOf }: Known): Summary {
  const moves = items.flatMap(({ symbol }): Mover[] => {
    const change_percent = quoteOf(symbol)?.change_percent;
    return change_percent == null ? [] : [{ symbol, change_percent }];
  });
  const since = items.map((item) => percentSinceAdded(item, quoteOf(item.symbol)?.price, splitsOf(item.symbol)));
  const count = (direction: string) =>
    moves.filter(({ change_percent }) => directionOf(change_percent) === direction).length;
  const ranked = moves.toSorted((left, right) => compareDecimals(right.change_percent, left.change_percent));
  const several = ranked.length > 1;
  return {
    up: count('up'),
    down: count('down'),
    flat: count('flat'),
    average: averageOf(moves.map(({ change_percent }) => change_percent)),
    average_since: averageOf(since.filter((percent) => percent !== null)),
    best: several ? (ranked[0] ?? null) : null,
    worst: several ? (ranked.at(-1) ?? null) : null,
  };
}

/** Average of percents with two decimals, rounded half away from zero. */
function averageOf(percents: readonly string[]): string | null {
  if (percents.length === 0) return null;
  const sum = percents.reduce((total, percent) => total + (parseScaled(percent, 2) ?? 0), 0);
  const hundredths = Math.round(Math.abs(sum) / percents.length);
  return formatScaled(sum < 0 && hundredths !== 0 ? -hundredths : hundredths, 2);
}
