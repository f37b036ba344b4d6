import type { Instrument } from '../../market/index.ts';
import type { Tx } from '../../../platform/db/transaction.ts';
import { watchlists } from '../tables.ts';
import type { MarketDoor } from '../watchlist.ts';

/**
 * Puts instruments into a list that the caller has locked, one after another from `first_position`, each with the price
 * it has now. One that was removed before starts afresh.
 */
export async function insertItems(
  tx: Tx,
  market: Pick<MarketDoor, 'quote'>,
  input: {
    readonly watchlist_id: string;
    readonly instruments: readonly Instrument[];
    readonly first_position: number;
    readonly at: Date;
    /** By the instrument's id; none without it. */
    readonly notes?: ReadonlyMap<string, string>;
  },
): Promise<void> {
  if (input.instruments.length === 0) return;
  const rows = input.instruments.map((instrument, offset) => ({
    watchlist_id: input.watchlist_id,
    instrument_id: instrument.id,
    position: input.first_position + offset,
    note: input.notes?.get(instrument.id) ?? '',
    section: '',
    flag: null,
    price_above: null,
    price_below: null,
    price_at_add: market.quote(instrument)?.price ?? null,
    added_at: input.at,
    removed_at: null,
  }));
  await watchlists(tx)
    .insertInto('watchlist_items')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['watchlist_id', 'instrument_id']).doUpdateSet((eb) => ({
        position: eb.ref('excluded.position'),
        note: eb.ref('excluded.note'),
        section: eb.ref('excluded.section'),
        flag: null,
        price_above: null,
        price_below: null,
        price_at_add: eb.ref('excluded.price_at_add'),
        added_at: eb.ref('excluded.added_at'),
        removed_at: null,
      })),
    )
    .execute();
}
