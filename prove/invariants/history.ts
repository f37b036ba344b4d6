import { sql } from 'kysely';
import { orderTransitions } from '../../contract/orders-terms.ts';
import type { Invariant } from './invariant.ts';

const edges = Object.entries(orderTransitions).flatMap(([from, all]) => all.map((to) => `${from}>${to}`));

/** Which facts an event of the timeline stands for: its type, the status it left, the facts. */
const told: readonly (readonly [event: string, from: string | null, fact: string])[] = [
  ['created', null, 'order.created'],
  ['placed', 'pending_payment', 'order.placed'],
  ['expired', 'pending_payment', 'order.expired'],
  ['cancelled', 'pending_payment', 'order.cancelled'],
  ['cancelled', 'placed', 'order.status_changed'],
  ['completed', 'placed', 'order.status_changed'],
  ['completed', 'placed', 'order.completed'],
  ['pieces_cancelled', null, 'order.cancelled'],
  ['shortfall', null, 'order.cancelled'],
  ['shipped', null, 'shipment.created'],
  ['delivered', null, 'shipment.delivered'],
  ['refund_requested', null, 'payment.refund_requested'],
  ['refunded', null, 'payment.refunded'],
  ['refund_failed', null, 'payment.refund_failed'],
  ['return_requested', null, 'return.requested'],
  ['return_approved', null, 'return.answered'],
  ['return_refused', null, 'return.answered'],
  ['return_received', null, 'return.received'],
];

export const historyInvariants: readonly Invariant[] = [
  {
    id: 'I7a',
    promise: 'the events of an order are numbered from 1 without a gap',
    broken: sql`SELECT sold.id, count(event.seq), max(event.seq) FROM orders.orders AS sold
      LEFT JOIN orders.order_events AS event ON event.order_id = sold.id
      GROUP BY sold.id HAVING count(event.seq) = 0 OR max(event.seq) <> count(event.seq) OR min(event.seq) <> 1`,
  },
  {
    id: 'I7b',
    promise: 'an order goes along allowed edges, and stands where the last of them ends',
    broken: sql`
      WITH step AS (SELECT order_id, seq, from_status, to_status, lag(to_status) OVER path AS before,
          lead(to_status) OVER path AS after FROM orders.order_events WHERE to_status IS NOT NULL
          WINDOW path AS (PARTITION BY order_id ORDER BY seq))
      SELECT step.order_id, step.seq, step.before, step.from_status, step.to_status FROM step
      JOIN orders.orders AS sold ON sold.id = step.order_id
      WHERE step.from_status IS DISTINCT FROM step.before
        OR step.from_status IS NULL AND step.to_status <> 'pending_payment'
        OR step.from_status IS NOT NULL AND step.from_status || '>' || step.to_status <> ALL (${edges}::text[])
        OR step.after IS NULL AND step.to_status <> sold.status`,
  },
  {
    id: 'I7c',
    promise: 'a checkout stands where its orders stand',
    broken: sql`SELECT bought.id, bought.status, array_agg(DISTINCT part.status) AS orders FROM orders.order_groups AS bought
      JOIN orders.orders AS part ON part.group_id = bought.id GROUP BY bought.id
      HAVING bought.status <> CASE
        WHEN bool_or(part.status = 'pending_payment') THEN 'pending_payment'
        WHEN bool_and(part.status = 'expired') THEN 'expired'
        WHEN bool_or(part.status = 'placed') THEN 'placed'
        WHEN bool_or(part.status = 'completed') THEN 'completed' ELSE 'cancelled' END`,
  },
  {
    id: 'I9a',
    promise: 'every event of an order is told by its facts, once, and no fact tells what was not',
    broken: sql`
      WITH told AS (SELECT * FROM unnest(${told.map(([event]) => event)}::text[], ${told.map(([, from]) => from)}::text[],
          ${told.map(([, , fact]) => fact)}::text[]) AS one (event, from_status, fact)),
        wanted AS (SELECT event.order_id, told.fact, count(*) AS times FROM orders.order_events AS event JOIN told
          ON told.event = event.type AND told.from_status IS NOT DISTINCT FROM event.from_status GROUP BY 1, 2),
        there AS (SELECT aggregate_id AS order_id, type AS fact, count(*) AS times FROM facts.outbox
          WHERE aggregate_type = 'order' GROUP BY 1, 2)
      SELECT coalesce(wanted.order_id, there.order_id) AS order_id, coalesce(wanted.fact, there.fact) AS fact,
        wanted.times AS wanted, there.times AS there FROM wanted FULL JOIN there USING (order_id, fact)
      WHERE wanted.times IS DISTINCT FROM there.times`,
  },
  {
    id: 'I9b',
    promise: 'every payment that was taken, and every one that failed, is told once',
    broken: sql`
      WITH there AS (SELECT type, payload ->> 'payment_id' AS payment_id, count(*) AS times FROM facts.outbox
        WHERE aggregate_type = 'order_group' GROUP BY 1, 2)
      SELECT payment.id, payment.state, coalesce(captured.times, 0) AS captured, coalesce(failed.times, 0) AS failed
      FROM orders.payments AS payment
      LEFT JOIN there AS captured ON captured.payment_id = payment.id::text AND captured.type = 'payment.captured'
      LEFT JOIN there AS failed ON failed.payment_id = payment.id::text AND failed.type = 'payment.failed'
      WHERE coalesce(captured.times, 0) <> (payment.state = 'captured' AND NOT payment.is_surplus)::int
        OR payment.state IN ('declined', 'cancelled') AND coalesce(failed.times, 0) <> 1`,
  },
];
