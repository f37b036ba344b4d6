-- What listings are found, sorted and counted by; the words they are searched by; and saved views. Triggers keep the first
-- two, see 0028_inventory_search.sql.
--
-- Everything here that is reckoned belongs to the role omni_ledger: the program reads it and cannot write it. Triggers
-- stand on statements, so that no writer has to remember them, and a change of fifty thousand rows is told once.

DO $$
DECLARE
  -- From 16 on, whoever makes a role may hand it out, but is not in it.
  needed text := CASE WHEN current_setting('server_version_num')::integer >= 160000 THEN 'SET' ELSE 'MEMBER' END;
BEGIN
  IF NOT pg_has_role(current_user, 'omni_ledger', needed) THEN
    EXECUTE format('GRANT omni_ledger TO %I', current_user);
  END IF;
EXCEPTION
  WHEN insufficient_privilege THEN
    RAISE EXCEPTION '% is not in the role omni_ledger, and may not make it so', current_user
      USING HINT = format('As a superuser: GRANT omni_ledger TO %I; it can be taken back afterwards.', current_user);
END
$$;
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
EXCEPTION
  WHEN insufficient_privilege THEN
    RAISE EXCEPTION '% may not create the extension pg_trgm', current_user
      USING HINT = 'As a superuser, in this database: CREATE EXTENSION pg_trgm;';
END
$$;

-- A row per listing. Text is compared byte by byte, so that a policy's wall keeps no index from being used.
CREATE TABLE inventory.listing_summaries (
  vendor_id uuid NOT NULL,
  listing_id uuid NOT NULL,
  status text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  condition text COLLATE "C",
  grading_company text COLLATE "C",
  game text COLLATE "C",
  set_code text COLLATE "C",
  set_name text COLLATE "C",
  finish text COLLATE "C",
  language text COLLATE "C",
  -- Places with pieces on hand, in order; null: none.
  places uuid[],
  -- Listings that are alike in all of the above, whatever it is, have the same.
  facet_key bigint NOT NULL GENERATED ALWAYS AS (hash_record_extended(
    ROW(status, kind, condition, grading_company, game, set_code, set_name, finish, language, places), 0)) STORED,
  price_minor bigint,
  has_cost boolean NOT NULL,
  low_stock_at integer,
  on_hand bigint NOT NULL,
  available bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  -- Beginnings that are enough to sort by: a cursor has a bound.
  title_key text COLLATE "C" NOT NULL,
  set_key text COLLATE "C" NOT NULL,
  sku_key text COLLATE "C" NOT NULL,
  barcode_key text COLLATE "C",
  cert_key text COLLATE "C",
  number_key text COLLATE "C",
  price_key bigint GENERATED ALWAYS AS (coalesce(price_minor, -1)) STORED,
  PRIMARY KEY (vendor_id, listing_id),
  FOREIGN KEY (vendor_id, listing_id) REFERENCES inventory.listings (vendor_id, id) ON DELETE CASCADE
) WITH (fillfactor = 80);
CREATE INDEX listing_summaries_by_title ON inventory.listing_summaries (vendor_id, title_key, listing_id);
CREATE INDEX listing_summaries_by_set ON inventory.listing_summaries (vendor_id, set_key, listing_id);
CREATE INDEX listing_summaries_by_sku ON inventory.listing_summaries (vendor_id, sku_key, listing_id);
CREATE INDEX listing_summaries_by_price ON inventory.listing_summaries (vendor_id, price_key, listing_id);
CREATE INDEX listing_summaries_by_stock ON inventory.listing_summaries (vendor_id, on_hand, listing_id);
CREATE INDEX listing_summaries_by_change ON inventory.listing_summaries (vendor_id, updated_at, listing_id);
CREATE INDEX listing_summaries_by_barcode ON inventory.listing_summaries (vendor_id, barcode_key) WHERE barcode_key IS NOT NULL;
CREATE INDEX listing_summaries_by_cert ON inventory.listing_summaries (vendor_id, cert_key) WHERE cert_key IS NOT NULL;
CREATE INDEX listing_summaries_by_number ON inventory.listing_summaries (vendor_id, number_key) WHERE number_key IS NOT NULL;
-- All that facets and filters read, one vendor's rows beside each other wherever the table has them, alike ones together.
CREATE INDEX listing_summaries_by_facets ON inventory.listing_summaries (vendor_id, facet_key)
  INCLUDE (status, kind, condition, grading_company, game, set_code, set_name, finish, language, places, price_minor,
    has_cost, low_stock_at, on_hand, available, listing_id);

