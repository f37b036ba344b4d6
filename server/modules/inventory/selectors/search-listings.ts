import { type RawBuilder, sql } from 'kysely';
import type { VendorTx } from '../tables.ts';

/** More than these are not gathered and sorted: they are met soon enough on the way through any order. */
const GATHERED_MAX = 5_000;

interface Hits {
  /** Whose SKU, barcode, certificate or collector number is the text. */
  readonly codes: readonly string[];
  /** Over the alias `summary`: found by its words or its code. */
  readonly condition: RawBuilder<boolean>;
}

/** What a text finds among a vendor's listings, told so that both rare and common words are quick. */
export async function searchFor(tx: VendorTx, vendor_id: string, text: string): Promise<Hits> {
  const { rows } = await sql<{ codes: string[]; ids: string[]; query: string | null }>`
    SELECT inventory.find_by_code(${text}) AS codes, inventory.search_words(${vendor_id}, ${text})::text AS query,
      array(SELECT inventory.find_by_words(${text}, ${GATHERED_MAX + 1})) AS ids`.execute(tx);
  const { codes, ids, query } = rows[0] ?? { codes: [], ids: [], query: null };
  if (ids.length <= GATHERED_MAX)
    return { codes, condition: sql<boolean>`summary.listing_id = ANY(${[...codes, ...ids]}::uuid[])` };
  return {
    codes,
    condition: sql<boolean>`(summary.listing_id = ANY(${codes}::uuid[])
      OR inventory.has_words(summary.listing_id, ${query}::tsquery))`,
  };
}
