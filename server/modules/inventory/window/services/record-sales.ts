import { sql } from 'kysely';
import type { Tx } from '../../../../platform/db/transaction.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { tellShopSales } from '../../../market/index.ts';
import { asShop } from '../../services/enter-shop.ts';
import type { ShopTx } from '../../tables-shop.ts';
import { lockProducts } from './summarise-products.ts';

/** A line of an order that is paid. */
export interface SoldLine {
  readonly line_id: string;
  readonly vendor_id: string;
  readonly listing_id: string;
  /** As it was frozen; null: the listing had no instrument then. */
  readonly instrument_symbol: string | null;
  /** "NM", "PSA 9". */
  readonly state: string;
  /** Of one piece. */
  readonly price_minor: number;
  readonly currency: string;
  readonly quantity: number;
  readonly at: Date;
}

interface Recorded {
  readonly id: string;
  readonly product_id: string | null;
  readonly instrument_id: string | null;
  readonly price_minor: number;
  readonly quantity: number;
  readonly at: Date;
}

/**
 * Records what was sold, each line once however often it is told: it is the last sale of its product and state, unless a
 * later one is known, and a sale of its instrument on the market. What becomes of the order afterwards changes nothing.
 *
 * One call in a transaction, with all lines it is to record, and no other lock after it: products are locked in the order
 * of their ids, and after them the right to tell the market, which is held until the commit.
 *
 * @param tx in the role of the program itself, in which it is left.
 */
export async function recordSales(
  tx: Tx,
  platform: Pick<Platform, 'db' | 'signals'>,
  lines: readonly SoldLine[],
): Promise<void> {
  if (lines.length === 0) return;
  const recorded = await asShop(tx, async (shop) => {
    const fresh = await addSales(shop, lines);
    await keepLastSales(shop, fresh);
    return fresh;
  });
  const told = recorded.flatMap(({ id: sale_id, instrument_id, price_minor, quantity: pieces, at }) =>
    instrument_id === null || price_minor === 0 ? [] : [{ sale_id, instrument_id, price_minor, pieces, at }],
  );
  await tellShopSales(tx, platform, told);
}

/** The instrument is the one that was frozen, and else the listing's own. @returns those that were not there before. */
async function addSales(tx: ShopTx, lines: readonly SoldLine[]): Promise<Recorded[]> {
  const { rows } = await sql<Recorded>`
    INSERT INTO inventory.sales (id, vendor_id, listing_id, product_id, instrument_id, state, price_minor, currency, quantity, at)
    SELECT line.line_id, line.vendor_id, line.listing_id, state.product_id,
      coalesce(state.instrument_id, offer.instrument_id), line.state, line.price_minor, line.currency, line.quantity, line.at
    FROM jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) AS line (line_id uuid, vendor_id uuid, listing_id uuid,
      instrument_symbol text, state text, price_minor bigint, currency text, quantity integer, at timestamptz)
    LEFT JOIN inventory.offers AS offer ON offer.vendor_id = line.vendor_id AND offer.listing_id = line.listing_id
    LEFT JOIN LATERAL (
      SELECT one.product_id, one.instrument_id FROM inventory.product_states AS one
      WHERE one.instrument_symbol = line.instrument_symbol OR one.instrument_id = offer.instrument_id
      ORDER BY one.instrument_symbol = line.instrument_symbol DESC NULLS LAST LIMIT 1
    ) AS state ON true
    ORDER BY line.line_id
    ON CONFLICT (id) DO NOTHING
    RETURNING id, product_id, instrument_id, price_minor::float8 AS price_minor, quantity, at`.execute(tx);
  return rows;
}

async function keepLastSales(tx: ShopTx, fresh: readonly Recorded[]): Promise<void> {
  const ids = [...new Set(fresh.flatMap(({ product_id }) => product_id ?? []))];
  if (ids.length === 0) return;
  await lockProducts(tx, ids);
  const sold = sql`jsonb_to_recordset(${JSON.stringify(fresh)}::jsonb)
    AS one (id uuid, product_id uuid, instrument_id uuid, price_minor bigint, at timestamptz)`;
  await sql`
    WITH newest AS (
      SELECT DISTINCT ON (product_id) product_id, price_minor, at FROM ${sold} ORDER BY product_id, at DESC, id DESC
    )
    UPDATE inventory.products AS kept SET last_sale_minor = newest.price_minor, last_sale_at = newest.at
    FROM newest WHERE kept.id = newest.product_id AND (kept.last_sale_at IS NULL OR kept.last_sale_at <= newest.at)`.execute(
    tx,
  );
  await sql`
    WITH newest AS (
      SELECT DISTINCT ON (instrument_id) instrument_id, price_minor, at FROM ${sold} ORDER BY instrument_id, at DESC, id DESC
    )
    UPDATE inventory.product_states AS kept SET last_sale_minor = newest.price_minor, last_sale_at = newest.at
    FROM newest WHERE kept.instrument_id = newest.instrument_id
      AND (kept.last_sale_at IS NULL OR kept.last_sale_at <= newest.at)`.execute(tx);
}
