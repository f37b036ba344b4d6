import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/transaction.ts';
import type { Signals } from '../../../platform/signals.ts';
import { watchlistChanged } from '../events.ts';
import { watchlists } from '../tables.ts';

/** A mark that stands at another level from now on. */
export interface MovedMark {
  readonly watchlist_id: string;
  readonly instrument_id: string;
  readonly side: 'price_above' | 'price_below';
  /** Decimal. */
  readonly level: string;
}

/** Locks every mark on an instrument until the transaction ends; comes before locks on what follows marks. */
export async function lockMarks(tx: Tx, instrument_id: string): Promise<void> {
  await watchlists(tx)
    .selectFrom('watchlist_items')
    .where('instrument_id', '=', instrument_id)
    .where((eb) => eb.or([eb('price_above', 'is not', null), eb('price_below', 'is not', null)]))
    .orderBy('watchlist_id')
    .select('watchlist_id')
    .forUpdate()
    .execute();
}

/**
 * Moves marks, as after a split, when prices count in other pieces. Where rounding leaves no room between the two of an
 * item, the lower one is cleared. Whoever asks for it keeps what follows marks in step.
 */
export async function moveMarks(tx: Tx, signals: Signals, marks: readonly MovedMark[]): Promise<void> {
  if (marks.length === 0) return;
  const column = <Value>(read: (mark: MovedMark) => Value): Value[] => marks.map(read);
  const { rows } = await sql<{ watchlist_id: string; user_id: string }>`
    WITH moved AS (
      SELECT watchlist_id, instrument_id, max(level) FILTER (WHERE side = 'price_above') AS above,
        max(level) FILTER (WHERE side = 'price_below') AS below
      FROM unnest(
        ${column((mark) => mark.watchlist_id)}::uuid[], ${column((mark) => mark.instrument_id)}::uuid[],
        ${column((mark) => mark.side)}::text[], ${column((mark) => mark.level)}::numeric[]
      ) AS mark (watchlist_id, instrument_id, side, level)
      GROUP BY watchlist_id, instrument_id
    )
    UPDATE watchlists.watchlist_items item
    SET price_above = coalesce(moved.above, item.price_above),
      price_below = CASE WHEN coalesce(moved.above, item.price_above) <= coalesce(moved.below, item.price_below) THEN NULL
        ELSE coalesce(moved.below, item.price_below) END
    FROM moved, watchlists.watchlists list
    WHERE item.watchlist_id = moved.watchlist_id AND item.instrument_id = moved.instrument_id
      AND list.id = item.watchlist_id
    RETURNING item.watchlist_id, list.user_id
  `.execute(tx);
  for (const row of rows) await signals.send(tx, watchlistChanged, row);
}
