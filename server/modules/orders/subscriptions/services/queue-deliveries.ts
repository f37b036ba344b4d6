import { sql } from 'kysely';
import type { Tx } from '../../../../platform/db/transaction.ts';
import { cloudEvent } from '../../../../platform/facts/cloud-event.ts';
import type { Fact } from '../../../../platform/facts/fact.ts';
import { newId } from '../../../../platform/ids.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { staffOf } from '../../../inventory/index.ts';
import type { Notify } from '../../../notifications/index.ts';
import { asOrders } from '../../services/in-orders.ts';
import { ordersTables } from '../../tables.ts';
import { switchedOffNotices } from '../switched-off.ts';
import { subscriptionsDue } from '../signals.ts';
import { type SubscriptionRow, WAITING_MAX } from '../subscription.ts';
import type { VendorFact } from '../vendor-facts.ts';

/**
 * Queues a fact for every program that wants it, in the consumer's transaction; once for each. A program for which too much
 * waits is switched off, and its owners are told.
 */
export async function queueDeliveries(
  { platform, notify }: { readonly platform: Platform; readonly notify: Notify },
  whole: Tx,
  { fact, all }: { readonly fact: Fact; readonly all: readonly VendorFact[] },
): Promise<void> {
  const at = platform.clock.now();
  const full = await asOrders(whole, async (tx) => {
    const overrun: SubscriptionRow[] = [];
    for (const part of all) {
      const body = JSON.stringify(cloudEvent({ ...fact, payload: part.data }, platform.config.public_url));
      for (const subscription of await wanting(tx, part)) {
        await insert(tx, { subscription, part, fact, body, at });
        if ((await waitingFor(tx, subscription.id)) < WAITING_MAX) continue;
        await switchOff(tx, subscription);
        overrun.push(subscription);
      }
    }
    return overrun;
  });
  for (const subscription of full) {
    const owners = await staffOf(whole, subscription.vendor_id, 'owner');
    await notify(whole, switchedOffNotices({ subscription, reason: TOO_MANY, owners, at }));
  }
  await platform.signals.send(whole, subscriptionsDue, null);
}

const TOO_MANY = `More than ${WAITING_MAX} messages wait for it.`;

function wanting(tx: Tx, { vendor_id, type }: VendorFact): Promise<SubscriptionRow[]> {
  return ordersTables(tx)
    .selectFrom('subscriptions')
    .where('vendor_id', '=', vendor_id)
    .where('enabled', '=', true)
    .where(sql<boolean>`${type} = ANY (events)`)
    .orderBy('id')
    .forKeyShare()
    .selectAll()
    .execute();
}

interface Insert {
  readonly subscription: SubscriptionRow;
  readonly part: VendorFact;
  readonly fact: Fact;
  readonly body: string;
  readonly at: Date;
}

async function insert(tx: Tx, { subscription, part, fact, body, at }: Insert): Promise<void> {
  await ordersTables(tx)
    .insertInto('subscription_deliveries')
    .values({
      id: newId(),
      vendor_id: part.vendor_id,
      subscription_id: subscription.id,
      event_id: fact.event_id,
      type: part.type,
      subject: fact.aggregate_id,
      sequence: fact.aggregate_seq,
      body,
      state: 'waiting',
      next_attempt_at: at,
      created_at: at,
    })
    .onConflict((conflict) => conflict.constraint('subscription_deliveries_once').doNothing())
    .execute();
}

/** Counted no further than it matters. */
async function waitingFor(tx: Tx, subscription_id: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM orders.subscription_deliveries
      WHERE subscription_id = ${subscription_id} AND state = 'waiting' LIMIT ${WAITING_MAX}
    ) AS waiting`.execute(tx);
  return rows[0]?.count ?? 0;
}

async function switchOff(tx: Tx, { id }: SubscriptionRow): Promise<void> {
  await ordersTables(tx)
    .updateTable('subscriptions')
    .where('id', '=', id)
    .set({ enabled: false, disabled_reason: TOO_MANY })
    .execute();
}
