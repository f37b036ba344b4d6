-- What vendors keep: vendors and their staff, listings with their details and history, and the ledger of their stock.
--
-- Every row belongs to one vendor and stands behind row-level security. The program reads and writes these tables as the
-- role omni_vendor, inside a transaction that names the vendor (omni.vendor_id), the user (omni.user_id) or both;
-- without a name there are no rows. Counts of stock are written by one function alone, as the role omni_ledger.
-- Both roles belong to the server, not to the database: they are made once, by whoever migrates first.

DO $$
DECLARE
  wanted text;
  -- From 16 on, whoever makes a role may hand it out, but is not in it.
  needed text := CASE WHEN current_setting('server_version_num')::integer >= 160000 THEN 'SET' ELSE 'MEMBER' END;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['omni_vendor', 'omni_ledger'] LOOP
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

CREATE SCHEMA inventory;

-- Who is asked for; null matches nothing.
CREATE FUNCTION inventory.current_vendor() RETURNS uuid LANGUAGE sql STABLE
  AS $$ SELECT nullif(current_setting('omni.vendor_id', true), '')::uuid $$;
CREATE FUNCTION inventory.asking_user() RETURNS uuid LANGUAGE sql STABLE
  AS $$ SELECT nullif(current_setting('omni.user_id', true), '')::uuid $$;
CREATE FUNCTION inventory.held_invitation() RETURNS text LANGUAGE sql STABLE
  AS $$ SELECT nullif(current_setting('omni.invitation', true), '') $$;
-- Set for administrators alone, and for the names of vendors alone.
CREATE FUNCTION inventory.lists_all() RETURNS boolean LANGUAGE sql STABLE
  AS $$ SELECT coalesce(current_setting('omni.lists_all', true), '') = 'on' $$;

CREATE TABLE inventory.vendors (
  id uuid PRIMARY KEY,
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 80),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  created_at timestamptz NOT NULL
);

CREATE TABLE inventory.staff (
  vendor_id uuid NOT NULL REFERENCES inventory.vendors (id),
  user_id uuid NOT NULL REFERENCES identity.users (id) ON DELETE CASCADE,
  role text NOT NULL CHECK (role IN ('owner', 'manager', 'clerk', 'viewer')),
  joined_at timestamptz NOT NULL,
  PRIMARY KEY (vendor_id, user_id)
);
CREATE INDEX staff_by_user ON inventory.staff (user_id, vendor_id);

-- A link that makes one person staff, once. What the link holds is stored as SHA-256 of 256 random bits.
CREATE TABLE inventory.invitations (
  id uuid PRIMARY KEY,
  vendor_id uuid NOT NULL REFERENCES inventory.vendors (id),
  email text NOT NULL CHECK (email = lower(email)),
  role text NOT NULL CHECK (role IN ('owner', 'manager', 'clerk', 'viewer')),
  token_hash text NOT NULL CONSTRAINT invitations_token_hash_key UNIQUE CHECK (token_hash ~ '^[0-9a-f]{64}$'),
  invited_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX invitations_one_per_address ON inventory.invitations (vendor_id, email);

-- An administrator who looks at a vendor says why, for an hour.
CREATE TABLE inventory.visits (
  vendor_id uuid NOT NULL REFERENCES inventory.vendors (id),
  user_id uuid NOT NULL REFERENCES identity.users (id) ON DELETE CASCADE,
  reason text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 300),
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (vendor_id, user_id)
);

CREATE TABLE inventory.locations (
  id uuid NOT NULL UNIQUE,
  vendor_id uuid NOT NULL REFERENCES inventory.vendors (id),
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 80),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (vendor_id, id)
);
CREATE UNIQUE INDEX locations_name_unique ON inventory.locations (vendor_id, lower(name));

