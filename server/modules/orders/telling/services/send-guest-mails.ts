import { sql } from 'kysely';
import { crashPoint } from '../../../../platform/crash-point.ts';
import type { Tx } from '../../../../platform/db/transaction.ts';
import { newId } from '../../../../platform/ids.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { MAIL_RETRY_MS, type Postman } from '../../../notifications/index.ts';
import { LEASE_MS } from '../../../../platform/errand-runner.ts';
import { cut, nextTryMs } from '../../retry-after.ts';
import { inOrders } from '../../services/in-orders.ts';
import { ordersTables } from '../../tables.ts';
import type { Claimed } from '../../tables-told.ts';
import type { Words } from '../words.ts';
import { HOUR_MS } from './queue-guest-mail.ts';

/** A mail that this process sends now. */
export interface TakenMail extends Claimed {
  readonly group_id: string;
  readonly recipient: string;
  readonly message_id: string;
  readonly words: Words;
  readonly attempts: number;
  readonly created_at: Date;
  /** What this one tells besides, since too much came at once; the oldest first. */
  readonly carried: readonly Told[];
}

/** A mail that is told in another. */
export interface Told {
  readonly group_id: string;
  /** Of the same mailbox, and perhaps another spelling of it. */
  readonly recipient: string;
  readonly title: string;
}

type Outcome = Awaited<ReturnType<Postman['send']>>;

const ERROR_LENGTH_MAX = 500;
const LOST = 'The process that sent this ended before it knew how it went';
const nobody = { user_id: null } as const;

/** Takes due mails, the longest due first, with an attempt counted: whatever dies, no mail is tried for ever. */
export function takeGuestMails(platform: Platform, limit: number, attempts_max: number): Promise<readonly TakenMail[]> {
  const now = platform.clock.now();
  return inOrders(platform, nobody, async (tx) => {
    await closeExhausted(tx, now, attempts_max);
    await gatherHeld(tx, now);
    const claim = newId();
    const { rows } = await sql<Omit<TakenMail, 'claim' | 'carried'>>`
      UPDATE orders.guest_mails SET claim = ${claim}, claimed_until = ${new Date(now.getTime() + LEASE_MS)},
        attempts = attempts + 1
      WHERE id IN (
        SELECT id FROM orders.guest_mails
        WHERE status = 'waiting' AND held_until IS NULL AND next_attempt_at <= ${now} AND (claimed_until IS NULL OR claimed_until <= ${now})
        ORDER BY next_attempt_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED
      )
      RETURNING id, group_id, recipient, message_id, words, attempts, created_at`.execute(tx);
    const carried = Map.groupBy(await carriedBy(tx, rows), (one) => one.carried_by);
    return rows.map((row) => Object.assign(row, { claim, carried: carried.get(row.id) ?? [] }));
  });
}

/** Makes one mail of those that were held for a mailbox and whose time has come: the oldest tells the others from then on. */
async function gatherHeld(tx: Tx, now: Date): Promise<void> {
  // Nothing is held for longer than an hour: what is has been put there by a clock that was wrong.
  const isDue = sql`held_until <= ${now} OR held_until > ${new Date(now.getTime() + HOUR_MS)}`;
  // One process at a time: two would make two mails.
  const { rows } = await sql<{ is_mine: boolean }>`
    SELECT pg_try_advisory_xact_lock(hashtextextended('orders.guest_mails.gather', 0)) AS is_mine
    WHERE EXISTS (SELECT FROM orders.guest_mails WHERE ${isDue})`.execute(tx);
  if (rows[0]?.is_mine !== true) return;
  await sql`
    WITH due AS (SELECT id, first_value(id) OVER (PARTITION BY orders.mailbox_of(recipient) ORDER BY id) AS carrier
      FROM orders.guest_mails WHERE ${isDue})
    UPDATE orders.guest_mails AS mail SET held_until = NULL,
      status = CASE WHEN mail.id = due.carrier THEN 'waiting' ELSE 'carried' END,
      next_attempt_at = CASE WHEN mail.id = due.carrier THEN mail.next_attempt_at END,
      carried_by = CASE WHEN mail.id <> due.carrier THEN due.carrier END
    FROM due WHERE mail.id = due.id`.execute(tx);
}

/** More of one mail are not spelt out anyway. */
const CARRIED_READ_MAX = 1_000;

async function carriedBy(tx: Tx, mails: readonly { readonly id: string }[]) {
  if (mails.length === 0) return [];
  const { rows } = await sql<Told & { readonly carried_by: string }>`
    SELECT carried_by, group_id, recipient, words ->> 'title' AS title FROM orders.guest_mails
    WHERE carried_by = ANY (${mails.map(({ id }) => id)}::uuid[]) ORDER BY id LIMIT ${CARRIED_READ_MAX}`.execute(tx);
  return rows;
}

async function closeExhausted(tx: Tx, now: Date, attempts_max: number): Promise<void> {
  await ordersTables(tx)
    .updateTable('guest_mails')
    .where('status', '=', 'waiting')
    .where('next_attempt_at', '<=', now)
    .where('attempts', '>=', attempts_max)
    .where('claimed_until', '<=', now)
    .set({ status: 'failed', next_attempt_at: null, claim: null, claimed_until: null, last_error: LOST })
    .execute();
}

/** Writes down how a try went. A process whose lease ended meanwhile writes nothing. */
export async function settleGuestMail(platform: Platform, mail: TakenMail, outcome: Outcome): Promise<void> {
  const at = platform.clock.now();
  const wait_ms = outcome.kind === 'retry' ? nextTryMs(MAIL_RETRY_MS, mail.attempts, outcome.after_ms ?? 0) : null;
  const status = outcome.kind === 'sent' ? 'sent' : wait_ms === null ? 'failed' : 'waiting';
  await inOrders(platform, nobody, async (tx) => {
    await ordersTables(tx)
      .updateTable('guest_mails')
      .where('id', '=', mail.id)
      .where('claim', '=', mail.claim)
      .set({
        status,
        next_attempt_at: wait_ms === null ? null : new Date(at.getTime() + wait_ms),
        claim: null,
        claimed_until: null,
        last_error: 'error' in outcome ? cut(outcome.error, ERROR_LENGTH_MAX) : null,
        sent_at: status === 'sent' ? at : null,
      })
      .execute();
    crashPoint('guest_mail.before_commit');
  });
}

export async function renewGuestMails(platform: Platform, mails: readonly TakenMail[]): Promise<void> {
  const claimed_until = new Date(platform.clock.ms() + LEASE_MS);
  await inOrders(platform, nobody, (tx) =>
    ordersTables(tx)
      .updateTable('guest_mails')
      .where(
        'id',
        'in',
        mails.map(({ id }) => id),
      )
      .where('claim', 'in', [...new Set(mails.map(({ claim }) => claim))])
      .set({ claimed_until })
      .execute(),
  );
}
