-- What is bought: baskets and what is held for them, groups of orders, one order per vendor, payments, refunds, parcels,
-- returns, and the account of each vendor with the operator.
--
-- Buyers' work is done as the role omni_orders, which sees every vendor's orders and of the inventory what buyers may see;
-- a vendor's work as omni_vendor, behind row-level security. Stock is reached through functions of the ledger alone.

DO $$
DECLARE
  wanted text;
  -- From 16 on, whoever makes a role may hand it out, but is not in it.
  needed text := CASE WHEN current_setting('server_version_num')::integer >= 160000 THEN 'SET' ELSE 'MEMBER' END;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['omni_orders', 'omni_ledger'] LOOP
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
        BEGIN
          EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', wanted);
        EXCEPTION
          WHEN duplicate_object OR unique_violation THEN NULL; -- another database of this server was quicker
        END;
      END IF;
      IF NOT pg_has_role(current_user, wanted, needed) THEN
        EXECUTE format('GRANT %I TO %I', wanted, current_user);
      END IF;
    EXCEPTION
      WHEN insufficient_privilege THEN
        RAISE EXCEPTION '% is not in the role %, and may not make it so', current_user, wanted
          USING HINT = format(
            'As a superuser: CREATE ROLE %I NOLOGIN NOINHERIT; (if it is missing) GRANT %I TO %I;', wanted, wanted, current_user);
    END;
  END LOOP;
END
$$;

-- What was done once for a key, and what was answered. Written in the transaction of the effect.
CREATE TABLE platform.idempotency_keys (
  -- Whose key it is: "user:<id>", "vendor:<id>:<user>", "guest:<hash>".
  scope text NOT NULL CHECK (char_length(scope) BETWEEN 1 AND 200),
  key text NOT NULL CHECK (char_length(key) BETWEEN 1 AND 255),
  fingerprint text NOT NULL CHECK (fingerprint ~ '^[0-9a-f]{64}$'),
  -- What the work made, while its answer is not known yet: it is gone on with from here.
  subject text CHECK (char_length(subject) <= 100),
  -- As it was sent; null while the work goes on.
  answer text,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_keys_expiring ON platform.idempotency_keys (expires_at);
ALTER TABLE platform.idempotency_keys ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_scope ON platform.idempotency_keys TO omni_vendor, omni_orders
  USING (scope = nullif(current_setting('omni.idempotency_scope', true), ''));
GRANT USAGE ON SCHEMA platform TO omni_vendor, omni_orders;
GRANT SELECT, INSERT, UPDATE ON platform.idempotency_keys TO omni_vendor, omni_orders;

GRANT USAGE ON SCHEMA facts TO omni_orders;
GRANT EXECUTE ON FUNCTION facts.record TO omni_orders;

CREATE SCHEMA orders;
GRANT USAGE ON SCHEMA orders TO omni_vendor, omni_orders;

-- How a vendor sells. Without a row: as the defaults say.
CREATE TABLE orders.selling_terms (
  vendor_id uuid PRIMARY KEY REFERENCES inventory.vendors (id),
  ships_from text CHECK (ships_from ~ '^[A-Z]{2}$'),
  handling_days integer NOT NULL DEFAULT 2 CHECK (handling_days BETWEEN 0 AND 30),
  return_days integer NOT NULL DEFAULT 14 CHECK (return_days BETWEEN 0 AND 365),
  tax_mode text NOT NULL DEFAULT 'none' CHECK (tax_mode IN ('none', 'inclusive', 'exclusive')),
  tax_rate_bp integer NOT NULL DEFAULT 0 CHECK (tax_rate_bp BETWEEN 0 AND 10000),
  tax_name text NOT NULL DEFAULT '' CHECK (char_length(tax_name) <= 40),
  legal_name text NOT NULL DEFAULT '' CHECK (char_length(legal_name) <= 120),
  legal_address text NOT NULL DEFAULT '' CHECK (char_length(legal_address) <= 500),
  tax_number text NOT NULL DEFAULT '' CHECK (char_length(tax_number) <= 60),
  updated_at timestamptz NOT NULL
);

CREATE TABLE orders.shipping_methods (
  id uuid NOT NULL UNIQUE,
  vendor_id uuid NOT NULL REFERENCES inventory.vendors (id),
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 80),
  -- Empty: everywhere.
  countries text[] NOT NULL,
  basis text NOT NULL CHECK (basis IN ('subtotal', 'pieces')),
  -- [{ at_least, price_minor }], rising from 0.
  rates jsonb NOT NULL CHECK (jsonb_typeof(rates) = 'array'),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  days_min integer NOT NULL CHECK (days_min >= 0),
  days_max integer NOT NULL,
  enabled boolean NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (vendor_id, id),
  CONSTRAINT shipping_methods_days CHECK (days_max BETWEEN days_min AND 120)
);