-- The words of each listing, each led by the end of the vendor's id: a vendor's words lie together in the index, and what
-- a search reads does not grow with other vendors.
CREATE TABLE inventory.listing_words (
  vendor_id uuid NOT NULL,
  listing_id uuid NOT NULL,
  words tsvector NOT NULL,
  PRIMARY KEY (vendor_id, listing_id),
  FOREIGN KEY (vendor_id, listing_id) REFERENCES inventory.listings (vendor_id, id) ON DELETE CASCADE
);
CREATE INDEX listing_words_by_word ON inventory.listing_words USING gin (words) WITH (gin_pending_list_limit = 512);

-- Every word a vendor uses or used: what a misspelled one is compared with. It is only added to, and a word may stand in
-- it twice: a unique index would make two transactions wait for each other's words.
CREATE TABLE inventory.words (
  vendor_id uuid NOT NULL,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  word text COLLATE "C" NOT NULL,
  PRIMARY KEY (vendor_id, seq)
);
CREATE INDEX words_by_word ON inventory.words (vendor_id, word);

-- A filter that is kept, for all of the staff.
CREATE TABLE inventory.saved_views (
  id uuid NOT NULL UNIQUE,
  vendor_id uuid NOT NULL REFERENCES inventory.vendors (id),
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 60),
  query text NOT NULL CHECK (char_length(query) <= 1000),
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (vendor_id, id)
);
CREATE UNIQUE INDEX saved_views_name_unique ON inventory.saved_views (vendor_id, lower(name));

