-- Parcels and what comes back, what happened, the account of each vendor with the operator, and who may see and write what
-- of orders.

CREATE TABLE orders.shipments (
  id uuid NOT NULL UNIQUE,
  vendor_id uuid NOT NULL,
  order_id uuid NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  carrier text NOT NULL CHECK (char_length(carrier) <= 60),
  tracking_number text NOT NULL CHECK (char_length(tracking_number) <= 80),
  tracking_url text CHECK (tracking_url ~ '^https://'),
  actor_id uuid NOT NULL,
  shipped_at timestamptz NOT NULL,
  delivered_at timestamptz,
  PRIMARY KEY (vendor_id, id),
  FOREIGN KEY (vendor_id, order_id) REFERENCES orders.orders (vendor_id, id),
  CONSTRAINT shipments_number_unique UNIQUE (vendor_id, order_id, number)
);
CREATE TABLE orders.shipment_lines (
  vendor_id uuid NOT NULL,
  shipment_id uuid NOT NULL,
  line_id uuid NOT NULL,
  location_id uuid NOT NULL,
  quantity integer NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (vendor_id, shipment_id, line_id, location_id),
  FOREIGN KEY (vendor_id, shipment_id) REFERENCES orders.shipments (vendor_id, id),
  FOREIGN KEY (vendor_id, line_id) REFERENCES orders.order_lines (vendor_id, id)
);

CREATE TABLE orders.returns (
  id uuid NOT NULL UNIQUE,
  vendor_id uuid NOT NULL,
  order_id uuid NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  status text NOT NULL CHECK (status IN ('requested', 'approved', 'refused', 'received')),
  reason text NOT NULL CHECK (char_length(reason) <= 300),
  answer text NOT NULL DEFAULT '' CHECK (char_length(answer) <= 500),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (vendor_id, id),
  FOREIGN KEY (vendor_id, order_id) REFERENCES orders.orders (vendor_id, id),
  CONSTRAINT returns_number_unique UNIQUE (vendor_id, order_id, number)
);
CREATE TABLE orders.return_lines (
  vendor_id uuid NOT NULL,
  return_id uuid NOT NULL,
  line_id uuid NOT NULL,
  quantity integer NOT NULL CHECK (quantity > 0),
  quantity_restocked integer NOT NULL DEFAULT 0 CHECK (quantity_restocked >= 0),
  quantity_written_off integer NOT NULL DEFAULT 0 CHECK (quantity_written_off >= 0),
  PRIMARY KEY (vendor_id, return_id, line_id),
  FOREIGN KEY (vendor_id, return_id) REFERENCES orders.returns (vendor_id, id),
  FOREIGN KEY (vendor_id, line_id) REFERENCES orders.order_lines (vendor_id, id),
  CONSTRAINT return_lines_came CHECK (quantity_restocked + quantity_written_off <= quantity)
);

-- What happened to an order, without a gap, never rewritten.
CREATE TABLE orders.order_events (
  vendor_id uuid NOT NULL,
  order_id uuid NOT NULL,
  seq integer NOT NULL CHECK (seq > 0),
  at timestamptz NOT NULL,
  type text NOT NULL CHECK (char_length(type) BETWEEN 1 AND 60),
  actor text NOT NULL CHECK (actor IN ('buyer', 'vendor', 'system', 'admin')),
  actor_id uuid,
  from_status text,
  to_status text,
  text text NOT NULL CHECK (char_length(text) <= 1000),
  data jsonb NOT NULL DEFAULT '{}',
  -- The buyer sees it too.
  is_public boolean NOT NULL,
  PRIMARY KEY (vendor_id, order_id, seq),
  FOREIGN KEY (vendor_id, order_id) REFERENCES orders.orders (vendor_id, id)
);
CREATE FUNCTION orders.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'orders.% is append-only', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER order_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON orders.order_events
  FOR EACH STATEMENT EXECUTE FUNCTION orders.refuse_change();

-- Of what was frozen at the checkout nothing changes, whatever the program believes.
CREATE FUNCTION orders.refuse_thaw() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was bought is frozen: orders.%', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER order_lines_frozen BEFORE UPDATE OF order_id, vendor_id, listing_id, sku, title, snapshot, unit_price_minor,
  quantity, subtotal_minor, discount_minor, tax_minor, total_minor ON orders.order_lines
  FOR EACH STATEMENT EXECUTE FUNCTION orders.refuse_thaw();
