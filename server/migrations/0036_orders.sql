-- What was bought: groups of orders, what is held for them, one order per vendor, payments and refunds.

CREATE TABLE orders.order_groups (
  id uuid PRIMARY KEY,
  number text NOT NULL CONSTRAINT order_groups_number_unique UNIQUE CHECK (number ~ '^[0-9A-Z]{4}-[0-9A-Z]{4}$'),
  user_id uuid REFERENCES identity.users (id) ON DELETE SET NULL,
  guest_hash text CHECK (guest_hash ~ '^[0-9a-f]{64}$'),
  -- Opens this group alone; SHA-256, in hex.
  access_hash text NOT NULL CONSTRAINT order_groups_access_unique UNIQUE CHECK (access_hash ~ '^[0-9a-f]{64}$'),
  basket_id uuid NOT NULL,
  basket_version integer NOT NULL,
  status text NOT NULL CHECK (status IN ('pending_payment', 'placed', 'completed', 'cancelled', 'expired')),
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  email text NOT NULL CHECK (char_length(email) <= 254),
  shipping_address jsonb NOT NULL,
  billing_address jsonb NOT NULL,
  note text NOT NULL CHECK (char_length(note) <= 500),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  subtotal_minor bigint NOT NULL CHECK (subtotal_minor >= 0),
  discount_minor bigint NOT NULL CHECK (discount_minor >= 0),
  shipping_minor bigint NOT NULL CHECK (shipping_minor >= 0),
  tax_minor bigint NOT NULL CHECK (tax_minor >= 0),
  total_minor bigint NOT NULL CHECK (total_minor >= 0),
  is_test boolean NOT NULL,
  pay_until timestamptz NOT NULL,
  placed_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  -- One group of one state of a basket, however often it is checked out.
  CONSTRAINT order_groups_one_per_basket UNIQUE (basket_id, basket_version)
);
CREATE INDEX order_groups_by_user ON orders.order_groups (user_id, id DESC) WHERE user_id IS NOT NULL;
CREATE INDEX order_groups_waiting ON orders.order_groups (pay_until) WHERE status = 'pending_payment';

-- Pieces held for a basket, and from the checkout on for its group, until they are allocated or let go.
CREATE TABLE orders.holds (
  id uuid PRIMARY KEY,
  basket_id uuid NOT NULL,
  group_id uuid REFERENCES orders.order_groups (id),
  vendor_id uuid NOT NULL,
  listing_id uuid NOT NULL,
  location_id uuid NOT NULL,
  quantity integer NOT NULL CHECK (quantity > 0),
  status text NOT NULL CHECK (status IN ('active', 'committed', 'released', 'expired')),
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  FOREIGN KEY (vendor_id, listing_id, location_id) REFERENCES inventory.stock_levels (vendor_id, listing_id, location_id)
);
CREATE UNIQUE INDEX holds_one_active ON orders.holds (basket_id, listing_id, location_id) WHERE status = 'active' AND group_id IS NULL;
CREATE INDEX holds_expiring ON orders.holds (expires_at) WHERE status = 'active';
CREATE INDEX holds_by_group ON orders.holds (group_id) WHERE group_id IS NOT NULL;
CREATE INDEX holds_by_level ON orders.holds (vendor_id, listing_id, location_id) WHERE status = 'active';

