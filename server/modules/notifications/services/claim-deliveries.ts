import { sql } from 'kysely';
import { inTransaction, type Tx } from '../../../platform/db/transaction.ts';
import { LEASE_MS } from '../../../platform/errand-runner.ts';
import { newId } from '../../../platform/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { SentChannel } from '../senders/sender.ts';
import { notifications } from '../tables.ts';

/** A delivery that this process alone may try now, until its lease ends. */
export interface Claimed {
  readonly id: string;
  /** Proves the claim when its outcome is written. */
  readonly claim: string;
  readonly user_id: string;
  readonly notification_id: string;
  readonly channel: SentChannel;
  readonly target_id: string;
  readonly attempts: number;
  readonly attempts_max: number;
  readonly held_for: 'quiet_hours' | 'digest' | 'limit' | null;
  readonly created_at: Date;
}

/** Deliveries looked at for one claim: those of busy targets are passed over, so that nobody waits behind them. */
const CANDIDATES_MAX = 500;
const LOST = 'The process that sent this ended before it knew how it went';

/**
 * Takes due deliveries, the longest due first, with an attempt counted for each: whatever happens to this process, no
 * delivery is tried for ever. One whose former process died is taken over when its lease has ended.
 * Of one target it takes one at a time.
 */
export async function claimDeliveries(
  platform: Platform,
  options: {
    readonly channel: SentChannel;
    readonly limit: number;
    /** Targets that have as many under way in this process as they may have. */
    readonly busy: readonly string[];
  },
): Promise<Claimed[]> {
  const now = platform.clock.now();
  const claimed_until = new Date(now.getTime() + LEASE_MS);
  return inTransaction(platform.db, async (tx) => {
    const due = await lockDue(tx, { ...options, now });
    if (due.length === 0) return [];
    const lost = due.filter(({ claim }) => claim !== null);
    if (lost.length > 0)
      await notifications(tx)
        .insertInto('delivery_attempts')
        .values(lost.map(({ id, attempts }) => lostAttempt(id, attempts, now)))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    const claim = newId();
    const taken = await notifications(tx)
      .updateTable('deliveries')
      .where(sql<boolean>`id = ANY(${due.map(({ id }) => id)}::uuid[])`)
      .set((eb) => ({ claim, claimed_until, attempts: eb('attempts', '+', 1) }))
      .returning(['id', 'user_id', 'notification_id', 'channel', 'target_id', 'attempts', 'attempts_max'])
      .returning(['held_for', 'created_at'])
      .execute();
    return taken.map((row) => Object.assign(row, { claim }));
  });
}

/**
 * Of the longest due deliveries the first one of each target, locked. What `due` found is asked again of each locked
 * row, since another process may have taken it meanwhile.
 */
async function lockDue(
  tx: Tx,
  options: {
    readonly channel: SentChannel;
    readonly limit: number;
    readonly busy: readonly string[];
    readonly now: Date;
  },
): Promise<readonly { id: string; claim: string | null; attempts: number }[]> {
  const { channel, limit, busy, now } = options;
  const due = sql`status = 'pending' AND hold IS NULL AND carried_by IS NULL AND next_try_at <= ${now}
    AND (claimed_until IS NULL OR claimed_until < ${now}) AND attempts < attempts_max`;
  const { rows } = await sql<{ id: string; claim: string | null; attempts: number }>`
    SELECT id, claim, attempts FROM notifications.deliveries
    WHERE ${due} AND id IN (
      SELECT id FROM (
        SELECT id, row_number() OVER (PARTITION BY target_id ORDER BY next_try_at) AS place FROM (
          SELECT id, target_id, next_try_at FROM notifications.deliveries
          WHERE channel = ${channel} AND ${due} AND target_id <> ALL(${busy}::uuid[])
          ORDER BY next_try_at LIMIT ${CANDIDATES_MAX}
        ) AS candidate
      ) AS ranked WHERE place = 1
    )
    ORDER BY next_try_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`.execute(tx);
  return rows;
}

/**
 * Ends deliveries whose last try was taken by a process that died: they have no tries left.
 * @returns how many.
 */
export async function closeExhausted({ db, clock }: Platform): Promise<number> {
  const now = clock.now();
  return inTransaction(db, async (tx) => {
    const ended = await notifications(tx)
      .updateTable('deliveries')
      .where('status', '=', 'pending')
      .where('hold', 'is', null)
      .where('carried_by', 'is', null)
      .where('attempts', '>=', (eb) => eb.ref('attempts_max'))
      .where('claimed_until', '<', now)
      .set({ status: 'failed', last_error: LOST, claim: null, claimed_until: null })
      .returning(['id', 'attempts'])
      .execute();
    if (ended.length === 0) return 0;
    await notifications(tx)
      .insertInto('delivery_attempts')
      .values(ended.map(({ id, attempts }) => lostAttempt(id, attempts, now)))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await notifications(tx)
      .updateTable('deliveries')
      .where(sql<boolean>`carried_by = ANY(${ended.map(({ id }) => id)}::uuid[])`)
      .where('status', '=', 'pending')
      .set({ status: 'failed', last_error: LOST })
      .execute();
    return ended.length;
  });
}

function lostAttempt(delivery_id: string, attempt: number, at: Date) {
  return { delivery_id, attempt, at, code: null, duration_ms: 0, error: LOST, answer: null };
}
