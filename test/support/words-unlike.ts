import { sql } from 'kysely';
import type { Db } from '../../server/platform/db/transaction.ts';

/** How many listings a search would count as something else than their summaries tell, or not at all. */
export async function wordsUnlikeSummaries(db: Db): Promise<number> {
  const { rows } = await sql<{
    unlike: number;
  }>`SELECT count(*)::int AS unlike FROM inventory.listing_summaries AS summary
    LEFT JOIN inventory.listing_words AS kept USING (vendor_id, listing_id)
    WHERE (kept.rest_part, kept.set_part, kept.on_hand)
      IS DISTINCT FROM (summary.rest_part, summary.set_part, summary.on_hand)`.execute(db);
  return rows[0]?.unlike ?? NaN;
}
