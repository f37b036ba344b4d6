import { type CandleColumns, candleColumns, cell } from './candle-columns.ts';

/** From `from_ms` on, `old_pieces` are `new_pieces`: 1 and 10 for a split of ten for one. */
export interface SplitCut {
  readonly from_ms: number;
  readonly new_pieces: number;
  readonly old_pieces: number;
}

/**
 * Prices as if today's pieces had always been traded: every candle before a split is divided by it, its volume
 * multiplied, so that a chart has no cliff and a return over the split is what a holder saw. This is the proportional
 * back-adjustment that data vendors call "split-adjusted". Dividends are left alone.
 *
 * All splits after a candle are applied at once and rounded once, to a tick; a price stays at least one tick. What comes
 * in is left as it is.
 */
export function adjustForSplits(candles: CandleColumns, cuts: readonly SplitCut[]): CandleColumns {
  const newestFirst = cuts.toSorted((a, b) => b.from_ms - a.from_ms);
  const first_ms = candles.length === 0 ? 0 : cell(candles.time_ms, 0);
  if (candles.length === 0 || (newestFirst[0]?.from_ms ?? 0) <= first_ms) return candles;
  const adjusted = candleColumns(candles.length);
  let pieces: Ratio = { top: 1, bottom: 1 };
  let next = 0;
  for (let at = candles.length - 1; at >= 0; at -= 1) {
    const time_ms = cell(candles.time_ms, at);
    for (let cut = newestFirst[next]; cut !== undefined && time_ms < cut.from_ms; cut = newestFirst[next]) {
      pieces = lowestTerms(pieces.top * cut.new_pieces, pieces.bottom * cut.old_pieces);
      next += 1;
    }
    const price = (scaled: number): number =>
      pieces.top === pieces.bottom ? scaled : Math.max(1, Math.round((scaled * pieces.bottom) / pieces.top));
    adjusted.time_ms[at] = time_ms;
    adjusted.open[at] = price(cell(candles.open, at));
    adjusted.high[at] = price(cell(candles.high, at));
    adjusted.low[at] = price(cell(candles.low, at));
    adjusted.close[at] = price(cell(candles.close, at));
    adjusted.volume[at] = (cell(candles.volume, at) * pieces.top) / pieces.bottom;
  }
  return adjusted;
}

/** New pieces for old ones. */
interface Ratio {
  readonly top: number;
  readonly bottom: number;
}

/** Many splits multiply to large numbers; a split and its inverse to none. */
function lowestTerms(top: number, bottom: number): Ratio {
  let [a, b] = [top, bottom];
  while (b !== 0) [a, b] = [b, a % b];
  return { top: top / a, bottom: bottom / a };
}