CREATE TRIGGER orders_frozen BEFORE UPDATE OF group_id, vendor_id, number, shipping_address, billing_address, terms,
  shipping_method, currency, subtotal_minor, discount_minor, shipping_minor, tax_minor, total_minor, commission_bp ON orders.orders
  FOR EACH STATEMENT EXECUTE FUNCTION orders.refuse_thaw();

-- The vendor's account with the operator: signed amounts, each written once for its cause.
CREATE TABLE orders.payout_entries (
  id uuid NOT NULL UNIQUE,
  vendor_id uuid NOT NULL REFERENCES inventory.vendors (id),
  at timestamptz NOT NULL,
  kind text NOT NULL CHECK (kind IN ('sale', 'commission', 'refund', 'commission_refund', 'payout', 'adjustment')),
  amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  order_id uuid,
  note text NOT NULL CHECK (char_length(note) <= 300),
  cause text NOT NULL CHECK (char_length(cause) BETWEEN 1 AND 120),
  PRIMARY KEY (vendor_id, id),
  FOREIGN KEY (vendor_id, order_id) REFERENCES orders.orders (vendor_id, id),
  CONSTRAINT payout_entries_once UNIQUE (vendor_id, cause)
);
CREATE INDEX payout_entries_by_currency ON orders.payout_entries (vendor_id, currency, id DESC);
CREATE TRIGGER payout_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON orders.payout_entries
  FOR EACH STATEMENT EXECUTE FUNCTION orders.refuse_change();

DO $$
DECLARE
  one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['selling_terms', 'shipping_methods', 'discounts', 'orders', 'order_lines', 'line_places', 'refunds',
    'shipments', 'shipment_lines', 'returns', 'return_lines', 'order_events', 'payout_entries', 'holds'] LOOP
    EXECUTE format('ALTER TABLE orders.%I ENABLE ROW LEVEL SECURITY', one);
    EXECUTE format('ALTER TABLE orders.%I FORCE ROW LEVEL SECURITY', one);
    EXECUTE format('CREATE POLICY own_vendor ON orders.%I TO omni_vendor USING (vendor_id = inventory.current_vendor())', one);
    EXECUTE format('CREATE POLICY orders_work ON orders.%I TO omni_orders USING (true)', one);
    EXECUTE format('GRANT SELECT, INSERT ON orders.%I TO omni_vendor, omni_orders', one);
  END LOOP;
  REVOKE INSERT ON orders.holds FROM omni_vendor;
END
$$;
GRANT SELECT, INSERT, UPDATE ON orders.baskets, orders.order_groups, orders.payments, orders.payment_notices TO omni_orders;
GRANT SELECT, INSERT, UPDATE, DELETE ON orders.basket_lines TO omni_orders;
GRANT DELETE ON orders.baskets, orders.payment_notices TO omni_orders;
GRANT UPDATE (status, expires_at, group_id, quantity) ON orders.holds TO omni_orders;
GRANT UPDATE ON orders.selling_terms, orders.shipping_methods TO omni_vendor;
GRANT DELETE ON orders.shipping_methods TO omni_vendor;
GRANT UPDATE (minimum_minor, uses_max, uses_per_buyer_max, starts_at, ends_at, enabled) ON orders.discounts TO omni_vendor;
GRANT UPDATE (uses) ON orders.discounts TO omni_orders;
GRANT UPDATE (status, payment_status, fulfilment_status, version, paid_minor, refunded_minor, shipping_refunded_minor, due_at,
  placed_at, delivered_at, completed_at, cancelled_at, updated_at) ON orders.orders TO omni_vendor, omni_orders;
GRANT UPDATE (quantity_cancelled, quantity_shipped, quantity_returned, quantity_refunded, refunded_minor)
  ON orders.order_lines TO omni_vendor, omni_orders;
GRANT UPDATE (quantity, quantity_picked) ON orders.line_places TO omni_vendor, omni_orders;
GRANT UPDATE (state, provider_ref, attempts, next_attempt_at, last_error, done_at) ON orders.refunds TO omni_orders;
GRANT UPDATE (delivered_at) ON orders.shipments TO omni_vendor;
GRANT UPDATE (status, answer, updated_at) ON orders.returns TO omni_vendor;
GRANT UPDATE (quantity_restocked, quantity_written_off) ON orders.return_lines TO omni_vendor;
