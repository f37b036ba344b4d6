-- What was entered for one order is asked for with every sale and every refund of it.
CREATE INDEX payout_entries_by_order ON orders.payout_entries (vendor_id, order_id) WHERE order_id IS NOT NULL;
