import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type Signal, signal } from '../../../platform/signals.ts';

/** Sent with the commit of prices that were told. */
export const shopPricesTold: Signal<null> = signal('market.shop_prices_told');
/** Whoever tells prices waits for who told before: the order of `seq` is then the order of commits. */
export const TELLING = 'market.shop_prices';

/**
 * Tells what is asked for collectibles as of now, in the caller's transaction; what has not changed is not told again.
 * Callers wait for each other until they commit: tell last.
 *
 * @param asked of collectibles; `price_minor`: the lowest, in minor units; null where nothing is for sale.
 */
export async function tellShopPrices(
  tx: Tx,
  { clock, signals }: Pick<Platform, 'clock' | 'signals'>,
  asked: readonly { readonly instrument_id: string; readonly price_minor: number | null }[],
): Promise<void> {
  if (asked.length === 0) return;
  const now = clock.now();
  await sql`SELECT pg_advisory_xact_lock(hashtext(${TELLING}))`.execute(tx);
  const { rows } = await sql`
    INSERT INTO market.shop_prices AS kept (instrument_id, price, at, for_sale, seq)
    SELECT instrument_id, coalesce(told.price, before.price), ${now}, told.price IS NOT NULL,
      nextval('market.shop_prices_seq')
    FROM (
      SELECT instrument_id, round(given.price_minor / 10::numeric ^ minor_digits, minor_digits) AS price
      FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS given (instrument_id uuid, price_minor numeric)
      JOIN market.collectibles USING (instrument_id)
    ) AS told
    LEFT JOIN market.shop_prices AS before USING (instrument_id)
    WHERE coalesce(told.price, before.price) IS NOT NULL
      AND (told.price IS NOT NULL, coalesce(told.price, before.price)) IS DISTINCT FROM (before.for_sale, before.price)
    ORDER BY instrument_id
    ON CONFLICT (instrument_id) DO UPDATE SET
      price = excluded.price, for_sale = excluded.for_sale, seq = excluded.seq,
      at = CASE WHEN excluded.for_sale THEN greatest(excluded.at, kept.at) ELSE kept.at END,
      returned_at = CASE WHEN excluded.for_sale AND NOT kept.for_sale
        THEN greatest(excluded.at, kept.at) ELSE kept.returned_at END
    RETURNING kept.seq
  `.execute(tx);
  if (rows.length > 0) await signals.send(tx, shopPricesTold, null);
}
