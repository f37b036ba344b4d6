import { type RawBuilder, sql } from 'kysely';
import type { VendorTx } from '../tables.ts';
import { finding } from '../tables-finding.ts';
import { all } from './filter-listings.ts';

/** More than these are not gathered and sorted: they are met soon enough on the way through any order. */
export const GATHERED_MAX = 5_000;

/**
 * The listings for which all conditions over the alias `summary` hold, or null where they are more than GATHERED_MAX. A
 * rare filter is read from the index that holds what filters ask for; on the way through another order, nearly all of the
 * vendor's rows would be fetched to fill one page.
 */
export async function gatherFew(
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
  const { rows } = await sql<{ ids: string[] }>`SELECT array(${gathered}) AS ids`.execute(tx);
  const ids = rows[0]?.ids ?? [];
  return ids.length > GATHERED_MAX ? null : ids;
}

export function oneOf(ids: readonly string[]): RawBuilder<boolean> {
  return sql<boolean>`summary.listing_id = ANY(${[...ids]}::uuid[])`;
}
