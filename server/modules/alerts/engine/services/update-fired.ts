import { sql } from 'kysely';
import type { Tx } from '../../../../platform/db/transaction.ts';
import type { Decision, LockedTarget } from '../decide.ts';

/** Writes how targets stand, and what their alerts count, in a statement each. */
export async function updateFired(tx: Tx, { changed, fired }: Decision, at: Date): Promise<void> {
  if (changed.length > 0) await updateTargets(tx, changed);
  if (fired.length > 0) await updateAlerts(tx, fired, at);
}

async function updateTargets(tx: Tx, targets: readonly LockedTarget[]): Promise<void> {
  const list = <Value>(cell: (target: LockedTarget) => Value): Value[] => targets.map(cell);
  await sql`
    UPDATE alerts.targets target
    SET state = row.state, waits_for = row.waits_for, arming = row.arming, armed_at = to_timestamp(row.armed_ms / 1000),
      last_fired_at = to_timestamp(row.fired_ms / 1000), last_fired_day = row.fired_day, crossings = row.crossings,
      price_at_creation = row.base
    FROM unnest(
      ${list(({ no }) => no)}::int[], ${list(({ state }) => state)}::text[],
      ${list(({ waits_for }) => waits_for)}::text[], ${list(({ arming }) => arming)}::int[],
      ${list(({ armed_at_ms }) => armed_at_ms)}::float8[], ${list(({ last_fired_at_ms }) => last_fired_at_ms)}::float8[],
      ${list(({ last_fired_day }) => last_fired_day)}::int[], ${list(({ crossings }) => crossings)}::int[],
      ${list(({ price_at_creation }) => price_at_creation)}::numeric[]
    ) AS row (no, state, waits_for, arming, armed_ms, fired_ms, fired_day, crossings, base)
    WHERE target.no = row.no
  `.execute(tx);
}

/** An alert that fires once is triggered when nothing of it is left to fire: at once where it has one target. */
async function updateAlerts(tx: Tx, fired: Decision['fired'], at: Date): Promise<void> {
  const counts = new Map<string, { count: number; readonly alone: boolean }>();
  for (const { target } of fired) {
    const counted = counts.get(target.alert_id);
    if (counted !== undefined) counted.count += 1;
    else counts.set(target.alert_id, { count: 1, alone: target.watchlist_id === null || target.origin === 'mark' });
  }
  const rows = [...counts.values()];
  await sql`
    UPDATE alerts.alerts alert
    SET fired_count = alert.fired_count + row.count, last_fired_at = ${at}, updated_at = ${at},
      revision = nextval('alerts.revisions'),
      status = CASE WHEN alert.repeat = 'ONCE' AND (row.alone OR NOT EXISTS (
        SELECT FROM alerts.targets target WHERE target.alert_id = alert.id AND target.state <> 'done'
      )) THEN 'triggered' ELSE alert.status END
    FROM unnest(
      ${[...counts.keys()]}::uuid[], ${rows.map(({ count }) => count)}::int[], ${rows.map(({ alone }) => alone)}::bool[]
    ) AS row (id, count, alone)
    WHERE alert.id = row.id
  `.execute(tx);
}