CREATE TABLE orders.orders (
  id uuid NOT NULL UNIQUE,
  vendor_id uuid NOT NULL REFERENCES inventory.vendors (id),
  group_id uuid NOT NULL REFERENCES orders.order_groups (id),
  number text NOT NULL CONSTRAINT orders_number_unique UNIQUE,
  status text NOT NULL CHECK (status IN ('pending_payment', 'placed', 'completed', 'cancelled', 'expired')),
  payment_status text NOT NULL CHECK (payment_status IN ('unpaid', 'paid', 'partially_refunded', 'refunded', 'failed')),
  fulfilment_status text NOT NULL CHECK (fulfilment_status IN ('unfulfilled', 'partial', 'shipped', 'delivered', 'partially_returned', 'returned')),
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  -- Whose it is, as it was at the time.
  buyer_id uuid,
  buyer_key text NOT NULL,
  email text NOT NULL,
  shipping_address jsonb NOT NULL,
  billing_address jsonb NOT NULL,
  buyer_note text NOT NULL,
  vendor_name text NOT NULL,
  -- Terms as they were: tax, handling and return days, legal name and address.
  terms jsonb NOT NULL,
  -- { id, name, days_min, days_max, price_minor }
  shipping_method jsonb NOT NULL,
  discount_codes text[] NOT NULL,
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  subtotal_minor bigint NOT NULL CHECK (subtotal_minor >= 0),
  discount_minor bigint NOT NULL CHECK (discount_minor BETWEEN 0 AND subtotal_minor),
  shipping_minor bigint NOT NULL CHECK (shipping_minor >= 0),
  tax_mode text NOT NULL CHECK (tax_mode IN ('none', 'inclusive', 'exclusive')),
  tax_rate_bp integer NOT NULL CHECK (tax_rate_bp BETWEEN 0 AND 10000),
  -- Of goods and sending together.
  tax_minor bigint NOT NULL CHECK (tax_minor >= 0),
  shipping_tax_minor bigint NOT NULL CHECK (shipping_tax_minor >= 0),
  total_minor bigint NOT NULL CHECK (total_minor >= 0),
  -- Captured for it: nothing or all.
  paid_minor bigint NOT NULL DEFAULT 0 CHECK (paid_minor IN (0, total_minor)),
  -- Asked of the provider, whether it has answered or not; a refund that failed is taken off again.
  refunded_minor bigint NOT NULL DEFAULT 0,
  shipping_refunded_minor bigint NOT NULL DEFAULT 0,
  commission_bp integer NOT NULL CHECK (commission_bp BETWEEN 0 AND 10000),
  due_at timestamptz,
  placed_at timestamptz,
  delivered_at timestamptz,
  completed_at timestamptz,
  cancelled_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (vendor_id, id),
  CONSTRAINT orders_one_per_vendor UNIQUE (group_id, vendor_id),
  CONSTRAINT orders_total CHECK (total_minor = subtotal_minor - discount_minor + shipping_minor
    + CASE tax_mode WHEN 'exclusive' THEN tax_minor ELSE 0 END),
  CONSTRAINT orders_refund_within CHECK (refunded_minor BETWEEN 0 AND paid_minor),
  CONSTRAINT orders_shipping_refund_within CHECK (shipping_refunded_minor >= 0)
);
CREATE INDEX orders_by_group ON orders.orders (group_id);
CREATE INDEX orders_by_vendor ON orders.orders (vendor_id, id DESC);
CREATE INDEX orders_open ON orders.orders (vendor_id, due_at, id) WHERE status = 'placed';

CREATE TABLE orders.order_lines (
  id uuid NOT NULL UNIQUE,
  vendor_id uuid NOT NULL,
  order_id uuid NOT NULL,
  position integer NOT NULL CHECK (position >= 0),
  listing_id uuid NOT NULL,
  sku text NOT NULL,
  title text NOT NULL,
  -- Everything else the buyer saw: state, condition, grading, card details, picture, product, symbol.
  snapshot jsonb NOT NULL,
  unit_price_minor bigint NOT NULL CHECK (unit_price_minor >= 0),
  quantity integer NOT NULL CHECK (quantity BETWEEN 1 AND 99),
  subtotal_minor bigint NOT NULL,
  discount_minor bigint NOT NULL CHECK (discount_minor BETWEEN 0 AND subtotal_minor),
  tax_minor bigint NOT NULL CHECK (tax_minor >= 0),
  -- With its tax where that is added.
  total_minor bigint NOT NULL CHECK (total_minor >= 0),
  quantity_cancelled integer NOT NULL DEFAULT 0 CHECK (quantity_cancelled >= 0),
  quantity_shipped integer NOT NULL DEFAULT 0 CHECK (quantity_shipped >= 0),
  quantity_returned integer NOT NULL DEFAULT 0 CHECK (quantity_returned >= 0),
  quantity_refunded integer NOT NULL DEFAULT 0 CHECK (quantity_refunded BETWEEN 0 AND quantity),
  refunded_minor bigint NOT NULL DEFAULT 0 CHECK (refunded_minor BETWEEN 0 AND total_minor),
  PRIMARY KEY (vendor_id, id),
  FOREIGN KEY (vendor_id, order_id) REFERENCES orders.orders (vendor_id, id),
  FOREIGN KEY (vendor_id, listing_id) REFERENCES inventory.listings (vendor_id, id),
  CONSTRAINT order_lines_subtotal CHECK (subtotal_minor = unit_price_minor * quantity),
  CONSTRAINT order_lines_pieces CHECK (quantity_cancelled + quantity_shipped <= quantity),
  CONSTRAINT order_lines_returned CHECK (quantity_returned <= quantity_shipped),
  CONSTRAINT order_lines_once UNIQUE (order_id, listing_id)
);
CREATE INDEX order_lines_by_order ON orders.order_lines (vendor_id, order_id, position);
CREATE INDEX order_lines_by_listing ON orders.order_lines (vendor_id, listing_id);

