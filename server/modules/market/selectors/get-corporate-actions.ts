import type { z } from 'zod';
import type { CorporateActions } from '../../../../contract/history.ts';
import { findInstrument, type HistoryReader } from './get-history.ts';
import { readDividends, readSplits } from './read-actions.ts';

/**
 * Splits and dividends of one instrument, newest first. Where the prices are made up, so are their splits.
 * @throws AppError `instrument_unknown`.
 */
export async function getCorporateActions(
  reader: HistoryReader,
  symbol: string,
): Promise<z.output<typeof CorporateActions>> {
  const instrument = findInstrument(reader.registry, symbol);
  const { provider } = reader;
  const own = provider.member === undefined ? provider : provider.member(instrument);
  const computed = own?.computed?.splits(instrument) ?? [];
  const today = reader.clock.now().toISOString().slice(0, 10);
  const come = computed.filter(({ ex_date }) => ex_date <= today);
  const splits = [
    ...(await readSplits(reader.db, instrument.id)),
    ...come.map(({ ex_date, new_pieces, old_pieces }) => ({
      id: null,
      ex_date,
      new_pieces,
      old_pieces,
      source: own?.name ?? '',
    })),
  ].sort((a, b) => b.ex_date.localeCompare(a.ex_date));
  return { splits, dividends: (await readDividends(reader.db, instrument.id)).toReversed() };
}