CREATE TABLE orders.discounts (
  id uuid NOT NULL UNIQUE,
  vendor_id uuid NOT NULL REFERENCES inventory.vendors (id),
  code text NOT NULL CHECK (code = upper(code) AND char_length(code) BETWEEN 2 AND 32),
  kind text NOT NULL CHECK (kind IN ('percent', 'fixed')),
  percent_bp integer CHECK (percent_bp BETWEEN 1 AND 10000),
  amount_minor bigint CHECK (amount_minor > 0),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  minimum_minor bigint NOT NULL CHECK (minimum_minor >= 0),
  uses_max integer CHECK (uses_max > 0),
  uses_per_buyer_max integer CHECK (uses_per_buyer_max > 0),
  starts_at timestamptz,
  ends_at timestamptz,
  enabled boolean NOT NULL,
  -- Orders that wait for their payment count, until they expire.
  uses integer NOT NULL DEFAULT 0 CHECK (uses >= 0),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (vendor_id, id),
  CONSTRAINT discounts_code_unique UNIQUE (vendor_id, code),
  CONSTRAINT discounts_kind_is_whole CHECK ((kind = 'percent') = (percent_bp IS NOT NULL) AND (kind = 'fixed') = (amount_minor IS NOT NULL)),
  CONSTRAINT discounts_uses_left CHECK (uses_max IS NULL OR uses <= uses_max)
);
CREATE INDEX discounts_by_code ON orders.discounts (code);

CREATE TABLE orders.baskets (
  id uuid PRIMARY KEY,
  user_id uuid CONSTRAINT baskets_one_per_user UNIQUE REFERENCES identity.users (id) ON DELETE CASCADE,
  -- SHA-256 of the token, in hex.
  guest_hash text CONSTRAINT baskets_one_per_guest UNIQUE CHECK (guest_hash ~ '^[0-9a-f]{64}$'),
  currency text CHECK (currency ~ '^[A-Z]{3}$'),
  email text CHECK (char_length(email) <= 254),
  shipping_address jsonb,
  billing_address jsonb,
  -- { "<vendor>": "<method>" }
  shipping_methods jsonb NOT NULL DEFAULT '{}',
  discount_codes text[] NOT NULL DEFAULT '{}',
  note text NOT NULL DEFAULT '' CHECK (char_length(note) <= 500),
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  hold_expires_at timestamptz,
  hold_extensions integer NOT NULL DEFAULT 0 CHECK (hold_extensions >= 0),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT baskets_belong CHECK ((user_id IS NULL) <> (guest_hash IS NULL))
);
CREATE INDEX baskets_left ON orders.baskets (updated_at) WHERE user_id IS NULL;

CREATE TABLE orders.basket_lines (
  basket_id uuid NOT NULL REFERENCES orders.baskets (id) ON DELETE CASCADE,
  vendor_id uuid NOT NULL,
  listing_id uuid NOT NULL,
  quantity integer NOT NULL CHECK (quantity BETWEEN 1 AND 99),
  price_seen_minor bigint NOT NULL CHECK (price_seen_minor >= 0),
  added_at timestamptz NOT NULL,
  PRIMARY KEY (basket_id, listing_id),
  FOREIGN KEY (vendor_id, listing_id) REFERENCES inventory.listings (vendor_id, id)
);

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

