import { sql } from 'kysely';
import { formatScaled } from '../../../../contract/decimal.ts';
import { inTransaction, type Tx } from '../../../platform/db/transaction.ts';
import { newId } from '../../../platform/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { BackfillRow } from '../backfill/backfill.ts';
import type { Instrument } from '../instrument.ts';
import type { PastCandle, ProviderActions } from '../providers/provider.ts';
import { ensureCandleMonths } from './ensure-candle-months.ts';
import { insertSplit } from './insert-split.ts';
import { keepBackfill } from './keep-backfill.ts';

/** Another worker has gone on with the back-fill: what this one read is not kept. */
class OvertakenError extends Error {
  override readonly name = 'OvertakenError';
}

/**
 * Keeps a provider's candles together with where the back-fill stands, in one transaction: after a crash none is missing
 * and none is fetched twice. A candle that is there already is replaced, since what was heard live may have had gaps.
 * @returns the row as it is now, or null where another worker has written it since it was read; nothing is kept then.
 */
export async function keepPast(
  platform: Pick<Platform, 'db' | 'clock'>,
  { row, instrument, candles }: { row: BackfillRow; instrument: Instrument; candles: readonly PastCandle[] },
): Promise<BackfillRow | null> {
  const distinct = [...new Map(candles.map((candle) => [candle.at_ms, candle])).values()];
  if (row.interval === '1m') await ensureCandleMonths(platform.db, distinct);
  try {
    return await inTransaction(platform.db, async (tx) => {
      if (distinct.length > 0) await replaceCandles(tx, row, instrument, distinct);
      const next = { ...row, candles: row.candles + distinct.length };
      const kept = await keepBackfill({ db: tx, clock: platform.clock }, next);
      if (kept === null) throw new OvertakenError();
      return kept;
    });
  } catch (error) {
    if (error instanceof OvertakenError) return null;
    throw error;
  }
}

async function replaceCandles(
  tx: Tx,
  { interval, provider }: BackfillRow,
  { id, price_decimals }: Instrument,
  candles: readonly PastCandle[],
): Promise<void> {
  const list = (cell: (candle: PastCandle) => string | number): string => `{${candles.map(cell).join(',')}}`;
  const prices = (field: 'open' | 'high' | 'low' | 'close'): string =>
    list((candle) => formatScaled(candle[field], price_decimals));
  await sql`
    INSERT INTO ${sql.table(`market.candles_${interval}`)} (instrument_id, source, at, open, high, low, close, volume)
    SELECT ${id}::uuid, ${provider}, to_timestamp(row.at_ms / 1000), row.open, row.high, row.low, row.close, row.volume
    FROM unnest(
      ${list(({ at_ms }) => at_ms)}::float8[], ${prices('open')}::numeric[], ${prices('high')}::numeric[],
      ${prices('low')}::numeric[], ${prices('close')}::numeric[], ${list(({ volume }) => volume)}::float8[]
    ) AS row (at_ms, open, high, low, close, volume)
    ON CONFLICT (instrument_id, source, at) DO UPDATE SET
      open = excluded.open, high = excluded.high, low = excluded.low, close = excluded.close, volume = excluded.volume
  `.execute(tx);
}

/** Keeps splits and dividends that are not there yet; what an operator entered stands. */
export async function keepActions(
  { db, clock }: Pick<Platform, 'db' | 'clock'>,
  told: { readonly instrument: Instrument; readonly source: string; readonly actions: ProviderActions },
): Promise<void> {
  const { instrument, source, actions } = told;
  await inTransaction(db, async (tx) => {
    for (const split of actions.splits)
      await insertSplit(tx, { clock }, { instrument_id: instrument.id, ...split, source });
    for (const { ex_date, amount, currency } of actions.dividends)
      await sql`
        INSERT INTO market.dividends (id, instrument_id, ex_date, amount, currency, source, created_at)
        VALUES (${newId()}, ${instrument.id}, ${ex_date}, ${amount}, ${currency}, ${source}, ${clock.now()})
        ON CONFLICT (instrument_id, ex_date, amount) DO NOTHING
      `.execute(tx);
  });
}
