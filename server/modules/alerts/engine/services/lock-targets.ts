import { sql } from 'kysely';
import type { Tx } from '../../../../platform/db/transaction.ts';
import type { LockedTarget } from '../decide.ts';
import { type LockedRow, lockedColumns, lockedTarget, watchedColumns } from '../selectors/target-rows.ts';

/** Locks alerts, then their targets, each in the order of their keys, and reads both: as whoever edits them does. */
export async function lockTargets(tx: Tx, nos: readonly number[]): Promise<readonly LockedTarget[]> {
  const asked = [...nos];
  await sql`
    SELECT FROM alerts.alerts
    WHERE id IN (SELECT alert_id FROM alerts.targets WHERE no = ANY(${asked}::int[]))
    ORDER BY id FOR NO KEY UPDATE
  `.execute(tx);
  const { rows } = await sql<LockedRow>`
    SELECT ${watchedColumns}, ${lockedColumns}
    FROM alerts.targets target JOIN alerts.alerts alert ON alert.id = target.alert_id
    WHERE target.no = ANY(${asked}::int[])
    ORDER BY target.no FOR NO KEY UPDATE OF target
  `.execute(tx);
  return rows.map(lockedTarget);
}

/** Firings of each alert since a time, where there are any. */
export async function countFirings(
  tx: Tx,
  alert_ids: readonly string[],
  since_ms: number,
): Promise<ReadonlyMap<string, number>> {
  if (alert_ids.length === 0) return new Map();
  const { rows } = await sql<{ alert_id: string; count: number }>`
    SELECT alert_id, count(*)::int AS count FROM alerts.firings
    WHERE alert_id = ANY(${[...alert_ids]}::uuid[]) AND recorded_at > to_timestamp(${since_ms}::float8 / 1000)
    GROUP BY alert_id
  `.execute(tx);
  return new Map(rows.map(({ alert_id, count }) => [alert_id, count]));
}
