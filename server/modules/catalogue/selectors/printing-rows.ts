import { sql } from 'kysely';
import type { PrintingView } from '../../../../contract/inventory-catalogue.ts';
import type { Db, Tx } from '../../../platform/db/transaction.ts';
import { catalogue } from '../tables.ts';

/** Printings as they are shown; the caller adds which ones, and in what order. */
export function printingRows(handle: Db | Tx) {
  return catalogue(handle)
    .selectFrom('printings as printing')
    .innerJoin('sets as set', (join) =>
      join.onRef('set.game', '=', 'printing.game').onRef('set.set_key', '=', 'printing.set_key'),
    )
    .select([
      'printing.id',
      'printing.game',
      'set.set_code',
      'set.set_name',
      'printing.collector_number',
      'printing.name',
      'printing.variant',
      'printing.rarity',
      'printing.language',
      'printing.finishes',
      'printing.artist',
      sql<string | null>`coalesce(printing.released_on, set.released_on)::text`.as('released_on'),
      'printing.image_url',
      'printing.image_small_url',
      'printing.external_ids',
    ])
    .$castTo<PrintingView>();
}
