import { AppError } from '../../../../contract/errors.ts';
import type { QuoteView } from '../../../../contract/market.ts';
import type { Instrument } from '../instrument.ts';
import type { InstrumentRegistry } from '../instrument-registry.ts';
import type { Quotes } from '../quotes.ts';

/**
 * The newest quotes in the order asked, from memory; a symbol without a price yet is left out.
 * @throws AppError `symbols_unknown` `{ symbols }`.
 */
export function getQuotes(quotes: Quotes, symbols: readonly string[]): QuoteView[] {
  return findInstruments(quotes.board.registry, symbols).flatMap((instrument) => quotes.viewOf(instrument) ?? []);
}

/** @throws AppError `symbols_unknown` naming every one of them. */
export function findInstruments(registry: InstrumentRegistry, symbols: readonly string[]): Instrument[] {
  const unknown = symbols.filter((symbol) => registry.find(symbol) === undefined);
  if (unknown.length > 0)
    throw new AppError('symbols_unknown', { symbols: unknown, detail: `Not known: ${unknown.join(', ')}.` });
  return symbols.flatMap((symbol) => registry.find(symbol) ?? []);
}
