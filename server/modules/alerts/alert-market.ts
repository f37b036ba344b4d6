import type { InstrumentView, QuoteView } from '../../../contract/market.ts';
import type { Instrument } from '../market/index.ts';
import type { Definition } from './alert.ts';
import { hasLevelsOnly, isReached } from './evaluate-condition.ts';
import type { TargetState, WaitsFor } from './tables.ts';

/** What alerts need to know of the market besides its prints: handed in once, by the composition. */
export interface AlertMarket {
  /** Normalises case and class-share spelling. */
  find(symbol: string): Instrument | undefined;
  byId(id: string): Instrument | undefined;
  view(instrument: Instrument): InstrumentView;
  /** Null where there is no price yet, or where this process does not follow prices. */
  quote(instrument: Instrument): QuoteView | null;
}

/** How a target starts. */
export interface FreshTarget {
  readonly instrument_id: string;
  readonly state: TargetState;
  readonly waits_for: WaitsFor | null;
  readonly price_at_creation: string | null;
}

/** Whether the level of a rule is reached by the newest price; null where no price is known and a level cannot tell. */
export function isReachedNow(
  definition: Definition,
  quote: QuoteView | null,
  price_at_creation: string | null,
): boolean | null {
  if (quote === null) return hasLevelsOnly(definition) ? null : false;
  return isReached(definition, {
    price: quote.price,
    previous_price: null,
    previous_close: quote.previous_close,
    price_at_creation,
    volume: quote.volume,
    priceBefore: () => null,
    extremeBefore: () => null,
  });
}

/** What is about to be watched. */
export interface Watched {
  readonly instrument_id: string;
  /** What a change counts from; the newest price without it. */
  readonly price_at_creation?: string | null;
}

export function quoteOf(market: AlertMarket, instrument_id: string): QuoteView | null {
  const instrument = market.byId(instrument_id);
  return instrument === undefined ? null : market.quote(instrument);
}

/** @param choice what happens where the level is reached, or may be: armed and fired at once, or waiting for the other side. */
export function freshTarget(
  market: AlertMarket,
  definition: Definition,
  watched: Watched,
  choice: 'fire' | 'wait',
): FreshTarget {
  const { instrument_id } = watched;
  const quote = quoteOf(market, instrument_id);
  const price_at_creation = watched.price_at_creation ?? quote?.price ?? null;
  const waits = choice === 'wait' && isReachedNow(definition, quote, price_at_creation) !== false;
  return {
    instrument_id,
    state: waits ? 'waiting' : 'armed',
    waits_for: waits ? 'other_side' : null,
    price_at_creation,
  };
}
