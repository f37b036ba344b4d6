-- What listings are found, sorted and counted by, kept by triggers; the words they are searched by; saved views; and the
-- signal that tells who looks at a vendor's list what changed in it.
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

-- Tells of changed listings with the commit: { vendor_id, by, listings }, where null means "many, look again". A message
-- that is repeated in one transaction is sent once, and after TOLD_MAX statements it tells no ids any more.
CREATE FUNCTION inventory.tell_changed(p_vendor uuid, p_listings uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  IDS_MAX CONSTANT integer := 100;
  TOLD_MAX CONSTANT integer := 50;
  v_told integer := coalesce(nullif(current_setting('omni.told', true), ''), '0')::integer + 1;
BEGIN
  PERFORM set_config('omni.told', v_told::text, true);
  PERFORM pg_notify('omni_stock_signals', 'inventory.listings_changed ' || jsonb_build_object(
    'vendor_id', p_vendor, 'by', inventory.asking_user(),
    'listings', CASE WHEN v_told <= TOLD_MAX AND cardinality(p_listings) <= IDS_MAX THEN to_jsonb(p_listings) END)::text);
END
$$;

CREATE FUNCTION inventory.listings_touched() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM inventory.summarise(array(SELECT id FROM touched));
  IF TG_OP = 'INSERT' THEN -- the words of a card come with its details
    PERFORM inventory.index_words(array(SELECT id FROM touched WHERE kind <> 'card'));
  ELSE
    PERFORM inventory.index_words(array(SELECT touched.id FROM touched JOIN before ON before.id = touched.id
      WHERE (touched.title, touched.note, touched.details) IS DISTINCT FROM (before.title, before.note, before.details)));
  END IF;
  PERFORM inventory.tell_changed(vendor_id, array_agg(id ORDER BY id)) FROM touched GROUP BY vendor_id;
  RETURN NULL;
END
$$;
CREATE FUNCTION inventory.cards_touched() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM inventory.summarise(array(SELECT listing_id FROM touched)), inventory.index_words(array(SELECT listing_id FROM touched));
  PERFORM inventory.tell_changed(vendor_id, array_agg(listing_id ORDER BY listing_id)) FROM touched GROUP BY vendor_id;
  RETURN NULL;
END
$$;
CREATE FUNCTION inventory.levels_touched() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE inventory.listing_summaries AS kept
    SET on_hand = stock.on_hand, available = stock.available, places = stock.places
    FROM (SELECT level.vendor_id, level.listing_id, sum(level.on_hand) AS on_hand,
        sum(level.on_hand - level.reserved - level.allocated) AS available,
        array_agg(level.location_id ORDER BY level.location_id) FILTER (WHERE level.on_hand > 0) AS places
      FROM (SELECT DISTINCT vendor_id, listing_id FROM touched) AS asked
      JOIN inventory.stock_levels AS level USING (vendor_id, listing_id)
      GROUP BY level.vendor_id, level.listing_id) AS stock
    WHERE kept.vendor_id = stock.vendor_id AND kept.listing_id = stock.listing_id;
  PERFORM inventory.tell_changed(vendor_id, array_agg(DISTINCT listing_id)) FROM touched GROUP BY vendor_id;
  RETURN NULL;
END
$$;

-- What a search asks of a vendor's words, or null where a word of it is like none of theirs. A word finds those that begin
-- with it or hold it; one that is not found so finds those that look like it.
CREATE FUNCTION inventory.search_words(p_vendor uuid, p_text text) RETURNS tsquery
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  TOKENS_MAX CONSTANT integer := 10;
  HOLDING_MAX CONSTANT integer := 200;
  ALIKE_MAX CONSTANT integer := 8;
  ALIKE_MIN CONSTANT real := 0.35;
  v_lead text := inventory.word_lead(p_vendor);
  v_token text;
  v_plain boolean;
  v_words text[];
  v_one tsquery;
  v_all tsquery;
BEGIN
  FOR v_token IN
    SELECT DISTINCT left(token, 40) FROM regexp_split_to_table(inventory.folded(p_text), '[\s,;()\[\]{}"]+') AS token
    WHERE token <> '' LIMIT TOKENS_MAX
  LOOP
    v_plain := v_token !~ '[^[:alnum:]]';
    v_words := array(SELECT DISTINCT word FROM inventory.words
      WHERE vendor_id = p_vendor AND word LIKE '%' || regexp_replace(v_token, '([\\%_])', '\\\1', 'g') || '%'
        AND (length(v_token) > 2 OR NOT v_plain) LIMIT HOLDING_MAX);
    v_one := inventory.word_query(v_lead || v_token, true);
    IF cardinality(v_words) = 0 AND NOT EXISTS (SELECT FROM inventory.words WHERE vendor_id = p_vendor
      AND word >= v_token COLLATE "C" AND word < (v_token || chr(1114111)) COLLATE "C")
    THEN
      IF v_plain THEN
        v_words := array(SELECT word FROM (SELECT DISTINCT word, inventory.likeness(word, v_token) AS alike
          FROM inventory.words WHERE vendor_id = p_vendor AND length(v_token) > 3
            AND abs(length(word) - length(v_token)) < 4) AS near
          WHERE alike >= ALIKE_MIN ORDER BY alike DESC, word LIMIT ALIKE_MAX);
      ELSE -- "charizard-gx" for what is written "Charizard GX"
        v_one := inventory.search_words(p_vendor, regexp_replace(v_token, '[^[:alnum:]]+', ' ', 'g'));
      END IF;
      IF v_one IS NULL OR (v_plain AND cardinality(v_words) = 0) THEN
        RETURN NULL;
      END IF;
    END IF;
    FOR i IN 1 .. cardinality(v_words) LOOP
      v_one := v_one || inventory.word_query(v_lead || v_words[i], false);
    END LOOP;
    v_all := CASE WHEN v_all IS NULL THEN v_one ELSE v_all && v_one END;
  END LOOP;
  RETURN v_all;
END
$$;
CREATE FUNCTION inventory.word_query(p_word text, p_begins boolean) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE
  SET search_path = pg_catalog, pg_temp
  AS $$ SELECT ('''' || replace(replace(p_word, '\', '\\'), '''', '''''') || '''' || CASE WHEN p_begins THEN ':*' ELSE '' END)::tsquery $$;

-- Listings of the vendor that is named, by their words, p_max at most. Run as the ledger, whose policy holds no wall between the search
-- and its index; the wall here is the vendor it names itself.
CREATE FUNCTION inventory.find_by_words(p_text text, p_max integer DEFAULT NULL) RETURNS SETOF uuid ROWS 500
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_vendor uuid := inventory.current_vendor();
  v_query tsquery := inventory.search_words(v_vendor, p_text);
BEGIN
  IF v_query IS NOT NULL THEN
    RETURN QUERY SELECT found.listing_id FROM inventory.listing_words AS found
      WHERE found.words @@ v_query AND found.vendor_id = v_vendor LIMIT p_max;
  END IF;
END
$$;
-- Whether one of them has these words: for words that so many have that they are met on the way.
CREATE FUNCTION inventory.has_words(p_listing uuid, p_query tsquery) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 1000 SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM inventory.listing_words AS found
    WHERE found.vendor_id = inventory.current_vendor() AND found.listing_id = p_listing AND found.words @@ p_query)
$$;

-- Those whose SKU, barcode, certificate or collector number is the text, whole; at most a hundred of each.
CREATE FUNCTION inventory.find_by_code(p_text text) RETURNS uuid[]
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT array(
    (SELECT listing_id FROM inventory.listing_summaries WHERE vendor_id = inventory.current_vendor() AND sku_key = upper(p_text))
    UNION (SELECT listing_id FROM inventory.listing_summaries
      WHERE vendor_id = inventory.current_vendor() AND barcode_key = upper(p_text) ORDER BY listing_id LIMIT 100)
    UNION (SELECT listing_id FROM inventory.listing_summaries
      WHERE vendor_id = inventory.current_vendor() AND cert_key = upper(p_text) ORDER BY listing_id LIMIT 100)
    UNION (SELECT listing_id FROM inventory.listing_summaries
      WHERE vendor_id = inventory.current_vendor() AND number_key = upper(p_text) ORDER BY listing_id LIMIT 100))
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
ALTER FUNCTION inventory.listings_touched OWNER TO omni_ledger;
ALTER FUNCTION inventory.cards_touched OWNER TO omni_ledger;
ALTER FUNCTION inventory.levels_touched OWNER TO omni_ledger;
ALTER FUNCTION inventory.find_by_words OWNER TO omni_ledger;
ALTER FUNCTION inventory.has_words OWNER TO omni_ledger;
REVOKE CREATE ON SCHEMA inventory FROM omni_ledger;

CREATE TRIGGER listings_find_added AFTER INSERT ON inventory.listings
  REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION inventory.listings_touched();
CREATE TRIGGER listings_find_changed AFTER UPDATE ON inventory.listings
  REFERENCING OLD TABLE AS before NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION inventory.listings_touched();
CREATE TRIGGER card_details_find_added AFTER INSERT ON inventory.card_details
  REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION inventory.cards_touched();
CREATE TRIGGER card_details_find_changed AFTER UPDATE ON inventory.card_details
  REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION inventory.cards_touched();
CREATE TRIGGER stock_levels_find_added AFTER INSERT ON inventory.stock_levels
  REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION inventory.levels_touched();
CREATE TRIGGER stock_levels_find_changed AFTER UPDATE ON inventory.stock_levels
  REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION inventory.levels_touched();

-- Who follows a vendor's list may have to be let go of.
CREATE FUNCTION inventory.staff_touched() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_notify('omni_stock_signals', 'inventory.staff_changed ' || jsonb_build_object('vendor_id', vendor_id)::text)
    FROM (SELECT DISTINCT vendor_id FROM touched) AS told;
  RETURN NULL;
END
$$;
CREATE TRIGGER staff_tell_changed AFTER UPDATE ON inventory.staff
  REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION inventory.staff_touched();
CREATE TRIGGER staff_tell_gone AFTER DELETE ON inventory.staff
  REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION inventory.staff_touched();

-- What is listed already. Whoever owns the table sees its rows only where the wall is not forced.
ALTER TABLE inventory.listings NO FORCE ROW LEVEL SECURITY;
SELECT inventory.summarise(ids), inventory.index_words(ids)
  FROM (SELECT array_agg(id) AS ids FROM inventory.listings HAVING count(*) > 0) AS listed;
ALTER TABLE inventory.listings FORCE ROW LEVEL SECURITY;
-- Lists are sorted by summaries now.
DROP INDEX inventory.listings_by_title, inventory.listings_by_price, inventory.listings_by_change;

REVOKE ALL ON FUNCTION inventory.summarise, inventory.index_words, inventory.find_by_words, inventory.has_words,
  inventory.listings_touched,
  inventory.cards_touched, inventory.levels_touched FROM PUBLIC;
GRANT EXECUTE ON FUNCTION inventory.find_by_words, inventory.has_words TO omni_vendor;
DO $$
BEGIN
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('REVOKE omni_ledger FROM %I', current_user);
  END IF;
EXCEPTION
  WHEN insufficient_privilege THEN NULL;
END
$$;
