/** What a correction needs of a candle; prices scaled. */
export interface CorrectableCandle {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

export interface WrongPrice {
  readonly wrong: number;
  readonly right: number;
}

/**
 * A candle as it would be had the right price been told. A high or low that was the wrong price becomes the farthest of
 * what else is known of the time: its own open and close, the right price, and the shorter candles inside it. Prints are
 * not kept, so an extreme between them that only the wrong price hid is lost; one that the wrong price did not hide stays.
 *
 * @param inside shorter candles of the same time, corrected.
 * @returns the same candle where the wrong price cannot have been in it.
 */
export function correctCandle<Candle extends CorrectableCandle>(
  candle: Candle,
  { wrong, right }: WrongPrice,
  inside: readonly CorrectableCandle[],
): Candle {
  if (wrong > candle.high || wrong < candle.low) return candle;
  const open = candle.open === wrong ? right : candle.open;
  const close = candle.close === wrong ? right : candle.close;
  const known = [open, close, right, ...inside.flatMap((shorter) => [shorter.high, shorter.low])];
  const high = candle.high === wrong ? Math.max(...known) : Math.max(candle.high, right);
  const low = candle.low === wrong ? Math.min(...known) : Math.min(candle.low, right);
  return { ...candle, open, high, low, close };
}