-- What buyers may see of the inventory; neither cost, note, shelf nor barcode.
GRANT USAGE ON SCHEMA inventory TO omni_orders;
DO $$
DECLARE
  one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['vendors', 'listings', 'card_details', 'photos', 'offers', 'stock_levels'] LOOP
    EXECUTE format('CREATE POLICY orders_read ON inventory.%I FOR SELECT TO omni_orders USING (true)', one);
  END LOOP;
END
$$;
GRANT SELECT (id, name, currency, created_at) ON inventory.vendors TO omni_orders;
GRANT SELECT (id, vendor_id, kind, sku, title, condition, grading_company, grade, grade_label, cert_number, subgrades,
  price_minor, currency, status, sold_out_auto, details, created_at, updated_at) ON inventory.listings TO omni_orders;
GRANT SELECT ON inventory.card_details, inventory.photos, inventory.offers, inventory.stock_levels TO omni_orders;

-- A buyer who has no account moves stock too.
ALTER TABLE inventory.stock_movements ALTER COLUMN actor_id DROP NOT NULL;

-- A UUID of version 7 (RFC 9562, 5.7), as the program makes them: the ledger is read in the order of its ids.
CREATE FUNCTION inventory.time_id(p_at timestamptz) RETURNS uuid LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    PLACING substring(int8send(floor(extract(epoch FROM p_at) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
$$;

-- Holds pieces of one listing that is on sale, wherever they lie, all of them or none: the places it took, or no row where
-- there are too few. The vendor is the listing's own, whatever the caller believes. Take listings in the order of their ids.
-- p_key names the hold: "<key>:<location>" is the movement's dedupe_key.
CREATE FUNCTION inventory.hold_pieces(p_listing uuid, p_quantity integer, p_cause text, p_key text, p_at timestamptz)
RETURNS TABLE (location_id uuid, quantity integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  v_before text := current_setting('omni.vendor_id', true);
  v_listing record;
  v_level record;
  v_left integer := p_quantity;
  v_places uuid[] := '{}';
  v_pieces integer[] := '{}';
  v_answer record;
BEGIN
  IF p_quantity < 1 THEN
    RAISE EXCEPTION 'pieces to hold: %', p_quantity;
  END IF;
  -- One that is sold out by itself is on sale again once pieces come back: the keeper of statuses is a moment behind.
  SELECT listing.vendor_id, listing.status = 'active' OR listing.status = 'sold_out' AND listing.sold_out_auto AS on_sale,
    listing.price_minor, listing.grading_company IS NOT NULL AS graded INTO v_listing
    FROM inventory.listings AS listing WHERE listing.id = p_listing FOR KEY SHARE;
  IF NOT FOUND OR NOT v_listing.on_sale OR v_listing.price_minor IS NULL THEN
    RETURN;
  END IF;
  -- As apply_movement locks: a graded listing before its levels, and levels by their places.
  IF v_listing.graded THEN
    PERFORM FROM inventory.listings AS listing WHERE listing.id = p_listing FOR NO KEY UPDATE;
  END IF;
  FOR v_level IN SELECT level.location_id, level.on_hand - level.reserved - level.allocated AS free
    FROM inventory.stock_levels AS level
    WHERE level.vendor_id = v_listing.vendor_id AND level.listing_id = p_listing
    ORDER BY level.location_id FOR UPDATE
  LOOP
    EXIT WHEN v_left = 0;
    CONTINUE WHEN v_level.free <= 0;
    v_places := v_places || v_level.location_id;
    v_pieces := v_pieces || least(v_level.free, v_left);
    v_left := v_left - least(v_level.free, v_left);
  END LOOP;
  IF v_left > 0 THEN
    RETURN;
  END IF;
  PERFORM set_config('omni.vendor_id', v_listing.vendor_id::text, true);
  FOR i IN 1 .. cardinality(v_places) LOOP
    SELECT * INTO v_answer FROM inventory.apply_movement(inventory.time_id(p_at), p_listing, v_places[i], 'reserve', v_pieces[i], '',
      p_cause, p_key || ':' || v_places[i], NULL, p_at);
    IF v_answer.outcome NOT IN ('applied', 'replayed') THEN
      RAISE EXCEPTION 'hold of %: %', p_listing, v_answer.outcome;
    END IF;
  END LOOP;
  PERFORM set_config('omni.vendor_id', coalesce(v_before, ''), true);
  RETURN QUERY SELECT held.place, held.pieces FROM unnest(v_places, v_pieces) AS held (place, pieces);
END
$$;

-- Goes on with what is promised of one listing at one place: release, allocate or deallocate. The vendor is the listing's own.
CREATE FUNCTION inventory.move_promised(p_listing uuid, p_location uuid, p_kind text, p_quantity integer, p_cause text,
  p_key text, p_at timestamptz) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_before text := current_setting('omni.vendor_id', true);
  v_vendor uuid;
  v_outcome text;
BEGIN
  IF p_kind NOT IN ('release', 'allocate', 'deallocate') THEN
    RAISE EXCEPTION 'not of what is promised: %', p_kind;
  END IF;
  SELECT listing.vendor_id INTO v_vendor FROM inventory.listings AS listing WHERE listing.id = p_listing;
  IF NOT FOUND THEN
    RETURN 'listing_unknown';
  END IF;
  PERFORM set_config('omni.vendor_id', v_vendor::text, true);
  SELECT answer.outcome INTO v_outcome FROM inventory.apply_movement(inventory.time_id(p_at), p_listing, p_location, p_kind, p_quantity,
    '', p_cause, p_key, NULL, p_at) AS answer;
  PERFORM set_config('omni.vendor_id', coalesce(v_before, ''), true);
  RETURN v_outcome;
END
$$;

GRANT CREATE ON SCHEMA inventory TO omni_ledger; -- only to be given the functions
ALTER FUNCTION inventory.hold_pieces OWNER TO omni_ledger;
ALTER FUNCTION inventory.move_promised OWNER TO omni_ledger;
REVOKE CREATE ON SCHEMA inventory FROM omni_ledger;
GRANT SELECT (price_minor, sold_out_auto) ON inventory.listings TO omni_ledger;
REVOKE ALL ON FUNCTION inventory.hold_pieces, inventory.move_promised FROM PUBLIC;
GRANT EXECUTE ON FUNCTION inventory.hold_pieces, inventory.move_promised TO omni_orders;

-- Promises and what is promised: reserved is the sum of the holds, allocated the sum of what lies for lines. There must be no row.
CREATE FUNCTION orders.promise_drift()
  RETURNS TABLE (vendor_id uuid, listing_id uuid, location_id uuid, reserved bigint, held bigint, allocated bigint, owed bigint)
LANGUAGE sql STABLE AS $$
  SELECT level.vendor_id, level.listing_id, level.location_id, level.reserved::bigint, coalesce(held.pieces, 0),
    level.allocated::bigint, coalesce(owed.pieces, 0)
  FROM inventory.stock_levels AS level
  LEFT JOIN (SELECT listing_id, location_id, sum(quantity) AS pieces FROM orders.holds WHERE status = 'active' GROUP BY 1, 2) AS held
    ON held.listing_id = level.listing_id AND held.location_id = level.location_id
  LEFT JOIN (SELECT listing_id, location_id, sum(quantity) AS pieces FROM orders.line_places GROUP BY 1, 2) AS owed
    ON owed.listing_id = level.listing_id AND owed.location_id = level.location_id
  WHERE level.reserved <> coalesce(held.pieces, 0) OR level.allocated <> coalesce(owed.pieces, 0)
$$;

DO $$
BEGIN
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('REVOKE omni_ledger FROM %I', current_user);
  END IF;
EXCEPTION
  WHEN insufficient_privilege THEN NULL;
END
$$;
