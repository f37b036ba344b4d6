import { type RawBuilder, sql } from 'kysely';
import type { VendorTx } from '../tables.ts';
import { finding } from '../tables-finding.ts';
import { all } from './filter-listings.ts';

/** More than these are not gathered and sorted: they are met soon enough on the way through any order. */
const GATHERED_MAX = 5_000;

/** Fewer where each of them is fetched from the table to be known. */
export const NAMED_MAX = 2_500;

/**
 * The listings for which all conditions over the alias `summary` hold, or null where they are more than GATHERED_MAX. A
 * rare filter is read from the index that holds what filters ask for; on the way through another order, nearly all of the
 * vendor's rows would be fetched to fill one page.
 */
export function gatherFew(
  tx: VendorTx,
  vendor_id: string,
  conditions: readonly RawBuilder<boolean>[],
): Promise<readonly string[] | null> {
  const gathered = finding(tx)
    .selectFrom('listing_summaries as summary')
    .where('summary.vendor_id', '=', vendor_id)
    .where(all(conditions))
    .select('summary.listing_id')
    .limit(GATHERED_MAX + 1);
  return atMost(tx, sql`${gathered}`, GATHERED_MAX);
}

/** The listings of a set of the transaction's vendor, or null where they are more than NAMED_MAX. */
export function gatherSet(tx: VendorTx, set: string): Promise<readonly string[] | null> {
  return atMost(tx, sql`SELECT inventory.find_in_set(${set}, ${NAMED_MAX + 1})`, NAMED_MAX);
}

async function atMost(tx: VendorTx, ids: RawBuilder<unknown>, most: number): Promise<readonly string[] | null> {
  const { rows } = await sql<{ ids: string[] | null }>`
    WITH gathered AS MATERIALIZED (SELECT array(${ids}) AS ids)
    SELECT CASE WHEN cardinality(ids) <= ${most} THEN ids END AS ids FROM gathered`.execute(tx);
  return rows[0]?.ids ?? null;
}

export function oneOf(ids: readonly string[]): RawBuilder<boolean> {
  return sql<boolean>`summary.listing_id = ANY(${[...ids]}::uuid[])`;
}
