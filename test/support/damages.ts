import { type RawBuilder, sql } from 'kysely';

/** What each invariant is there to see, by its id: one row that is not what it must be. Triggers have to be off. */
export const damages: Readonly<Record<string, RawBuilder<unknown>>> = {
  I1: sql`DO $$ DECLARE rule text; BEGIN
    FOR rule IN SELECT conname FROM pg_constraint WHERE conrelid = 'inventory.stock_levels'::regclass AND contype = 'c' LOOP
      EXECUTE format('ALTER TABLE inventory.stock_levels DROP CONSTRAINT %I', rule);
    END LOOP;
    UPDATE inventory.stock_levels SET reserved = on_hand + 1 WHERE ctid = (SELECT min(ctid) FROM inventory.stock_levels);
  END $$`,
  I2: sql`UPDATE inventory.stock_levels SET on_hand = on_hand + 1
    WHERE ctid = (SELECT min(ctid) FROM inventory.stock_levels)`,
  I3: sql`UPDATE orders.line_places SET quantity = quantity + 1 WHERE ctid = (SELECT min(ctid) FROM orders.line_places)`,
  I3b: sql`UPDATE orders.line_places SET quantity = quantity + 1 WHERE ctid = (SELECT min(ctid) FROM orders.line_places)`,
  I3c: sql`UPDATE orders.holds SET status = 'active'
    WHERE id = (SELECT id FROM orders.holds WHERE status = 'committed' LIMIT 1)`,
  I12: sql`UPDATE orders.order_groups SET placed_at = NULL
    WHERE id = (SELECT id FROM orders.order_groups WHERE status = 'placed' LIMIT 1)`,
  I8a: sql`UPDATE orders.order_groups SET total_minor = total_minor + 1
    WHERE ctid = (SELECT min(ctid) FROM orders.order_groups)`,
  I8b: sql`UPDATE orders.order_groups SET total_minor = total_minor + 1
    WHERE id = (SELECT id FROM orders.order_groups WHERE status = 'placed' LIMIT 1)`,
  I8c: sql`UPDATE orders.orders SET refunded_minor = refunded_minor - 1
    WHERE id = (SELECT id FROM orders.orders WHERE refunded_minor > 0 LIMIT 1)`,
  I8d: sql`DELETE FROM orders.payout_entries
    WHERE id = (SELECT id FROM orders.payout_entries WHERE kind = 'sale' LIMIT 1)`,
  I7a: sql`DELETE FROM orders.order_events WHERE order_id = (SELECT id FROM orders.orders LIMIT 1) AND seq = 1`,
  I7b: sql`UPDATE orders.orders SET status = 'expired'
    WHERE id = (SELECT id FROM orders.orders WHERE status = 'placed' LIMIT 1)`,
  I7c: sql`UPDATE orders.order_groups SET status = 'expired'
    WHERE id = (SELECT id FROM orders.order_groups WHERE status = 'placed' LIMIT 1)`,
  I9a: sql`DELETE FROM facts.outbox
    WHERE position = (SELECT position FROM facts.outbox WHERE type = 'order.placed' LIMIT 1)`,
  I9b: sql`DELETE FROM facts.outbox
    WHERE position = (SELECT position FROM facts.outbox WHERE type = 'payment.captured' LIMIT 1)`,
  I10a: sql`DELETE FROM facts.deliveries WHERE ctid = (SELECT min(ctid) FROM facts.deliveries)`,
  I10b: sql`DELETE FROM orders.guest_mails
    WHERE id = (SELECT id FROM orders.guest_mails WHERE template = 'order_placed' LIMIT 1)`,
  I10c: sql`INSERT INTO orders.subscriptions (id, vendor_id, name, url, events, enabled, created_at)
    SELECT gen_random_uuid(), vendor_id, 'Books', 'https://books.example.org', '{order.placed}', true, '2020-01-01'
    FROM orders.orders WHERE status = 'placed' LIMIT 1`,
  I11a: sql`DELETE FROM facts.outbox WHERE aggregate_seq = 1
    AND aggregate_id = (SELECT aggregate_id FROM facts.outbox WHERE aggregate_seq = 2 LIMIT 1)`,
  I11b: sql`UPDATE facts.deliveries SET ended_at = ended_at - interval '1 hour'
    WHERE event_id = (SELECT event_id FROM facts.outbox WHERE type = 'order.placed' LIMIT 1)`,
};
