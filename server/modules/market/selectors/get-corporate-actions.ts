import type { z } from 'zod';
import type { CorporateActions, SplitsBySymbol, SplitView } from '../../../../contract/history.ts';
import type { Instrument } from '../instrument.ts';
import { findInstrument, type HistoryReader } from './get-history.ts';
import { findInstruments } from './get-quotes.ts';
import { computedSourceOf } from './open-window.ts';
import { realSources } from './stored-candles.ts';
import { readDividends, readSplits, readSplitsOfMany } from './read-actions.ts';

/**
 * Splits and dividends of one instrument, newest first. Where the prices are made up, their own splits stand among them,
 * and the sources of what is kept of real ones beside them.
 * @throws AppError `instrument_unknown`.
 */
export async function getCorporateActions(
  reader: HistoryReader,
  symbol: string,
): Promise<z.output<typeof CorporateActions>> {
  const instrument = findInstrument(reader.registry, symbol);
  const splits = newestFirst([...(await readSplits(reader.db, instrument.id)), ...computedSplits(reader, instrument)]);
  const is_made_up = computedSourceOf(reader.provider, instrument) !== null;
  return {
    splits,
    dividends: (await readDividends(reader.db, instrument.id)).toReversed(),
    kept_sources: is_made_up ? await realSources(reader.db, instrument.id) : [],
  };
}

/**
 * Splits of several instruments, each newest first, in the order asked; an instrument without any is left out. They are
 * those of the prices that are shown: where these are made up, real splits are left out.
 * @throws AppError `symbols_unknown`.
 */
export async function getSplits(
  reader: HistoryReader,
  symbols: readonly string[],
): Promise<z.output<typeof SplitsBySymbol>> {
  const instruments = findInstruments(reader.registry, symbols);
  const stored = await readSplitsOfMany(
    reader.db,
    instruments.map(({ id }) => id),
  );
  return instruments.flatMap((instrument) => {
    const is_made_up = computedSourceOf(reader.provider, instrument) !== null;
    const own = is_made_up ? computedSplits(reader, instrument) : (stored.get(instrument.id) ?? []);
    const splits = newestFirst([...own]);
    return splits.length === 0 ? [] : [{ symbol: instrument.symbol, splits }];
  });
}

/** Splits that belong to made-up prices, as far as they have come. */
function computedSplits({ provider, clock }: HistoryReader, instrument: Instrument): SplitView[] {
  const own = provider.member === undefined ? provider : provider.member(instrument);
  const today = clock.now().toISOString().slice(0, 10);
  return (own?.computed?.splits(instrument) ?? [])
    .filter(({ ex_date }) => ex_date <= today)
    .map(({ ex_date, new_pieces, old_pieces }) => ({
      id: null,
      ex_date,
      new_pieces,
      old_pieces,
      source: own?.name ?? '',
    }));
}

function newestFirst(splits: SplitView[]): SplitView[] {
  return splits.sort((a, b) => b.ex_date.localeCompare(a.ex_date));
}
