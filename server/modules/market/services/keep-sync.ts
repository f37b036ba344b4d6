import { AppError } from '../../../../contract/errors.ts';
import { SYNC_ROWS_SHOWN_MAX } from '../../../../contract/market-admin.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import { isUniqueViolation } from '../../../platform/db/violations.ts';
import { newId } from '../../../platform/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import { recordAudit } from '../../identity/index.ts';
import type { ImportPlan } from '../import/plan-import.ts';
import { syncTables } from '../tables-syncs.ts';

/** A run that has not ended by then has lost its process. */
const RUNNING_MS_MAX = 10 * 60_000;
const SOURCE_LENGTH_MAX = 500;
const MESSAGE_LENGTH_MAX = 1000;

/** Who asked for a run, and with which request. */
export interface SyncAsker {
  readonly actor_id: string;
  readonly request_id: string;
}

/**
 * Writes down that a run begins; at most one runs at a time, in whatever process.
 * @param asker null for the schedule.
 * @returns the id of the run.
 * @throws AppError `sync_running`.
 */
export async function beginSync(platform: Platform, source: string, asker: SyncAsker | null): Promise<string> {
  const now = platform.clock.now();
  const id = newId();
  try {
    await inTransaction(platform.db, async (tx) => {
      await syncTables(tx)
        .updateTable('symbol_syncs')
        .set({ state: 'failed', finished_at: now, message: 'Its process was ended before it was done.' })
        .where('state', '=', 'running')
        .where('started_at', '<', new Date(now.getTime() - RUNNING_MS_MAX))
        .execute();
      const row = { id, state: 'running' as const, started_at: now, finished_at: null, message: null };
      const actor_id = asker?.actor_id ?? null;
      await syncTables(tx)
        .insertInto('symbol_syncs')
        .values({ ...row, actor_id, source: source.slice(0, SOURCE_LENGTH_MAX) })
        .execute();
      if (asker === null) return;
      const subject = { subject_id: id, request_id: asker.request_id, detail: { source } };
      await recordAudit(tx, platform, { action: 'symbols.synced', actor_id: asker.actor_id, ...subject });
    });
  } catch (error) {
    if (isUniqueViolation(error, 'symbol_syncs_one_running')) throw new AppError('sync_running');
    throw error;
  }
  return id;
}

/** Writes down what came of a run: the plans that were carried out, or why none was. */
export async function endSync(
  platform: Platform,
  id: string,
  result: { readonly plans: readonly ImportPlan[]; readonly message: string | null },
): Promise<void> {
  const { plans, message } = result;
  const count = (of: (plan: ImportPlan) => number): number => plans.reduce((sum, plan) => sum + of(plan), 0);
  const rejected_rows = plans.flatMap((plan) => plan.rejected).slice(0, SYNC_ROWS_SHOWN_MAX);
  await syncTables(platform.db)
    .updateTable('symbol_syncs')
    .set({
      state: message === null ? 'done' : 'failed',
      finished_at: platform.clock.now(),
      message: message?.slice(0, MESSAGE_LENGTH_MAX) ?? null,
      added: count((plan) => plan.added.length),
      changed: count((plan) => plan.changed.length),
      renamed: count((plan) => plan.renamed.length),
      inactive: count((plan) => plan.inactive.length),
      unchanged: count((plan) => plan.unchanged),
      rejected: count((plan) => plan.rejected.length),
      rejected_rows: JSON.stringify(rejected_rows),
    })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute();
}
