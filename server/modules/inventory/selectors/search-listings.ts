import { type RawBuilder, sql } from 'kysely';
import type { VendorTx } from '../tables.ts';
import { GATHERED_MAX, oneOf } from './gather-few.ts';

export interface Hits {
  /** Whose SKU, barcode, certificate or collector number is the text. */
  readonly codes: readonly string[];
  /** Over the alias `summary`: found by its words or its code. */
  readonly condition: RawBuilder<boolean>;
  /** Whether the condition names them one by one. */
  readonly few: boolean;
}

/** What a text finds among a vendor's listings, told so that both rare and common words are quick. */
export async function searchFor(tx: VendorTx, vendor_id: string, text: string): Promise<Hits> {
  const { rows } = await sql<{ codes: string[]; ids: string[]; query: string | null }>`
    WITH asked AS MATERIALIZED (SELECT inventory.search_words(${vendor_id}, ${text}) AS query)
    SELECT inventory.find_by_code(${text}) AS codes, asked.query::text AS query,
      array(SELECT inventory.find_by_query(asked.query, ${GATHERED_MAX + 1})) AS ids FROM asked`.execute(tx);
  const { codes, ids, query } = rows[0] ?? { codes: [], ids: [], query: null };
  if (ids.length <= GATHERED_MAX) return { codes, condition: oneOf([...codes, ...ids]), few: true };
  return {
    codes,
    few: false,
    condition: sql<boolean>`(summary.listing_id = ANY(${codes}::uuid[])
      OR inventory.has_words(summary.listing_id, ${query}::tsquery))`,
  };
}
