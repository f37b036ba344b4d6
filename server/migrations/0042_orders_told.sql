-- Who is told of orders: people in their inbox, guests by mail, vendors' programs by signed webhooks, and open pages.

ALTER TABLE notifications.inbox
  DROP CONSTRAINT inbox_kind_check,
  ADD CONSTRAINT inbox_kind_check
    CHECK (kind IN ('alert_fired', 'alert_changed', 'account', 'delivery', 'low_stock', 'purchase', 'sale')) NOT VALID;
ALTER TABLE notifications.inbox VALIDATE CONSTRAINT inbox_kind_check;

-- A mail to somebody without an account is nobody's: administrators alone see it where mails are kept.
ALTER TABLE notifications.kept_mails ALTER COLUMN user_id DROP NOT NULL;

-- Mails to guests: one of each fact, written in the transaction that hears it, sent by a worker at least once.
CREATE TABLE orders.guest_mails (
  id uuid PRIMARY KEY,
  event_id uuid NOT NULL,
  group_id uuid NOT NULL REFERENCES orders.order_groups (id),
  template text NOT NULL CHECK (char_length(template) BETWEEN 1 AND 40),
  recipient text NOT NULL CHECK (char_length(recipient) BETWEEN 1 AND 254),
  -- With angle brackets; every try of a mail has the same.
  message_id text NOT NULL CONSTRAINT guest_mails_message_id_unique UNIQUE CHECK (char_length(message_id) <= 400),
  -- { title, body, facts }: what was true then. The token that opens the order stands in no table.
  words jsonb NOT NULL CHECK (jsonb_typeof(words) = 'object'),
  status text NOT NULL CHECK (status IN ('waiting', 'sent', 'failed')),
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  next_attempt_at timestamptz,
  claim uuid,
  claimed_until timestamptz,
  last_error text CHECK (char_length(last_error) <= 500),
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  CONSTRAINT guest_mails_once UNIQUE (event_id, template, recipient),
  CONSTRAINT guest_mails_waiting CHECK ((status = 'waiting') = (next_attempt_at IS NOT NULL)),
  CONSTRAINT guest_mails_claimed CHECK ((claim IS NULL) = (claimed_until IS NULL))
);
CREATE INDEX guest_mails_due ON orders.guest_mails (next_attempt_at) WHERE status = 'waiting';
CREATE INDEX guest_mails_by_group ON orders.guest_mails (group_id, template);
CREATE INDEX guest_mails_ended ON orders.guest_mails (created_at) WHERE status <> 'waiting';
GRANT SELECT, INSERT, UPDATE, DELETE ON orders.guest_mails TO omni_orders;

-- Programs of a vendor. Their secret is derived from the id and stands in no table.
CREATE TABLE orders.subscriptions (
  id uuid NOT NULL UNIQUE,
  vendor_id uuid NOT NULL REFERENCES inventory.vendors (id),
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 80),
  url text NOT NULL CHECK (char_length(url) BETWEEN 1 AND 500),
  events text[] NOT NULL CHECK (cardinality(events) BETWEEN 1 AND 20),
  enabled boolean NOT NULL,
  disabled_reason text CHECK (char_length(disabled_reason) <= 300),
  -- In a row, and since when.
  failures integer NOT NULL DEFAULT 0 CHECK (failures >= 0),
  failing_since timestamptz,
  last_delivery_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (vendor_id, id)
);
CREATE TABLE orders.subscription_deliveries (
  id uuid NOT NULL UNIQUE,
  vendor_id uuid NOT NULL,
  subscription_id uuid NOT NULL,
  event_id uuid NOT NULL,
  type text NOT NULL CHECK (char_length(type) BETWEEN 1 AND 60),
  -- What it happened to, and its place there: one waits for the one before.
  subject uuid NOT NULL,
  sequence bigint NOT NULL CHECK (sequence > 0),
  body text NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  last_status integer,
  last_error text CHECK (char_length(last_error) <= 500),
  next_attempt_at timestamptz,
  claim uuid,
  claimed_until timestamptz,
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  PRIMARY KEY (vendor_id, id),
  FOREIGN KEY (vendor_id, subscription_id) REFERENCES orders.subscriptions (vendor_id, id) ON DELETE CASCADE,
  CONSTRAINT subscription_deliveries_once UNIQUE (subscription_id, event_id),
  CONSTRAINT subscription_deliveries_waiting CHECK ((state = 'waiting') = (next_attempt_at IS NOT NULL)),
  CONSTRAINT subscription_deliveries_claimed CHECK ((claim IS NULL) = (claimed_until IS NULL))
);
CREATE INDEX subscription_deliveries_due ON orders.subscription_deliveries (next_attempt_at) WHERE state = 'waiting';
CREATE INDEX subscription_deliveries_in_order ON orders.subscription_deliveries (subscription_id, subject, sequence)
  WHERE state = 'waiting';
CREATE INDEX subscription_deliveries_log ON orders.subscription_deliveries (vendor_id, subscription_id, id DESC);
CREATE INDEX subscription_deliveries_old ON orders.subscription_deliveries (created_at);

DO $$
DECLARE
  one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['subscriptions', 'subscription_deliveries'] LOOP
    EXECUTE format('ALTER TABLE orders.%I ENABLE ROW LEVEL SECURITY', one);
    EXECUTE format('ALTER TABLE orders.%I FORCE ROW LEVEL SECURITY', one);
    EXECUTE format('CREATE POLICY own_vendor ON orders.%I TO omni_vendor USING (vendor_id = inventory.current_vendor())', one);
    EXECUTE format('CREATE POLICY orders_work ON orders.%I TO omni_orders USING (true)', one);
    EXECUTE format('GRANT SELECT, UPDATE ON orders.%I TO omni_vendor, omni_orders', one);
  END LOOP;
END
$$;
GRANT INSERT, DELETE ON orders.subscriptions TO omni_vendor;
GRANT INSERT, DELETE ON orders.subscription_deliveries TO omni_orders;

-- Tells of changed orders with the commit: { vendor_id, orders }, where null means "many, look again". No writer has to
-- remember it.
CREATE FUNCTION orders.orders_touched() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  IDS_MAX CONSTANT integer := 100;
BEGIN
  PERFORM pg_notify('omni_stock_signals', 'orders.changed ' || jsonb_build_object('vendor_id', vendor_id,
    'orders', CASE WHEN count(*) <= IDS_MAX THEN jsonb_agg(id) END)::text) FROM touched GROUP BY vendor_id;
  RETURN NULL;
END
$$;
CREATE TRIGGER orders_tell_added AFTER INSERT ON orders.orders
  REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION orders.orders_touched();
CREATE TRIGGER orders_tell_changed AFTER UPDATE ON orders.orders
  REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION orders.orders_touched();
