import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/transaction.ts';

/**
 * Order in lists: places are counted from 0 without gaps. A thing is put before the one that has its new place now, or
 * at the end; then all are counted again. The caller holds the lock of the list, or of the owner.
 */

/** Gives `instrument_id` its place among the items of a list and closes the gaps. */
export async function placeItem(tx: Tx, watchlist_id: string, instrument_id: string, position: number): Promise<void> {
  await sql`
    WITH counted AS (
      SELECT instrument_id AS id,
             row_number() OVER (ORDER BY instrument_id = ${instrument_id}, position, added_at) - 1 AS place
      FROM watchlists.watchlist_items
      WHERE watchlist_id = ${watchlist_id} AND removed_at IS NULL
    ), placed AS (
      SELECT id, row_number() OVER (
        ORDER BY CASE WHEN id = ${instrument_id} THEN ${position}::int - 0.5 ELSE place END
      ) - 1 AS place
      FROM counted
    )
    UPDATE watchlists.watchlist_items item SET position = placed.place
    FROM placed
    WHERE item.watchlist_id = ${watchlist_id} AND item.instrument_id = placed.id AND item.position <> placed.place
  `.execute(tx);
}

/** Closes the gaps that removed items left. */
export async function closeItemGaps(tx: Tx, watchlist_id: string): Promise<void> {
  await sql`
    UPDATE watchlists.watchlist_items item SET position = counted.place
    FROM (
      SELECT instrument_id AS id, row_number() OVER (ORDER BY position, added_at) - 1 AS place
      FROM watchlists.watchlist_items
      WHERE watchlist_id = ${watchlist_id} AND removed_at IS NULL
    ) counted
    WHERE item.watchlist_id = ${watchlist_id} AND item.instrument_id = counted.id AND item.position <> counted.place
  `.execute(tx);
}

/** Gives a list its place among its owner's lists and closes the gaps; without a place, only closes the gaps. */
export async function placeList(tx: Tx, user_id: string, id: string | null, position: number): Promise<void> {
  await sql`
    WITH counted AS (
      SELECT id, row_number() OVER (ORDER BY id IS NOT DISTINCT FROM ${id}::uuid, position, id) - 1 AS place
      FROM watchlists.watchlists
      WHERE user_id = ${user_id} AND deleted_at IS NULL
    ), placed AS (
      SELECT id, row_number() OVER (
        ORDER BY CASE WHEN id = ${id}::uuid THEN ${position}::int - 0.5 ELSE place END
      ) - 1 AS place
      FROM counted
    )
    UPDATE watchlists.watchlists list SET position = placed.place
    FROM placed
    WHERE list.id = placed.id AND list.position <> placed.place
  `.execute(tx);
}
