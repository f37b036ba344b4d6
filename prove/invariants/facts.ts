import { sql } from 'kysely';
import type { Invariant } from './invariant.ts';

export const factInvariants: readonly Invariant[] = [
  {
    id: 'I10a',
    promise: 'every fact reaches every consumer that asked for it, and none is dead',
    broken: sql`SELECT fact.type, fact.event_id, listener.name, delivery.state FROM facts.outbox AS fact
      JOIN facts.consumers AS listener ON fact.type = ANY (listener.types) OR '*' = ANY (listener.types)
      LEFT JOIN facts.deliveries AS delivery ON delivery.event_id = fact.event_id AND delivery.consumer = listener.name
      WHERE fact.occurred_at > listener.since AND delivery.state IS DISTINCT FROM 'done'`,
  },
  {
    id: 'I10b',
    promise: 'every fact that is written to guests is one mail, and it was sent',
    broken: sql`
      WITH wanted AS (SELECT fact.event_id FROM facts.outbox AS fact
        WHERE fact.type IN ('order.placed', 'payment.captured', 'order.cancelled', 'shipment.created', 'shipment.delivered',
          'payment.refunded', 'payment.captured_twice', 'payment.surplus_refunded', 'return.answered', 'return.received')
        AND fact.payload ->> 'buyer_id' IS NULL)
      SELECT coalesce(wanted.event_id, mail.event_id) AS event_id, mail.template, mail.status FROM wanted
      FULL JOIN (SELECT * FROM orders.guest_mails WHERE template <> 'payment_failed') AS mail ON mail.event_id = wanted.event_id
      WHERE coalesce(mail.status, '') NOT IN ('sent', 'carried') OR wanted.event_id IS NULL`,
  },
  {
    id: 'I10c',
    promise: 'every fact that a program of a vendor asked for is one message to it, and it was sent',
    broken: sql`
      WITH wanted AS (SELECT subscription.id AS subscription_id, fact.event_id FROM orders.subscriptions AS subscription
        JOIN facts.outbox AS fact ON fact.type = ANY (subscription.events) AND fact.occurred_at > subscription.created_at
          AND (fact.payload ->> 'vendor_id' = subscription.vendor_id::text OR fact.type = 'payment.captured' AND EXISTS (
            SELECT FROM orders.orders AS part WHERE part.group_id = (fact.payload ->> 'group_id')::uuid
              AND part.vendor_id = subscription.vendor_id))
        WHERE subscription.enabled)
      SELECT coalesce(wanted.event_id, message.event_id) AS event_id, message.state, message.last_error FROM wanted
      FULL JOIN orders.subscription_deliveries AS message USING (subscription_id, event_id)
      WHERE message.state IS DISTINCT FROM 'sent' OR NOT EXISTS (
        SELECT FROM facts.outbox AS fact WHERE fact.event_id = message.event_id)`,
  },
  {
    id: 'I11a',
    promise: 'facts of one aggregate are numbered from 1 without a gap, in the order of their writing',
    broken: sql`SELECT aggregate_type, aggregate_id, aggregate_seq, place FROM (
        SELECT aggregate_type, aggregate_id, aggregate_seq,
          row_number() OVER (PARTITION BY aggregate_type, aggregate_id ORDER BY position) AS place FROM facts.outbox) AS fact
      WHERE aggregate_seq <> place`,
  },
  {
    id: 'I11b',
    promise: 'a consumer hears the facts of one aggregate in their order',
    broken: sql`SELECT consumer, event_id, ended_at, before FROM (
        SELECT consumer, event_id, ended_at,
          lag(ended_at) OVER (PARTITION BY consumer, aggregate_type, aggregate_id ORDER BY position) AS before
        FROM facts.deliveries) AS delivery
      WHERE ended_at < before`,
  },
];