CREATE TABLE inventory.listings (
  id uuid NOT NULL UNIQUE,
  vendor_id uuid NOT NULL REFERENCES inventory.vendors (id),
  kind text NOT NULL CHECK (kind IN ('card', 'comic', 'coin', 'sealed', 'watch', 'other')),
  sku text NOT NULL CHECK (char_length(sku) BETWEEN 1 AND 64),
  title text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 200),
  condition text CHECK (condition IN ('M', 'NM', 'LP', 'MP', 'HP', 'DMG', 'SEALED')),
  -- As the vendor's own source spells it.
  source_condition text CHECK (char_length(source_condition) BETWEEN 1 AND 80),
  grading_company text CHECK (grading_company IN ('PSA', 'BGS', 'CGC', 'SGC', 'TAG', 'ACE', 'PCGS', 'NGC', 'other')),
  grade numeric(4, 1) CHECK (grade > 0),
  grade_label text CHECK (char_length(grade_label) BETWEEN 1 AND 80),
  cert_number text CHECK (char_length(cert_number) BETWEEN 1 AND 40),
  subgrades jsonb CHECK (jsonb_typeof(subgrades) = 'object'),
  cost_minor bigint CHECK (cost_minor BETWEEN 0 AND 1000000000000),
  price_minor bigint CHECK (price_minor BETWEEN 0 AND 1000000000000),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  -- Where it lies within its location: "Box 3, row 2".
  shelf text NOT NULL DEFAULT '' CHECK (char_length(shelf) <= 80),
  note text NOT NULL DEFAULT '' CHECK (char_length(note) <= 2000),
  status text NOT NULL CHECK (status IN ('draft', 'active', 'paused', 'sold_out', 'archived')),
  -- Of every kind but cards, which have a table of their own.
  details jsonb CHECK (jsonb_typeof(details) = 'object'),
  -- Rises with every edit, not with stock.
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (vendor_id, id),
  CONSTRAINT listings_condition_or_grading CHECK ((condition IS NULL) <> (grading_company IS NULL)),
  CONSTRAINT listings_source_has_condition CHECK (source_condition IS NULL OR condition IS NOT NULL),
  CONSTRAINT listings_grading_is_whole CHECK (
    grading_company IS NOT NULL OR num_nonnulls(grade, grade_label, cert_number, subgrades) = 0
  ),
  CONSTRAINT listings_active_has_price CHECK (status <> 'active' OR price_minor IS NOT NULL),
  CONSTRAINT listings_details_by_kind CHECK ((kind = 'card') = (details IS NULL))
);
CREATE UNIQUE INDEX listings_sku_unique ON inventory.listings (vendor_id, upper(sku));
CREATE UNIQUE INDEX listings_cert_unique ON inventory.listings (vendor_id, grading_company, upper(cert_number))
  WHERE cert_number IS NOT NULL AND status <> 'archived';
CREATE INDEX listings_by_status ON inventory.listings (vendor_id, status, id DESC);
CREATE INDEX listings_by_title ON inventory.listings (vendor_id, lower(left(title, 60)), id);
CREATE INDEX listings_by_price ON inventory.listings (vendor_id, coalesce(price_minor, -1), id);
CREATE INDEX listings_by_change ON inventory.listings (vendor_id, updated_at, id);

CREATE TABLE inventory.card_details (
  vendor_id uuid NOT NULL,
  listing_id uuid NOT NULL,
  game text NOT NULL CHECK (char_length(game) BETWEEN 1 AND 40),
  set_code text CHECK (char_length(set_code) BETWEEN 1 AND 40),
  set_name text CHECK (char_length(set_name) BETWEEN 1 AND 120),
  -- Text: "4", "34/119", "TG12", "LOB-001".
  collector_number text CHECK (char_length(collector_number) BETWEEN 1 AND 40),
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
  rarity text CHECK (char_length(rarity) BETWEEN 1 AND 60),
  -- BCP 47: "en", "ja", "zh-Hans".
  language text NOT NULL CHECK (char_length(language) BETWEEN 2 AND 35),
  finish text NOT NULL CHECK (finish IN ('normal', 'foil', 'holofoil', 'reverse_holofoil', 'etched', 'other')),
  first_edition boolean NOT NULL,
  signed boolean NOT NULL,
  altered boolean NOT NULL,
  PRIMARY KEY (vendor_id, listing_id),
  FOREIGN KEY (vendor_id, listing_id) REFERENCES inventory.listings (vendor_id, id)
);
CREATE INDEX card_details_by_set ON inventory.card_details (vendor_id, game, set_code, listing_id);

