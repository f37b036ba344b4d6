-- The shop window: what all vendors together have on sale, as products with their states, and what was sold of each.
--
-- Products are public. The role omni_shop keeps them: the shop keeper in the look that keeps offers and prices, and
-- whoever records sales. Readers act as the same role, in transactions that can only read.

DO $$
DECLARE
  wanted text;
  -- From 16 on, whoever makes a role may hand it out, but is not in it.
  needed text := CASE WHEN current_setting('server_version_num')::integer >= 160000 THEN 'SET' ELSE 'MEMBER' END;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['omni_shop', 'omni_orders'] LOOP
    IF NOT pg_has_role(current_user, wanted, needed) THEN
      EXECUTE format('GRANT %I TO %I', wanted, current_user);
    END IF;
  END LOOP;
EXCEPTION
  WHEN insufficient_privilege THEN
    RAISE EXCEPTION '% is not in the role %, and may not make it so', current_user, wanted
      USING HINT = format('As a superuser: GRANT %I TO %I;', wanted, current_user);
END
$$;

-- A card in one currency, whoever sells it and in whatever state, or one piece that is no card.
CREATE TABLE inventory.products (
  id uuid PRIMARY KEY,
  -- As that of its instruments, without the state.
  key text NOT NULL CONSTRAINT products_key_unique UNIQUE CHECK (length(key) BETWEEN 1 AND 900),
  -- Stays the product's: links to it must not break.
  slug text COLLATE "C" NOT NULL CONSTRAINT products_slug_unique UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,159}$'),
  kind text COLLATE "C" NOT NULL,
  title text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 200),
  game text COLLATE "C",
  set_code text,
  set_name text,
  collector_number text,
  rarity text,
  language text COLLATE "C",
  finish text COLLATE "C",
  first_edition boolean NOT NULL,
  signed boolean NOT NULL,
  altered boolean NOT NULL,
  currency text COLLATE "C" NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  -- The first photo of the cheapest offer that has one; it stays while nothing is on offer.
  image_url text,
  created_at timestamptz NOT NULL,
  -- Lowest asked now, of any state; null: out of stock.
  price_minor bigint CHECK (price_minor > 0),
  -- Free pieces, of each offer no more than a buyer may order at once.
  available bigint NOT NULL DEFAULT 0 CHECK (available >= 0),
  offers integer NOT NULL DEFAULT 0 CHECK (offers >= 0),
  -- When the newest listing of it was made that was ever on offer.
  newest_at timestamptz NOT NULL,
  last_sale_minor bigint,
  last_sale_at timestamptz,
  conditions text[] NOT NULL DEFAULT '{}',
  vendor_ids uuid[] NOT NULL DEFAULT '{}',
  -- Everything a filter may ask for, each as "<letter>:<value>": one index answers them all.
  tags text[] NOT NULL DEFAULT '{}',
  title_key text COLLATE "C" NOT NULL,
  set_key text COLLATE "C" NOT NULL,
  CONSTRAINT products_sale_is_whole CHECK ((last_sale_minor IS NULL) = (last_sale_at IS NULL)),
  CONSTRAINT products_offers_have_price CHECK ((price_minor IS NULL) = (offers = 0))
) WITH (fillfactor = 80);
CREATE INDEX products_by_newest ON inventory.products (newest_at DESC, id DESC);
CREATE INDEX products_by_title ON inventory.products (title_key, id);
CREATE INDEX products_by_set ON inventory.products (set_key, id);
CREATE INDEX products_by_price ON inventory.products (coalesce(price_minor, 9000000000000000), id);
CREATE INDEX products_by_price_down ON inventory.products (coalesce(price_minor, -1) DESC, id DESC);
CREATE INDEX products_by_last_sale ON inventory.products (coalesce(last_sale_at, '-infinity') DESC, id DESC);
CREATE INDEX products_by_tag ON inventory.products USING gin (tags);

