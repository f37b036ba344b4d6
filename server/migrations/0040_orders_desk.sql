-- What a vendor's desk reads besides its own rows: number and kind of the checkout an order came from; and its sorts.

-- Of groups in which the vendor has an order, and no column that tells of anybody else's.
ALTER TABLE orders.order_groups ENABLE ROW LEVEL SECURITY;
CREATE POLICY orders_work ON orders.order_groups TO omni_orders USING (true);
CREATE POLICY own_orders ON orders.order_groups FOR SELECT TO omni_vendor
  USING (EXISTS (SELECT FROM orders.orders AS part WHERE part.vendor_id = inventory.current_vendor() AND part.group_id = order_groups.id));
GRANT SELECT (id, number, is_test) ON orders.order_groups TO omni_vendor;

CREATE INDEX orders_by_placed ON orders.orders (vendor_id, (coalesce(placed_at, created_at)), id);
CREATE INDEX orders_by_total ON orders.orders (vendor_id, total_minor, id);
CREATE INDEX orders_by_due ON orders.orders (vendor_id, (coalesce(due_at, 'infinity'::timestamptz)), id);
CREATE INDEX shipments_by_order ON orders.shipments (vendor_id, order_id, number);
CREATE INDEX returns_open ON orders.returns (vendor_id, order_id) WHERE status IN ('requested', 'approved');
