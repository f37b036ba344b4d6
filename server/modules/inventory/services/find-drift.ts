import { sql } from 'kysely';
import { inTransaction } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';

const SHOWN_MAX = 20;
/** The whole ledger is summed up; nobody waits for it. */
const TIMEOUT_MS = 600_000;

interface Drift {
  readonly vendor_id: string;
  readonly listing_id: string;
  readonly location_id: string;
  readonly on_hand: string;
  readonly moved: string;
}

/**
 * Compares every level with the sum of its movements. There must be no difference: one is counted in
 * `invariant_violations_total` and logged, and nothing is mended, since what mends it hides why.
 * @returns how many levels differ.
 */
export async function findDrift(platform: Platform): Promise<number> {
  const violations = platform.metrics.counter(
    'invariant_violations_total',
    'Rules that must never be broken, and were',
    ['invariant'],
  );
  violations.inc({ invariant: 'stock_drift' }, 0);
  const rows = await inTransaction(platform.db, async (tx) => {
    await sql`SELECT set_config('statement_timeout', ${String(TIMEOUT_MS)}, true)`.execute(tx);
    return (await sql<Drift>`SELECT * FROM inventory.drift()`.execute(tx)).rows;
  });
  if (rows.length === 0) return 0;
  violations.inc({ invariant: 'stock_drift' }, rows.length);
  platform.log.error({ levels: rows.length, first: rows.slice(0, SHOWN_MAX) }, 'stock is not the sum of its movements');
  return rows.length;
}