-- One state of a product, "NM" or "PSA 9": an instrument of the market.
CREATE TABLE inventory.product_states (
  instrument_id uuid PRIMARY KEY REFERENCES market.instruments (id),
  instrument_symbol text NOT NULL,
  product_id uuid NOT NULL REFERENCES inventory.products (id),
  state text NOT NULL CHECK (char_length(state) BETWEEN 1 AND 40),
  price_minor bigint CHECK (price_minor > 0),
  available bigint NOT NULL DEFAULT 0 CHECK (available >= 0),
  offers integer NOT NULL DEFAULT 0 CHECK (offers >= 0),
  last_sale_minor bigint,
  last_sale_at timestamptz,
  CONSTRAINT product_states_sale_is_whole CHECK ((last_sale_minor IS NULL) = (last_sale_at IS NULL))
) WITH (fillfactor = 80);
CREATE INDEX product_states_by_product ON inventory.product_states (product_id);
CREATE INDEX product_states_by_symbol ON inventory.product_states (instrument_symbol);

-- What products are searched by, apart from what changes with every price.
CREATE TABLE inventory.product_words (
  product_id uuid PRIMARY KEY REFERENCES inventory.products (id),
  words tsvector NOT NULL
);
CREATE INDEX product_words_by_word ON inventory.product_words USING gin (words) WITH (gin_pending_list_limit = 512);
-- Every word of them: what a misspelled one is compared with.
CREATE TABLE inventory.window_words (word text PRIMARY KEY CHECK (char_length(word) BETWEEN 1 AND 40));
CREATE INDEX window_words_alike ON inventory.window_words USING gin (word gin_trgm_ops) WITH (fastupdate = off);

-- What was sold: one row for each line of an order, whatever becomes of the order afterwards.
CREATE TABLE inventory.sales (
  -- That of the line: recorded twice, it is there once.
  id uuid PRIMARY KEY,
  vendor_id uuid NOT NULL,
  listing_id uuid NOT NULL,
  -- Null: the listing was on sale before there were products.
  product_id uuid REFERENCES inventory.products (id),
  instrument_id uuid REFERENCES market.instruments (id),
  state text NOT NULL CHECK (char_length(state) BETWEEN 1 AND 40),
  -- Of one piece.
  price_minor bigint NOT NULL CHECK (price_minor >= 0),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  quantity integer NOT NULL CHECK (quantity > 0),
  at timestamptz NOT NULL,
  FOREIGN KEY (vendor_id, listing_id) REFERENCES inventory.listings (vendor_id, id)
);
CREATE INDEX sales_by_product ON inventory.sales (product_id, at DESC, id DESC) WHERE product_id IS NOT NULL;
CREATE INDEX sales_by_listing ON inventory.sales (vendor_id, listing_id, at DESC);

-- Sales as the market hears of them. Their candles are written with them.
CREATE TABLE market.shop_sales (
  sale_id uuid PRIMARY KEY,
  instrument_id uuid NOT NULL REFERENCES market.instruments (id),
  price numeric NOT NULL CHECK (price > 0),
  pieces integer NOT NULL CHECK (pieces > 0),
  at timestamptz NOT NULL,
  -- Rises in the order of commits: "after seq" misses nothing.
  seq bigint NOT NULL CONSTRAINT shop_sales_seq_unique UNIQUE
);
CREATE SEQUENCE market.shop_sales_seq OWNED BY market.shop_sales.seq;
CREATE INDEX shop_sales_by_instrument ON market.shop_sales (instrument_id, at);
CREATE INDEX shop_sales_by_time ON market.shop_sales (at);

