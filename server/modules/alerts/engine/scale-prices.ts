import { formatScaled, parseScaled } from '../../../../contract/decimal.ts';
import type { Instrument } from '../../market/index.ts';
import type { HeardPrint } from './heard-print.ts';
import type { Checkpoint } from './store.ts';

/** A print in new pieces. */
export function scaledPrint(last: HeardPrint | null, ratio: number): HeardPrint | null {
  if (last === null || ratio === 1) return last;
  return { ...last, price: atLeastOne(last.price / ratio), before: null, regular_before: null };
}

/** A checkpoint in new pieces. Of the day of its print no range is known: what lies beyond in new pieces was not evaluated. */
export function scaledCheckpoint(
  checkpoint: Checkpoint,
  split: { readonly ratio: number; readonly instrument: Instrument; readonly day: number },
): Checkpoint {
  const { price_decimals } = split.instrument;
  const scaled = (text: string): string => {
    const price = parseScaled(text, price_decimals);
    return price === null ? text : formatScaled(atLeastOne(price / split.ratio), price_decimals);
  };
  const { price, regular_price } = checkpoint;
  return {
    ...checkpoint,
    price: scaled(price),
    regular_price: regular_price === null ? null : scaled(regular_price),
    day: split.day,
    high: null,
    low: null,
  };
}

/** A price stays at least one tick. */
function atLeastOne(price: number): number {
  return Math.max(1, Math.round(price));
}
