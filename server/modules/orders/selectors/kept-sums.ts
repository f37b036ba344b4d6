import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../../platform/db/transaction.ts';

/** Before all days: nothing is kept. */
const NEVER = '1970-01-01';

/** The day (in UTC) before which a vendor's sums are kept; what happened from it on is added up from its rows. */
export async function keptUntil(tx: Tx, vendor_id: string): Promise<string> {
  const { rows } = await sql<{ day: string }>`SELECT to_char(day, 'YYYY-MM-DD') AS day FROM orders.kept_until
    WHERE vendor_id = ${vendor_id}`.execute(tx);
  return rows[0]?.day ?? NEVER;
}

/** What was entered into a vendor's accounts, by currency, kind of money and kind: kept days as sums, newer entries themselves. */
export function enteredSums(vendor_id: string, kept_until: string): RawBuilder<unknown> {
  return sql`(
    SELECT currency, is_test, kind, amount_minor FROM orders.payout_days
    WHERE vendor_id = ${vendor_id} AND day < ${kept_until}
    UNION ALL
    SELECT currency, is_test, kind, amount_minor FROM orders.payout_entries
    WHERE vendor_id = ${vendor_id} AND id >= orders.first_id_of(${kept_until})
  )`;
}