DO $$
DECLARE
  one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['products', 'product_states', 'product_words', 'window_words', 'sales'] LOOP
    EXECUTE format('ALTER TABLE inventory.%I ENABLE ROW LEVEL SECURITY', one);
    EXECUTE format('ALTER TABLE inventory.%I FORCE ROW LEVEL SECURITY', one);
    EXECUTE format('CREATE POLICY shop_works ON inventory.%I TO omni_shop USING (true)', one);
    EXECUTE format('GRANT SELECT, INSERT ON inventory.%I TO omni_shop', one);
  END LOOP;
  -- What everybody sees, also behind the walls.
  FOREACH one IN ARRAY ARRAY['products', 'product_states'] LOOP
    EXECUTE format('CREATE POLICY everybody_reads ON inventory.%I FOR SELECT TO omni_vendor, omni_orders USING (true)', one);
    EXECUTE format('GRANT SELECT ON inventory.%I TO omni_vendor, omni_orders', one);
    EXECUTE format('GRANT UPDATE ON inventory.%I TO omni_shop', one);
  END LOOP;
END
$$;
GRANT UPDATE ON inventory.product_words TO omni_shop;
CREATE POLICY own_vendor ON inventory.sales FOR SELECT TO omni_vendor USING (vendor_id = inventory.current_vendor());
GRANT SELECT ON inventory.sales TO omni_vendor;

-- What the window shows of a listing besides what the keeper saw of it; neither cost, note, shelf, SKU nor barcode.
GRANT SELECT (created_at, details, cert_number, subgrades) ON inventory.listings TO omni_shop;
GRANT SELECT (created_at) ON inventory.vendors TO omni_shop;
CREATE POLICY shop_reads ON inventory.photos FOR SELECT TO omni_shop USING (true);
GRANT SELECT (id, vendor_id, listing_id, position, name, width, height, created_at) ON inventory.photos TO omni_shop;

-- The least that sending one piece at this price costs anywhere; null: the vendor sends nothing in this currency yet.
CREATE FUNCTION orders.shipping_from(p_vendor uuid, p_currency text, p_price bigint) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT min(applied.price_minor) FROM orders.shipping_methods AS method
  CROSS JOIN LATERAL (
    SELECT (rate ->> 'price_minor')::bigint AS price_minor FROM jsonb_array_elements(method.rates) AS rate
    WHERE (rate ->> 'at_least')::bigint <= CASE method.basis WHEN 'pieces' THEN 1 ELSE p_price END
    ORDER BY (rate ->> 'at_least')::bigint DESC LIMIT 1
  ) AS applied
  WHERE method.vendor_id = p_vendor AND method.currency = p_currency AND method.enabled
$$;
-- How a vendor sells, as far as buyers are told before they buy: no row where nothing was set.
CREATE FUNCTION orders.terms_shown(p_vendor uuid) RETURNS TABLE (ships_from text, handling_days integer, return_days integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT ships_from, handling_days, return_days FROM orders.selling_terms WHERE vendor_id = p_vendor
$$;
REVOKE ALL ON FUNCTION orders.shipping_from, orders.terms_shown FROM PUBLIC;
GRANT USAGE ON SCHEMA orders TO omni_shop;
GRANT EXECUTE ON FUNCTION orders.shipping_from, orders.terms_shown TO omni_shop;
GRANT CREATE ON SCHEMA orders TO omni_orders; -- only to be given the functions
ALTER FUNCTION orders.shipping_from OWNER TO omni_orders;
ALTER FUNCTION orders.terms_shown OWNER TO omni_orders;
REVOKE CREATE ON SCHEMA orders FROM omni_orders;

-- Words of products are made as those of listings.
GRANT EXECUTE ON FUNCTION inventory.words_of, inventory.folded TO omni_shop;

-- What is on sale already is looked at once more. Whoever owns the table sees its rows only where the wall is not forced.
ALTER TABLE inventory.offers NO FORCE ROW LEVEL SECURITY;
ALTER TABLE inventory.changed_listings NO FORCE ROW LEVEL SECURITY;
INSERT INTO inventory.changed_listings (vendor_id, listing_id)
  SELECT vendor_id, listing_id FROM inventory.offers WHERE price_minor IS NOT NULL ORDER BY listing_id;
ALTER TABLE inventory.offers FORCE ROW LEVEL SECURITY;
ALTER TABLE inventory.changed_listings FORCE ROW LEVEL SECURITY;