-- As it is compared: without capitals and accents.
CREATE FUNCTION inventory.folded(p_text text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  SET search_path = pg_catalog, pg_temp
  AS $$ SELECT lower(regexp_replace(normalize(p_text, NFKD), '[\u0300-\u036f]', '', 'g')) $$;

-- Words as they are written ("4/102", "farfetch'd"), without their signs ("farfetchd"), and their parts ("4", "102").
CREATE FUNCTION inventory.words_of(p_text text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
  SET search_path = pg_catalog, pg_temp
  AS $$
    SELECT coalesce(array_agg(DISTINCT left(part, 40)), '{}') FROM (
      SELECT part FROM regexp_split_to_table(inventory.folded(p_text), '[\s,;()\[\]{}"]+') AS token,
        LATERAL unnest(CASE WHEN token ~ '[^[:alnum:]]'
          THEN regexp_split_to_array(token, '[^[:alnum:]]+') || token || regexp_replace(token, '[^[:alnum:]]+', '', 'g')
          ELSE ARRAY[token] END) AS part
      WHERE part <> '' LIMIT 300
    ) AS parts
  $$;
CREATE FUNCTION inventory.word_lead(p_vendor uuid) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT right(p_vendor::text, 8) $$;

-- How alike two words are, from 0 to 1. The extension may stand in any schema.
DO $$
BEGIN
  EXECUTE format('CREATE FUNCTION inventory.likeness(text, text) RETURNS real LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $f$ SELECT %I.similarity($1, $2) $f$',
    (SELECT nspname FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace WHERE extname = 'pg_trgm'));
END
$$;

-- Reckons the rows of these listings anew.
CREATE FUNCTION inventory.summarise(p_listings uuid[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO inventory.listing_summaries AS kept (
    vendor_id, listing_id, status, kind, condition, grading_company, game, set_code, set_name, finish, language, places,
    price_minor, has_cost, low_stock_at, on_hand, available, updated_at, title_key, set_key, sku_key, barcode_key,
    cert_key, number_key)
  SELECT listing.vendor_id, listing.id, listing.status, listing.kind, listing.condition, listing.grading_company,
    coalesce(card.game, listing.details ->> 'game'), card_set.code, card_set.name, card.finish,
    coalesce(card.language, listing.details ->> 'language'), stock.places,
    listing.price_minor, listing.cost_minor IS NOT NULL, listing.low_stock_at, stock.on_hand, stock.available,
    listing.updated_at, left(inventory.folded(listing.title), 60),
    left(lower(coalesce(card_set.code, card_set.name, '')), 40) || ' '
      || left(lpad(coalesce(substring(card.collector_number FROM '\d+'), ''), 6, '0')
      || lower(coalesce(card.collector_number, '')), 20),
    upper(listing.sku), upper(listing.barcode), upper(listing.cert_number), upper(card.collector_number)
  FROM unnest(p_listings) AS asked (id)
  JOIN inventory.listings AS listing ON listing.id = asked.id
  LEFT JOIN inventory.card_details AS card ON card.vendor_id = listing.vendor_id AND card.listing_id = listing.id
  CROSS JOIN LATERAL (SELECT
    coalesce(card.set_code, listing.details ->> 'set_code') AS code,
    coalesce(card.set_name, listing.details ->> 'set_name') AS name) AS card_set
  CROSS JOIN LATERAL (SELECT
    coalesce(sum(level.on_hand), 0) AS on_hand,
    coalesce(sum(level.on_hand - level.reserved - level.allocated), 0) AS available,
    array_agg(level.location_id ORDER BY level.location_id) FILTER (WHERE level.on_hand > 0) AS places
    FROM inventory.stock_levels AS level
    WHERE level.vendor_id = listing.vendor_id AND level.listing_id = listing.id) AS stock
  ON CONFLICT (vendor_id, listing_id) DO UPDATE SET
    (status, kind, condition, grading_company, game, set_code, set_name, finish, language, places, price_minor, has_cost,
      low_stock_at, on_hand, available, updated_at, title_key, set_key, sku_key, barcode_key, cert_key, number_key) =
    ROW (excluded.status, excluded.kind, excluded.condition, excluded.grading_company, excluded.game, excluded.set_code,
      excluded.set_name, excluded.finish, excluded.language, excluded.places, excluded.price_minor, excluded.has_cost,
      excluded.low_stock_at, excluded.on_hand, excluded.available, excluded.updated_at, excluded.title_key,
      excluded.set_key, excluded.sku_key, excluded.barcode_key, excluded.cert_key, excluded.number_key)
$$;

-- Reads the words of these listings anew: title, note, card and set, or whatever details there are.
CREATE FUNCTION inventory.index_words(p_listings uuid[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH read AS MATERIALIZED (
    SELECT listing.vendor_id, listing.id AS listing_id, inventory.words_of(concat_ws(' ', listing.title,
      card.name, card.set_name, card.set_code, card.collector_number, listing.note,
      (SELECT string_agg(member.value, ' ') FROM jsonb_each_text(listing.details) AS member))) AS words
    FROM unnest(p_listings) AS asked (id)
    JOIN inventory.listings AS listing ON listing.id = asked.id
    LEFT JOIN inventory.card_details AS card ON card.vendor_id = listing.vendor_id AND card.listing_id = listing.id
  ), learned AS (
    INSERT INTO inventory.words (vendor_id, word)
    SELECT DISTINCT read.vendor_id, one.word FROM read, unnest(read.words) AS one (word)
    WHERE NOT EXISTS (
      SELECT FROM inventory.words AS known WHERE known.vendor_id = read.vendor_id AND known.word = one.word)
  )
  INSERT INTO inventory.listing_words AS kept (vendor_id, listing_id, words)
  SELECT vendor_id, listing_id, array_to_tsvector(array(
    SELECT inventory.word_lead(vendor_id) || one.word FROM unnest(read.words) AS one (word))) FROM read
  ON CONFLICT (vendor_id, listing_id) DO UPDATE SET words = excluded.words WHERE kept.words <> excluded.words
$$;

-- A listing is locked by each of its movements until they are committed, before any of its levels: its summary is written
-- by whoever holds that lock, and two movements at two places cannot wait for each other there.
DO $$
DECLARE
  v_text text := pg_get_functiondef('inventory.apply_movement'::regproc);
BEGIN
  ASSERT strpos(v_text, 'p_listing FOR KEY SHARE') > 0, 'apply_movement locks its listing';
  EXECUTE replace(v_text, 'p_listing FOR KEY SHARE', 'p_listing FOR NO KEY UPDATE');
END
$$;

DO $$
DECLARE
  one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['listing_summaries', 'listing_words', 'words', 'saved_views'] LOOP
    EXECUTE format('ALTER TABLE inventory.%I ENABLE ROW LEVEL SECURITY', one);
    EXECUTE format('ALTER TABLE inventory.%I FORCE ROW LEVEL SECURITY', one);
    EXECUTE format('CREATE POLICY own_vendor ON inventory.%I TO omni_vendor USING (vendor_id = inventory.current_vendor())', one);
    EXECUTE format('GRANT SELECT ON inventory.%I TO omni_vendor', one);
  END LOOP;
  FOREACH one IN ARRAY ARRAY['listing_summaries', 'listing_words', 'words'] LOOP
    EXECUTE format('CREATE POLICY ledger_keeps ON inventory.%I TO omni_ledger USING (true)', one);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON inventory.%I TO omni_ledger', one);
  END LOOP;
END
$$;
GRANT INSERT, DELETE, UPDATE (name, query) ON inventory.saved_views TO omni_vendor;
CREATE POLICY ledger_reads ON inventory.card_details FOR SELECT TO omni_ledger USING (true);
GRANT SELECT ON inventory.card_details TO omni_ledger;

GRANT CREATE ON SCHEMA inventory TO omni_ledger; -- only to be given the functions
ALTER FUNCTION inventory.summarise OWNER TO omni_ledger;
ALTER FUNCTION inventory.index_words OWNER TO omni_ledger;
REVOKE CREATE ON SCHEMA inventory FROM omni_ledger;
