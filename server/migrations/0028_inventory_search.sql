-- What keeps listings to be found up to date and tells who looks at them; and what a search asks of their words.

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

GRANT CREATE ON SCHEMA inventory TO omni_ledger; -- only to be given the functions
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
