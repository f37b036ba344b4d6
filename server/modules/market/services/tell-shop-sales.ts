import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { shopSource } from '../providers/shop/shop.ts';
import type { CandleTable } from './save-candles.ts';
import { ensureCandleMonths } from './ensure-candle-months.ts';
import { shopPricesTold, TELLING } from './tell-shop-prices.ts';

/** Pieces of one collectible that changed hands at one price. */
export interface ShopSale {
  /** The same sale told again is no second one. */
  readonly sale_id: string;
  readonly instrument_id: string;
  /** Of one piece, in minor units, greater than 0. */
  readonly price_minor: number;
  readonly pieces: number;
  readonly at: Date;
}

const starts: readonly (readonly [CandleTable, string])[] = [
  ['candles_1m', 'minute'],
  ['candles_1h', 'hour'],
  ['candles_1d', 'day'],
];

/**
 * Tells what was sold, in the caller's transaction, each sale once: it is folded into the kept candles of its minute, hour
 * and day, which count its pieces, and the feed hears of it with the commit. Kept candles are only ever widened, so that
 * whoever keeps the prices asked beside it takes nothing back. Callers wait for each other until they commit: tell last.
 *
 * @param sales of collectibles.
 */
export async function tellShopSales(
  tx: Tx,
  { db, signals }: Pick<Platform, 'db' | 'signals'>,
  sales: readonly ShopSale[],
): Promise<void> {
  if (sales.length === 0) return;
  await ensureCandleMonths(
    db,
    sales.map(({ at }) => ({ at_ms: at.getTime() })),
    tx,
  );
  await sql`SELECT pg_advisory_xact_lock(hashtext(${TELLING}))`.execute(tx);
  const { rows } = await sql<{ sale_id: string }>`
    INSERT INTO market.shop_sales (sale_id, instrument_id, price, pieces, at, seq)
    SELECT given.sale_id, given.instrument_id, round(given.price_minor / 10::numeric ^ minor_digits, minor_digits), given.pieces,
      given.at, nextval('market.shop_sales_seq')
    FROM jsonb_to_recordset(${JSON.stringify(sales)}::jsonb)
      AS given (sale_id uuid, instrument_id uuid, price_minor numeric, pieces integer, at timestamptz)
    JOIN market.collectibles USING (instrument_id)
    ON CONFLICT (sale_id) DO NOTHING
    RETURNING sale_id
  `.execute(tx);
  if (rows.length === 0) return;
  const ids = rows.map(({ sale_id }) => sale_id);
  for (const [table, unit] of starts)
    await sql`
      INSERT INTO ${sql.table(`market.${table}`)} AS candle (instrument_id, source, at, open, high, low, close, volume)
      SELECT instrument_id, ${shopSource.name}, date_trunc(${unit}, at, 'UTC'), (array_agg(price ORDER BY at, seq))[1],
        max(price), min(price), (array_agg(price ORDER BY at DESC, seq DESC))[1], sum(pieces)
      FROM market.shop_sales WHERE sale_id = ANY (${ids}::uuid[])
      GROUP BY 1, 3
      ON CONFLICT (instrument_id, source, at) DO UPDATE SET
        high = greatest(candle.high, excluded.high), low = least(candle.low, excluded.low),
        volume = candle.volume + excluded.volume
    `.execute(tx);
  await signals.send(tx, shopPricesTold, null);
}
