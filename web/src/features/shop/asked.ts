import { parseScaled } from '../../../../contract/decimal.ts';
import { currencyDigits } from '../../../../contract/minor-units.ts';
import type { ProductStateView, ProductSummaryView } from '../../../../contract/shop.ts';
import { useLiveQuote } from '../../lib/live/hooks.ts';
import type { LiveQuote } from '../../lib/live/live-quote.ts';

export interface Asked {
  /** Lowest asked now, in minor units; null while nothing is on offer. */
  readonly minor: number | null;
  readonly quote: LiveQuote | undefined;
}

/**
 * What one state costs now: the live price of its instrument while it is on offer. When the last piece goes the
 * instrument keeps its last price, and the shop shows none.
 */
export function useAsked(state: ProductStateView | null, { currency }: Pick<ProductSummaryView, 'currency'>): Asked {
  const quote = useLiveQuote(state?.instrument_symbol ?? null);
  if (state === null || state.price_minor === null || quote === undefined)
    return { minor: state?.price_minor ?? null, quote };
  if (quote.session === 'closed') return { minor: state.price_minor, quote };
  return { minor: parseScaled(quote.price, currencyDigits(currency)) ?? state.price_minor, quote };
}