-- Where the pieces of a line lie that are allocated to it and not sent.
CREATE TABLE orders.line_places (
  vendor_id uuid NOT NULL,
  line_id uuid NOT NULL,
  listing_id uuid NOT NULL,
  location_id uuid NOT NULL,
  quantity integer NOT NULL CHECK (quantity >= 0),
  quantity_picked integer NOT NULL DEFAULT 0,
  PRIMARY KEY (vendor_id, line_id, location_id),
  FOREIGN KEY (vendor_id, line_id) REFERENCES orders.order_lines (vendor_id, id),
  FOREIGN KEY (vendor_id, listing_id, location_id) REFERENCES inventory.stock_levels (vendor_id, listing_id, location_id),
  CONSTRAINT line_places_picked CHECK (quantity_picked BETWEEN 0 AND quantity)
);
CREATE INDEX line_places_by_level ON orders.line_places (vendor_id, listing_id, location_id) WHERE quantity > 0;

-- Tries to pay. The id is the provider's idempotency key.
CREATE TABLE orders.payments (
  id uuid PRIMARY KEY,
  group_id uuid NOT NULL REFERENCES orders.order_groups (id),
  provider text NOT NULL CHECK (provider IN ('test', 'stripe')),
  provider_ref text,
  state text NOT NULL CHECK (state IN ('started', 'needs_action', 'authorised', 'captured', 'declined', 'cancelled', 'unknown')),
  method text CHECK (char_length(method) <= 200),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  authorised_minor bigint NOT NULL DEFAULT 0 CHECK (authorised_minor BETWEEN 0 AND amount_minor),
  captured_minor bigint NOT NULL DEFAULT 0,
  refunded_minor bigint NOT NULL DEFAULT 0,
  action_url text,
  client_secret text,
  message text,
  attempts integer NOT NULL DEFAULT 0,
  next_check_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT payments_ref_unique UNIQUE (provider, provider_ref),
  CONSTRAINT payments_captured_within CHECK (captured_minor BETWEEN 0 AND authorised_minor),
  CONSTRAINT payments_refunded_within CHECK (refunded_minor BETWEEN 0 AND captured_minor)
);
-- Two tries at once would take the money twice.
CREATE UNIQUE INDEX payments_one_running ON orders.payments (group_id) WHERE state NOT IN ('declined', 'cancelled');
CREATE INDEX payments_to_check ON orders.payments (next_check_at) WHERE next_check_at IS NOT NULL;

CREATE TABLE orders.payment_notices (
  provider text NOT NULL,
  event_id text NOT NULL CHECK (char_length(event_id) BETWEEN 1 AND 255),
  received_at timestamptz NOT NULL,
  PRIMARY KEY (provider, event_id)
);

-- Money on its way back. The id is the provider's idempotency key.
CREATE TABLE orders.refunds (
  id uuid NOT NULL UNIQUE,
  vendor_id uuid NOT NULL,
  order_id uuid NOT NULL,
  group_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('requested', 'unknown', 'done', 'failed')),
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  shipping_minor bigint NOT NULL DEFAULT 0 CHECK (shipping_minor BETWEEN 0 AND amount_minor),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  -- [{ line_id, quantity, amount_minor }]
  lines jsonb NOT NULL DEFAULT '[]',
  reason text NOT NULL CHECK (char_length(reason) <= 300),
  -- "cancellation:…", "return:…", "shortfall:…", "by hand:…": one cause, one refund.
  cause text NOT NULL CHECK (char_length(cause) BETWEEN 1 AND 120),
  actor_id uuid,
  provider_ref text,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz,
  last_error text,
  created_at timestamptz NOT NULL,
  done_at timestamptz,
  PRIMARY KEY (vendor_id, id),
  FOREIGN KEY (vendor_id, order_id) REFERENCES orders.orders (vendor_id, id),
  CONSTRAINT refunds_one_per_cause UNIQUE (vendor_id, order_id, cause)
);
CREATE INDEX refunds_by_order ON orders.refunds (vendor_id, order_id);
CREATE INDEX refunds_due ON orders.refunds (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
