import { parseScaled, percentOf } from '../../../../contract/decimal.ts';
import type { SplitView } from '../../../../contract/history.ts';
import type { WatchlistItemView } from '../../../../contract/watchlists.ts';

/** What of a split changes a price. */
export type SplitRatio = Pick<SplitView, 'ex_date' | 'new_pieces' | 'old_pieces'>;
/** Splits by symbol; undefined for a symbol of which they are not known yet. */
export type SplitsOf = (symbol: string) => readonly SplitRatio[] | undefined;

const DECIMALS = 8;

/**
 * By how many percent a price went up since the symbol was added: "3.10". The price at that time is counted in today's
 * pieces, so a split is no fall. Null without either price, and while splits of that time are not known.
 * @param splits all of the symbol, in any order; undefined while they are not known
 */
export function percentSinceAdded(
  item: Pick<WatchlistItemView, 'price_at_add' | 'added_at'>,
  price: string | undefined,
  splits: readonly SplitRatio[] | undefined,
): string | null {
  if (item.price_at_add === null || price === undefined) return null;
  const day = item.added_at.slice(0, 10);
  if (splits === undefined && day < today()) return null;
  const [before, now] = [parseScaled(item.price_at_add, DECIMALS), parseScaled(price, DECIMALS)];
  if (before === null || now === null) return null;
  const later = (splits ?? []).filter(({ ex_date }) => ex_date > day && ex_date <= today());
  const pieces = later.reduce((product, split) => (product * split.new_pieces) / split.old_pieces, 1);
  return percentOf(now * pieces - before, before);
}

/** A split counts from midnight UTC of its day on, as it does in the history. */
function today(): string {
  return new Date().toISOString().slice(0, 10);
}
