import type { PastCandle } from '../provider.ts';

/**
 * Candles laid out as numbers one after the other: 48 bytes each, less than half of what as many objects take. Meant for
 * what is kept in memory in great numbers.
 */
const CELLS = 6;

export function packCandles(candles: readonly PastCandle[]): Float64Array {
  const packed = new Float64Array(candles.length * CELLS);
  for (const [place, { at_ms, open, high, low, close, volume }] of candles.entries())
    packed.set([at_ms, open, high, low, close, volume], place * CELLS);
  return packed;
}

/** The candles that were packed. */
export function unpackCandles(packed: Float64Array): PastCandle[] {
  const cell = (at: number): number => packed[at] ?? 0;
  return Array.from({ length: packed.length / CELLS }, (_, place) => {
    const at = place * CELLS;
    return {
      at_ms: cell(at),
      open: cell(at + 1),
      high: cell(at + 2),
      low: cell(at + 3),
      close: cell(at + 4),
      volume: cell(at + 5),
    };
  });
}
