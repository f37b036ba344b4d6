import { randomInt } from 'node:crypto';
import { inTransaction, type Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { LoadedJob } from '../selectors/load-jobs.ts';
import type { Outcome, Outlet, Settlement } from '../senders/sender.ts';
import { notifications } from '../tables.ts';
import type { Claimed } from './claim-deliveries.ts';
import type { Notify } from './notify.ts';

const TEXT_LENGTH_MAX = 500;
const ANSWER_LENGTH_MAX = 1_000;
const REASON_LENGTH_MAX = 200;
/** A receiver that asks for more patience than this is asked again anyway. */
const AFTER_MS_MAX = 24 * 3_600_000;
/** Tries that failed together do not come back together. */
const JITTER_PERCENT = 20;

/**
 * Writes down how a try went, and what follows from it, in one transaction: the delivery with those it carries, its
 * attempt, and what its channel makes of it. A process whose claim ran out meanwhile writes nothing.
 * @returns whether it was written.
 */
export async function settleDelivery(
  platform: Platform,
  { outlet, notify }: { readonly outlet: Outlet; readonly notify: Notify },
  {
    loaded,
    outcome,
    duration_ms,
  }: { readonly loaded: LoadedJob; readonly outcome: Outcome; readonly duration_ms: number },
): Promise<boolean> {
  const { claimed, job, closed } = loaded;
  const at = platform.clock.now();
  const next_ms = nextTry(outcome, claimed, outlet.sender.retry_ms);
  const status = outcome.kind === 'retry' ? (next_ms === null ? 'failed' : 'pending') : outcome.kind;
  return inTransaction(platform.db, async (tx) => {
    const change = {
      status,
      ...(next_ms === null ? {} : { next_try_at: new Date(at.getTime() + next_ms) }),
      ...(outcome.kind === 'suppressed' ? { reason: cut(outcome.reason, REASON_LENGTH_MAX) } : {}),
      last_error: 'error' in outcome ? cut(outcome.error, TEXT_LENGTH_MAX) : null,
      sent_at: status === 'sent' ? at : null,
    } as const;
    const own = status === 'pending' || !closed.has(claimed.id) ? change : suppressed(closed.get(claimed.id));
    const { numUpdatedRows } = await notifications(tx)
      .updateTable('deliveries')
      .where('id', '=', claimed.id)
      .where('claim', '=', claimed.claim)
      .set({ ...own, claim: null, claimed_until: null })
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return false;
    await settleCarried(tx, { claimed, closed, change });
    await recordAttempt(tx, { claimed, outcome, duration_ms, at });
    if (job === null || outlet.settled === undefined) return true;
    const settlement: Settlement = { job, outcome, status, at };
    await notify(tx, await outlet.settled(tx, settlement));
    return true;
  });
}

/** Milliseconds until the next try; null where there is none. */
function nextTry(outcome: Outcome, claimed: Claimed, retry_ms: readonly number[]): number | null {
  const left = claimed.attempts_max - claimed.attempts;
  if (outcome.kind !== 'retry' || left <= 0) return null;
  const pause_ms = retry_ms.at(Math.max(0, retry_ms.length - left)) ?? 0;
  const jitter_ms = randomInt(Math.floor((pause_ms * JITTER_PERCENT) / 100) + 1);
  return Math.max(pause_ms + jitter_ms, Math.min(outcome.after_ms ?? 0, AFTER_MS_MAX));
}

interface Change {
  readonly status: 'pending' | 'sent' | 'failed' | 'suppressed';
  readonly next_try_at?: Date;
  readonly reason?: string;
  readonly last_error: string | null;
  readonly sent_at: Date | null;
}

/** Those that were told in the same message share its fate; those nobody wanted any more end at once. */
async function settleCarried(
  tx: Tx,
  {
    claimed,
    closed,
    change,
  }: { readonly claimed: Claimed; readonly closed: ReadonlyMap<string, string>; readonly change: Change },
): Promise<void> {
  if (claimed.held_for === null) return;
  const carried = notifications(tx)
    .updateTable('deliveries')
    .where('carried_by', '=', claimed.id)
    .where('status', '=', 'pending');
  for (const [id, reason] of closed) await carried.where('id', '=', id).set(suppressed(reason)).execute();
  const { attempts, attempts_max } = claimed;
  await carried.set({ ...change, attempts, attempts_max }).execute();
}

function suppressed(reason: string | undefined): Change & { readonly reason: string } {
  return { status: 'suppressed', reason: reason ?? '', last_error: null, sent_at: null };
}

async function recordAttempt(
  tx: Tx,
  one: { readonly claimed: Claimed; readonly outcome: Outcome; readonly duration_ms: number; readonly at: Date },
): Promise<void> {
  const { claimed, outcome, duration_ms, at } = one;
  const failure = 'error' in outcome ? outcome.error : outcome.kind === 'suppressed' ? outcome.reason : null;
  const answer = 'answer' in outcome ? outcome.answer : undefined;
  await notifications(tx)
    .insertInto('delivery_attempts')
    .values({
      delivery_id: claimed.id,
      attempt: claimed.attempts,
      at,
      code: 'code' in outcome ? (outcome.code ?? null) : null,
      duration_ms: Math.max(0, Math.round(duration_ms)),
      error: failure === null ? null : cut(failure, TEXT_LENGTH_MAX),
      answer: answer === undefined ? null : cut(answer, ANSWER_LENGTH_MAX),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** PostgreSQL stores neither zero bytes nor half a character, and servers answer what they like. */
function cut(text: string, length_max: number): string {
  return text.toWellFormed().replaceAll('\u0000', ' ').slice(0, length_max).toWellFormed();
}
