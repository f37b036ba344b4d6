import { type RawBuilder, sql } from 'kysely';
import type { VendorTx } from '../tables.ts';
import { NAMED_MAX, oneOf } from './gather-few.ts';

export interface Hits {
  /** Whose SKU, barcode, certificate or collector number is the text. */
  readonly codes: readonly string[];
  /** All that is found, where it is at most NAMED_MAX: a condition over the alias `summary` that names it one by one. */
  readonly named: RawBuilder<boolean> | null;
  /** The same for who reads all listings anyway: found once, and compared with each. */
  readonly compared: RawBuilder<boolean>;
}

/** What a text finds among a vendor's listings, told so that both rare and common words are quick. */
export async function searchFor(tx: VendorTx, text: string): Promise<Hits> {
  const { rows } = await sql<{ codes: string[]; ids: string[] | null }>`
    WITH found AS MATERIALIZED (SELECT array(SELECT inventory.find_by_words(${text}, ${NAMED_MAX + 1})) AS ids)
    SELECT inventory.find_by_code(${text}) AS codes, CASE WHEN cardinality(ids) <= ${NAMED_MAX} THEN ids END AS ids
    FROM found`.execute(tx);
  const { codes, ids } = rows[0] ?? { codes: [], ids: [] };
  return {
    codes,
    named: ids === null ? null : oneOf([...codes, ...ids]),
    compared: sql<boolean>`(summary.listing_id IN (SELECT inventory.find_by_words(${text})
      UNION ALL SELECT unnest(${codes}::uuid[]))) IS TRUE`,
  };
}

/** What a text asks of each listing on the way through an order, where it finds more than NAMED_MAX. */
export async function asked(
  tx: VendorTx,
  { vendor_id, text, codes }: { readonly vendor_id: string; readonly text: string } & Pick<Hits, 'codes'>,
): Promise<RawBuilder<boolean>> {
  const { rows } = await sql<{ query: string | null }>`
    SELECT inventory.search_query(${vendor_id}, ${text})::text AS query`.execute(tx);
  return sql<boolean>`(summary.listing_id = ANY(${[...codes]}::uuid[])
    OR inventory.has_words(summary.listing_id, ${rows[0]?.query ?? null}::tsquery))`;
}
