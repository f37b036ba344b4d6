import type { InstrumentView } from '../../../contract/market.ts';
import type { Instrument } from './instrument.ts';

/** What a caller sees of an instrument. */
export function instrumentView(instrument: Instrument): InstrumentView {
  const { symbol, name, kind, exchange, currency, price_decimals, status, market_cap } = instrument;
  return { symbol, name, kind, exchange, currency, price_decimals, status, market_cap };
}
