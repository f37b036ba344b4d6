-- What baskets and checkouts need besides: a bound on what one place holds, orders of a guest who signs in, and tidying up.

-- The network that asked for the hold; null while nothing is held.
ALTER TABLE orders.baskets ADD COLUMN held_from text CHECK (char_length(held_from) <= 60);
CREATE INDEX baskets_held_from ON orders.baskets (held_from) WHERE held_from IS NOT NULL;
CREATE INDEX holds_by_basket ON orders.holds (basket_id) WHERE status = 'active';
CREATE INDEX holds_ended ON orders.holds (created_at) WHERE status <> 'active';
CREATE INDEX order_groups_by_guest ON orders.order_groups (guest_hash) WHERE guest_hash IS NOT NULL;
CREATE INDEX order_groups_open_by_basket ON orders.order_groups (basket_id) WHERE status = 'pending_payment';
CREATE INDEX orders_by_buyer_key ON orders.orders (vendor_id, buyer_key);
CREATE INDEX payments_by_group ON orders.payments (group_id, id);
CREATE INDEX payment_notices_by_age ON orders.payment_notices (received_at);

-- Who bought as a guest and then signs in takes these orders along.
GRANT UPDATE (buyer_id) ON orders.orders TO omni_orders;
GRANT DELETE ON orders.holds TO omni_orders;
