import { sql } from 'kysely';
import { AppError } from '../../../../contract/errors.ts';
import type { Member } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { alertsChanged, CHANGED_ALERTS_MAX } from '../signals.ts';
import { alerts } from '../tables.ts';

/**
 * Order of locks, so that nobody deadlocks: the list (its row), then the owner's alerts (`lockOwner`), then rows of
 * alerts by id, then their targets.
 */

/** Queues every change to one owner's alerts: their number, and which are active. */
export async function lockOwner(tx: Tx, user_id: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('alerts:' || ${user_id}, 0))`.execute(tx);
}

/**
 * Locks one of the actor's alerts until the transaction ends; a firing of it waits, or has come first.
 * @throws AppError `alert_unknown`, also for another's.
 */
export async function lockAlert(tx: Tx, actor: Member, id: string) {
  const alert = await alerts(tx)
    .selectFrom('alerts')
    .where('id', '=', id)
    .where('user_id', '=', actor.user_id)
    .selectAll()
    .forUpdate()
    .executeTakeFirst();
  if (alert === undefined) throw new AppError('alert_unknown', { id });
  return alert;
}

/** Tells everybody who keeps alerts in memory, with the commit. The revisions of the rows rise. */
export async function announce(tx: Tx, { signals }: Platform, alert_ids: readonly string[]): Promise<void> {
  if (alert_ids.length === 0) return;
  await sql`UPDATE alerts.alerts SET revision = nextval('alerts.revisions') WHERE id = ANY(${[...alert_ids]}::uuid[])`.execute(
    tx,
  );
  await signals.send(tx, alertsChanged, { alert_ids: alert_ids.length > CHANGED_ALERTS_MAX ? null : alert_ids });
}
