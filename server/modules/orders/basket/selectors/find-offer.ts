import { sql } from 'kysely';
import type { OrdersTx } from '../../tables.ts';

export interface OfferRow {
  readonly listing_id: string;
  readonly vendor_id: string;
  readonly currency: string;
  readonly price_minor: number;
}

/**
 * One listing that is for sale, whether or not a piece of it is free at this moment.
 * @param any also one that is not for sale any more.
 */
export async function findOffer(
  tx: OrdersTx,
  listing_id: string,
  { any = false }: { readonly any?: boolean } = {},
): Promise<OfferRow | null> {
  const { rows } = await sql<Omit<OfferRow, 'price_minor'> & { price_minor: string | null }>`
    SELECT id AS listing_id, vendor_id, currency, price_minor FROM inventory.listings
    WHERE id = ${listing_id} AND (${any} OR price_minor IS NOT NULL AND status IN ('active', 'sold_out'))`.execute(tx);
  const [row] = rows;
  return row === undefined ? null : { ...row, price_minor: Number(row.price_minor ?? 0) };
}