-- Field by field: who changed what, from what, to what, when and why. Never rewritten.
CREATE TABLE inventory.listing_changes (
  id uuid NOT NULL UNIQUE,
  vendor_id uuid NOT NULL,
  listing_id uuid NOT NULL,
  version integer NOT NULL,
  field text NOT NULL,
  old_value jsonb NOT NULL,
  new_value jsonb NOT NULL,
  actor_id uuid NOT NULL,
  reason text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (vendor_id, id),
  FOREIGN KEY (vendor_id, listing_id) REFERENCES inventory.listings (vendor_id, id)
);
CREATE INDEX listing_changes_by_listing ON inventory.listing_changes (vendor_id, listing_id, id DESC);

CREATE TABLE inventory.price_changes (
  id uuid NOT NULL UNIQUE,
  vendor_id uuid NOT NULL,
  listing_id uuid NOT NULL,
  -- Null: the price was taken away.
  price_minor bigint,
  currency text NOT NULL,
  actor_id uuid NOT NULL,
  reason text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (vendor_id, id),
  FOREIGN KEY (vendor_id, listing_id) REFERENCES inventory.listings (vendor_id, id)
);
CREATE INDEX price_changes_by_listing ON inventory.price_changes (vendor_id, listing_id, id DESC);

CREATE TABLE inventory.stock_levels (
  vendor_id uuid NOT NULL,
  listing_id uuid NOT NULL,
  location_id uuid NOT NULL,
  on_hand integer NOT NULL CHECK (on_hand BETWEEN 0 AND 1000000000),
  reserved integer NOT NULL CHECK (reserved >= 0),
  allocated integer NOT NULL CHECK (allocated >= 0),
  version integer NOT NULL CHECK (version > 0),
  PRIMARY KEY (vendor_id, listing_id, location_id),
  FOREIGN KEY (vendor_id, listing_id) REFERENCES inventory.listings (vendor_id, id),
  FOREIGN KEY (vendor_id, location_id) REFERENCES inventory.locations (vendor_id, id),
  CONSTRAINT stock_levels_promised CHECK (reserved + allocated <= on_hand)
);
CREATE INDEX stock_levels_by_location ON inventory.stock_levels (vendor_id, location_id, listing_id);

-- The ledger: every change of a level, and what the level was after it.
CREATE TABLE inventory.stock_movements (
  id uuid NOT NULL UNIQUE,
  vendor_id uuid NOT NULL,
  listing_id uuid NOT NULL,
  location_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN (
    'receive', 'import_add', 'restock', 'adjust', 'transfer_out', 'transfer_in', 'write_off',
    'reserve', 'release', 'allocate', 'deallocate', 'ship'
  )),
  quantity integer NOT NULL CHECK (quantity > 0),
  d_on_hand integer NOT NULL,
  d_reserved integer NOT NULL,
  d_allocated integer NOT NULL,
  on_hand_after integer NOT NULL,
  reserved_after integer NOT NULL,
  allocated_after integer NOT NULL,
  reason text NOT NULL CHECK (char_length(reason) <= 300),
  actor_id uuid NOT NULL,
  -- What it was done for: "count:<id>", "transfer:<id>", "order_line:<id>". Empty where it stands alone.
  cause text NOT NULL CHECK (char_length(cause) <= 100),
  -- One key, one movement: a step that is tried again does nothing twice.
  dedupe_key text NOT NULL CHECK (char_length(dedupe_key) BETWEEN 1 AND 120),
  at timestamptz NOT NULL,
  PRIMARY KEY (vendor_id, id),
  CONSTRAINT stock_movements_dedupe_key_unique UNIQUE (vendor_id, dedupe_key),
  FOREIGN KEY (vendor_id, listing_id, location_id)
    REFERENCES inventory.stock_levels (vendor_id, listing_id, location_id),
  CONSTRAINT stock_movements_reason_given CHECK (kind NOT IN ('adjust', 'write_off') OR reason <> '')
);
CREATE INDEX stock_movements_by_listing ON inventory.stock_movements (vendor_id, listing_id, id DESC);
