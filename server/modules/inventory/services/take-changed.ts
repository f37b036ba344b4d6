import { sql } from 'kysely';
import type { ShopTx, TakenListing } from '../tables-shop.ts';
import { againAt } from './set-aside.ts';

export interface Taken {
  readonly listings: readonly TakenListing[];
  /** What was found in its place: as many as the limit means that others may wait. */
  readonly count: number;
}

interface Taking {
  readonly limit: number;
  readonly now: Date;
}

/**
 * Takes the oldest out of the queue, each listing with all its rows. One that stands aside is not taken: that it changed
 * may have put it right, so it is tried soon.
 */
export async function takeChanged(tx: ShopTx, { limit, now }: Taking): Promise<Taken> {
  const soon = againAt(now, 1).getTime() - now.getTime();
  const { rows } = await sql<TakenListing & { is_aside: boolean; count: number }>`
    WITH oldest AS (SELECT vendor_id, listing_id FROM inventory.changed_listings ORDER BY seq LIMIT ${limit}),
    taken AS (
      DELETE FROM inventory.changed_listings AS queued
      USING (SELECT DISTINCT vendor_id, listing_id FROM oldest) AS one
      WHERE queued.vendor_id = one.vendor_id AND queued.listing_id = one.listing_id
      RETURNING queued.vendor_id, queued.listing_id
    ), aside AS (
      UPDATE inventory.set_aside_listings AS aside
      SET next_at = least(aside.next_at, aside.tried_at + ${soon}::int * interval '1 millisecond')
      FROM (SELECT DISTINCT vendor_id, listing_id FROM taken) AS one
      WHERE aside.vendor_id = one.vendor_id AND aside.listing_id = one.listing_id
      RETURNING aside.vendor_id, aside.listing_id
    )
    SELECT DISTINCT taken.vendor_id, taken.listing_id, 0 AS attempts, aside.listing_id IS NOT NULL AS is_aside,
      (SELECT count(*)::int FROM oldest) AS count
    FROM taken LEFT JOIN aside USING (vendor_id, listing_id)
  `.execute(tx);
  return { listings: rows.filter(({ is_aside }) => !is_aside), count: rows[0]?.count ?? 0 };
}

/** Takes those that were set aside and whose time has come, the longest due first. */
export async function takeDue(tx: ShopTx, { limit, now }: Taking): Promise<Taken> {
  const { rows } = await sql<TakenListing>`
    DELETE FROM inventory.set_aside_listings AS aside
    USING (
      SELECT vendor_id, listing_id FROM inventory.set_aside_listings WHERE next_at <= ${now} ORDER BY next_at LIMIT ${limit}
    ) AS one
    WHERE aside.vendor_id = one.vendor_id AND aside.listing_id = one.listing_id
    RETURNING aside.vendor_id, aside.listing_id, aside.attempts
  `.execute(tx);
  return { listings: rows, count: rows.length };
}
