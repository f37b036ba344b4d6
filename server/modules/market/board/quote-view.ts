import { formatScaled, percentOf } from '../../../../contract/decimal.ts';
import type { QuoteView } from '../../../../contract/market.ts';
import { sessionOf } from './board-rules.ts';
import { freshnessOf } from './freshness.ts';
import type { QuoteBoard } from './quote-board.ts';

/** The quote as the API shows it, or null where there is no price yet. */
export function quoteView(board: QuoteBoard, index: number, now_ms: number): QuoteView | null {
  const { columns } = board;
  const source = board.sources.of(index);
  const price = columns.price[index] ?? 0;
  if (price === 0) return null;
  const decimals = columns.decimals[index] ?? 0;
  const decimal = (value: number | undefined): string | null =>
    value === undefined || Number.isNaN(value) ? null : formatScaled(value, decimals);
  const previous_close = columns.previous_close[index] ?? Number.NaN;
  const has_previous = !Number.isNaN(previous_close);
  return {
    symbol: board.registry.at(index).symbol,
    epoch: board.epoch,
    version: columns.version[index] ?? 0,
    price: formatScaled(price, decimals),
    previous_close: decimal(previous_close),
    change: has_previous ? formatScaled(price - previous_close, decimals) : null,
    change_percent: has_previous ? percentOf(price - previous_close, previous_close) : null,
    open: decimal(columns.open[index]),
    high: decimal(columns.high[index]),
    low: decimal(columns.low[index]),
    volume: volumeOf(columns.volume[index] ?? 0, source.asks === true),
    at: new Date(columns.at_ms[index] ?? 0).toISOString(),
    source: board.sources.nameOf(index),
    simulated: source.simulated,
    delay_ms: source.delay_ms,
    session: sessionOf(columns, index),
    freshness: freshnessOf(board, index, now_ms),
  };
}

/** Of a source that tells what is asked, sales are counted where there were any. */
function volumeOf(volume: number, asks: boolean): number | null {
  return asks && volume === 0 ? null : volume;
}
