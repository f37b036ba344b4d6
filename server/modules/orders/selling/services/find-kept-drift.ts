import { sql } from 'kysely';
import { inTransaction } from '../../../../platform/db/transaction.ts';
import type { Platform } from '../../../../platform/platform.ts';

const SHOWN_MAX = 20;
/** Every order there is is added up; nobody waits for it. */
const TIMEOUT_MS = 600_000;

interface Drift {
  readonly vendor_id: string;
  readonly of: 'sold' | 'listing' | 'entered';
  readonly currency: string;
  readonly day: string;
  readonly subject: string;
  readonly kept: readonly string[] | null;
  readonly told: readonly string[] | null;
}

/**
 * Compares the kept sums of every day with those of the rows they were made from. There must be no difference: one is
 * counted in `invariant_violations_total` and logged, and nothing is mended, since what mends it hides why.
 * @returns those that differ.
 */
export async function findKeptDrift(platform: Platform): Promise<readonly Drift[]> {
  const violations = platform.metrics.counter(
    'invariant_violations_total',
    'Rules that must never be broken, and were',
    ['invariant'],
  );
  violations.inc({ invariant: 'kept_sums' }, 0);
  const rows = await inTransaction(platform.db, async (tx) => {
    await sql`SELECT set_config('statement_timeout', ${String(TIMEOUT_MS)}, true)`.execute(tx);
    await sql`SELECT set_config('role', 'omni_orders', true)`.execute(tx);
    return (await drift.execute(tx)).rows;
  });
  if (rows.length === 0) return rows;
  violations.inc({ invariant: 'kept_sums' }, rows.length);
  platform.log.error({ sums: rows.length, first: rows.slice(0, SHOWN_MAX) }, 'kept sums are not those of their rows');
  return rows;
}

/** A day of which nothing is left may be kept as zeros. */
const drift = sql<Drift>`
  WITH kept (vendor_id, of, currency, day, subject, sums) AS (
    SELECT vendor_id, 'sold', currency, day, '', ARRAY[orders, pieces, gross_minor, refunded_minor] FROM orders.sold_days
    UNION ALL SELECT vendor_id, 'listing', currency, day, listing_id::text, ARRAY[pieces, gross_minor]
    FROM orders.sold_listing_days
    UNION ALL SELECT vendor_id, 'entered', currency, day, kind || ' ' || is_test, ARRAY[amount_minor] FROM orders.payout_days
  ), told (vendor_id, of, currency, day, subject, sums) AS (
    SELECT until.vendor_id, 'sold', one.currency, one.day, '', ARRAY[one.orders, one.pieces, one.gross_minor, one.refunded_minor]
    FROM orders.kept_until AS until CROSS JOIN LATERAL orders.sold_by_day(until.vendor_id, '1970-01-01', until.day) AS one
    UNION ALL SELECT until.vendor_id, 'listing', one.currency, one.day, one.listing_id::text, ARRAY[one.pieces, one.gross_minor]
    FROM orders.kept_until AS until CROSS JOIN LATERAL orders.sold_by_listing(until.vendor_id, '1970-01-01', until.day) AS one
    UNION ALL SELECT until.vendor_id, 'entered', one.currency, one.day, one.kind || ' ' || one.is_test, ARRAY[one.amount_minor]
    FROM orders.kept_until AS until CROSS JOIN LATERAL orders.entered_by_day(until.vendor_id, '1970-01-01', until.day) AS one
  )
  SELECT vendor_id, of, currency, to_char(day, 'YYYY-MM-DD') AS day, subject, kept.sums AS kept, told.sums AS told
  FROM kept FULL JOIN told USING (vendor_id, of, currency, day, subject)
  WHERE kept.sums IS DISTINCT FROM told.sums
    AND NOT (told.sums IS NULL AND 0 = ALL (kept.sums)) AND NOT (kept.sums IS NULL AND 0 = ALL (told.sums))`;
