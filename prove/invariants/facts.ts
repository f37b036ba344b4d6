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
          'payment.refunded', 'return.answered', 'return.received') AND fact.payload ->> 'buyer_id' IS NULL)
      SELECT coalesce(wanted.event_id, mail.event_id) AS event_id, mail.template, mail.status FROM wanted
      FULL JOIN (SELECT * FROM orders.guest_mails WHERE template <> 'payment_failed') AS mail ON mail.event_id = wanted.event_id
      WHERE mail.status IS DISTINCT FROM 'sent' OR wanted.event_id IS NULL`,
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
