import { sql } from 'kysely';
import type { Tx } from '../../../../platform/db/transaction.ts';
import { newId } from '../../../../platform/ids.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { LEASE_MS } from '../../../../platform/errand-runner.ts';
import { inOrders } from '../../services/in-orders.ts';
import { ordersTables } from '../../tables.ts';
import type { Claimed } from '../../tables-told.ts';

/** What this process sends now, and where. */
export interface TakenDelivery extends Claimed {
  readonly vendor_id: string;
  readonly subscription_id: string;
  readonly url: string;
  readonly body: string;
  readonly attempts: number;
}

/** Due deliveries that one look considers: those of programs that are busy are passed over. */
const CANDIDATES_MAX = 500;
/** To one program at a time, in one process: one whose server hangs holds up nobody else. */
const PER_SUBSCRIPTION_MAX = 2;
const LOST = 'The process that sent this ended before it knew how it went';
const nobody = { user_id: null } as const;

/**
 * Takes due deliveries, of each program one and the longest due first, with an attempt counted. What happened to one thing
 * waits for what happened to it before.
 */
export function takeDeliveries(
  platform: Platform,
  options: { readonly limit: number; readonly under_way: readonly TakenDelivery[]; readonly attempts_max: number },
): Promise<readonly TakenDelivery[]> {
  const now = platform.clock.now();
  const claimed_until = new Date(now.getTime() + LEASE_MS);
  const busy = [...Map.groupBy(options.under_way, ({ subscription_id }) => subscription_id)]
    .filter(([, all]) => all.length >= PER_SUBSCRIPTION_MAX)
    .map(([id]) => id);
  return inOrders(platform, nobody, async (tx) => {
    await closeExhausted(tx, now, options.attempts_max);
    const claim = newId();
    const { rows } = await sql<Omit<TakenDelivery, 'claim'>>`
      WITH due AS MATERIALIZED (
        SELECT one.id, row_number() OVER (PARTITION BY one.subscription_id ORDER BY one.next_attempt_at, one.id) AS place
        FROM (
          SELECT delivery.id, delivery.subscription_id, delivery.next_attempt_at
          FROM orders.subscription_deliveries AS delivery
          JOIN orders.subscriptions AS subscription ON subscription.id = delivery.subscription_id AND subscription.enabled
          WHERE delivery.state = 'waiting' AND delivery.next_attempt_at <= ${now}
            AND (delivery.claimed_until IS NULL OR delivery.claimed_until <= ${now})
            AND delivery.subscription_id <> ALL (${busy}::uuid[])
            AND NOT EXISTS (
              SELECT FROM orders.subscription_deliveries AS earlier
              WHERE earlier.subscription_id = delivery.subscription_id AND earlier.subject = delivery.subject
                AND earlier.sequence < delivery.sequence AND earlier.state = 'waiting'
            )
          ORDER BY delivery.next_attempt_at LIMIT ${CANDIDATES_MAX}
        ) AS one
      ), taken AS (
        SELECT id FROM orders.subscription_deliveries
        WHERE id IN (SELECT id FROM due WHERE place = 1) AND state = 'waiting' AND next_attempt_at <= ${now}
          AND (claimed_until IS NULL OR claimed_until <= ${now})
        ORDER BY next_attempt_at, id LIMIT ${options.limit} FOR UPDATE SKIP LOCKED
      )
      UPDATE orders.subscription_deliveries AS delivery
      SET claim = ${claim}, claimed_until = ${claimed_until}, attempts = delivery.attempts + 1
      FROM taken, orders.subscriptions AS subscription
      WHERE delivery.id = taken.id AND subscription.id = delivery.subscription_id
      RETURNING delivery.id, delivery.vendor_id, delivery.subscription_id, subscription.url, delivery.body,
        delivery.attempts`.execute(tx);
    return rows.map((row) => Object.assign(row, { claim }));
  });
}

async function closeExhausted(tx: Tx, now: Date, attempts_max: number): Promise<void> {
  await ordersTables(tx)
    .updateTable('subscription_deliveries')
    .where('state', '=', 'waiting')
    .where('next_attempt_at', '<=', now)
    .where('attempts', '>=', attempts_max)
    .where('claimed_until', '<=', now)
    .set({ state: 'failed', next_attempt_at: null, claim: null, claimed_until: null, last_error: LOST })
    .execute();
}

export async function renewDeliveries(platform: Platform, all: readonly TakenDelivery[]): Promise<void> {
  const claimed_until = new Date(platform.clock.ms() + LEASE_MS);
  await inOrders(platform, nobody, (tx) =>
    ordersTables(tx)
      .updateTable('subscription_deliveries')
      .where(
        'id',
        'in',
        all.map(({ id }) => id),
      )
      .where('claim', 'in', [...new Set(all.map(({ claim }) => claim))])
      .set({ claimed_until })
      .execute(),
  );
}
