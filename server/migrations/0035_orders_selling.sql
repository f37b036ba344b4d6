-- How vendors sell, and what is about to be bought. What was bought stands in 0036, its parcels in 0037, and how its
-- stock is reached in 0038.
--
-- Buyers' work is done as the role omni_orders, which sees every vendor's orders and of the inventory what buyers may see;
-- a vendor's work as omni_vendor, behind row-level security. Stock is reached through functions of the ledger alone.

DO $$
DECLARE
  wanted text;
  -- From 16 on, whoever makes a role may hand it out, but is not in it.
  needed text := CASE WHEN current_setting('server_version_num')::integer >= 160000 THEN 'SET' ELSE 'MEMBER' END;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['omni_orders'] LOOP
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
