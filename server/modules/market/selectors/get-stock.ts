import { AppError } from '../../../../contract/errors.ts';
import type { StockView } from '../../../../contract/market.ts';
import type { InstrumentRegistry } from '../instrument-registry.ts';
import { instrumentView } from '../instrument-view.ts';
import type { Quotes } from '../quotes.ts';

/**
 * One instrument with its quote, from memory.
 * @param symbol in any spelling.
 * @throws AppError `instrument_unknown` `{ symbol }`.
 */
export function getStock(registry: InstrumentRegistry, quotes: Pick<Quotes, 'viewOf'>, symbol: string): StockView {
  const instrument = registry.find(symbol);
  if (instrument === undefined) throw new AppError('instrument_unknown', { symbol });
  return { ...instrumentView(instrument), quote: quotes.viewOf(instrument) };
}
