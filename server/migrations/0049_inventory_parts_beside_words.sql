-- What facets tell of a listing stands beside its words as well: what a search finds is counted where it is found.

-- needs the role omni_ledger

-- Any of them: any_value, which PostgreSQL has from 16 on.
DO $$
DECLARE
  step text := 'pg_catalog.any_value_transfn';
BEGIN
  IF current_setting('server_version_num')::integer < 160000 THEN
    CREATE FUNCTION inventory.first_of(uuid, uuid) RETURNS uuid LANGUAGE plpgsql STRICT IMMUTABLE PARALLEL SAFE
      AS 'BEGIN RETURN $1; END';
    step := 'inventory.first_of';
  END IF;
  EXECUTE format('CREATE AGGREGATE inventory.any_one(uuid) (SFUNC = %1$s, COMBINEFUNC = %1$s, STYPE = uuid, PARALLEL = SAFE)',
    step);
END
$$;

DROP FUNCTION inventory.count_by_words(text, boolean);
DROP FUNCTION inventory.find_by_words(text, integer);

DROP INDEX inventory.listing_words_by_any;
ALTER TABLE inventory.listing_words ADD COLUMN rest_part bigint, ADD COLUMN set_part bigint, ADD COLUMN on_hand bigint;
ALTER TABLE inventory.listing_words NO FORCE ROW LEVEL SECURITY;
ALTER TABLE inventory.listing_summaries NO FORCE ROW LEVEL SECURITY;
UPDATE inventory.listing_words AS kept
  SET rest_part = summary.rest_part, set_part = summary.set_part, on_hand = summary.on_hand
  FROM inventory.listing_summaries AS summary
  WHERE summary.vendor_id = kept.vendor_id AND summary.listing_id = kept.listing_id;
ALTER TABLE inventory.listing_summaries FORCE ROW LEVEL SECURITY;
ALTER TABLE inventory.listing_words FORCE ROW LEVEL SECURITY;
ALTER TABLE inventory.listing_words ALTER COLUMN rest_part SET NOT NULL, ALTER COLUMN set_part SET NOT NULL,
  ALTER COLUMN on_hand SET NOT NULL;
-- With room for what moves with the stock: where a page has none, every word of the row goes into the index anew.
ALTER TABLE inventory.listing_words SET (fillfactor = 85);
CLUSTER inventory.listing_words USING listing_words_pkey;
ALTER TABLE inventory.listing_words SET WITHOUT CLUSTER;
CREATE INDEX listing_words_by_any ON inventory.listing_words USING gin (tsvector_to_array(words))
  WITH (gin_pending_list_limit = 512);

-- Reads the words of these listings anew: title, note, card and set, or whatever details there are. Each has its summary.
CREATE OR REPLACE FUNCTION inventory.index_words(p_listings uuid[]) RETURNS void
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
  INSERT INTO inventory.listing_words AS kept (vendor_id, listing_id, words, rest_part, set_part, on_hand)
  SELECT read.vendor_id, read.listing_id, array_to_tsvector(array(
      SELECT inventory.word_lead(read.vendor_id) || one.word FROM unnest(read.words) AS one (word))),
    summary.rest_part, summary.set_part, summary.on_hand
  FROM read LEFT JOIN inventory.listing_summaries AS summary
    ON summary.vendor_id = read.vendor_id AND summary.listing_id = read.listing_id
  ON CONFLICT (vendor_id, listing_id) DO UPDATE SET words = excluded.words WHERE kept.words <> excluded.words
$$;

-- Whoever writes summaries is the ledger, and has the rows in order.
CREATE FUNCTION inventory.summaries_touched() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE inventory.listing_words AS kept
    SET rest_part = touched.rest_part, set_part = touched.set_part, on_hand = touched.on_hand
    FROM touched WHERE kept.vendor_id = touched.vendor_id AND kept.listing_id = touched.listing_id
      AND (kept.rest_part, kept.set_part, kept.on_hand) <> (touched.rest_part, touched.set_part, touched.on_hand);
  RETURN NULL;
END
$$;
CREATE TRIGGER listing_summaries_parts_changed AFTER UPDATE ON inventory.listing_summaries
  REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION inventory.summaries_touched();

-- Where the rows of listing_words stand that have what a text asks for: what to write after FROM, with `one` for such a row,
-- $1 for the vendor, $2 for `spellings` and $3 for `rest`. `once` tells that it names no listing twice. Without `source`
-- there is nothing.
--
-- One word is looked up spelling by spelling, which ends early where a few are enough. Several are looked up together, the
-- index telling which listings have them all, up to KEYS_MAX spellings; what else is asked is read of the listings that
-- these lead to. Where the spellings of none are all named, the vendor's listings are read.
--
-- The vendor is compared so that no index is read for it: the words are led by the vendor already.
CREATE FUNCTION inventory.words_source(p_vendor uuid, p_text text,
  OUT source text, OUT spellings text[], OUT rest tsquery, OUT once boolean)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  KEYS_MAX CONSTANT integer := 500;
  v_term record;
  v_keys text := '';
  v_count integer := 0;
BEGIN
  FOR v_term IN SELECT * FROM inventory.search_terms(p_vendor, p_text) AS term ORDER BY cardinality(term.words) LOOP
    v_count := v_count + cardinality(v_term.words);
    IF cardinality(v_term.words) = 0 THEN
      RETURN;
    ELSIF spellings IS NULL AND v_term.named THEN
      spellings := v_term.words;
    ELSIF v_count <= KEYS_MAX THEN
      v_keys := v_keys || format(' AND tsvector_to_array(one.words) && %L::text[]', v_term.words);
    ELSE
      rest := coalesce(rest && inventory.any_word(v_term.words, v_term.begins),
        inventory.any_word(v_term.words, v_term.begins));
    END IF;
  END LOOP;
  once := true;
  IF v_keys <> '' THEN
    source := 'inventory.listing_words AS one WHERE tsvector_to_array(one.words) && $2' || v_keys
      || ' AND (one.vendor_id = $1) IS TRUE AND ($3 IS NULL OR (one.words @@ $3) IS TRUE)';
  ELSIF cardinality(spellings) = 1 THEN
    source := 'inventory.listing_words AS one WHERE tsvector_to_array(one.words) @> $2
      AND (one.vendor_id = $1) IS TRUE AND ($3 IS NULL OR (one.words @@ $3) IS TRUE)';
  ELSIF spellings IS NOT NULL THEN
    once := false;
    source := 'unnest($2) AS word CROSS JOIN LATERAL (SELECT * FROM inventory.listing_words AS kept
      WHERE tsvector_to_array(kept.words) @> ARRAY[word] AND (kept.vendor_id = $1) IS TRUE
        AND ($3 IS NULL OR (kept.words @@ $3) IS TRUE)) AS one';
  ELSIF rest IS NOT NULL THEN
    source := 'inventory.listing_words AS one WHERE one.vendor_id = $1 AND (one.words @@ $3) IS TRUE';
  END IF;
END
$$;

-- Listings of the vendor of the transaction by their words, p_max at most, and one more than once perhaps. Run as the
-- ledger, whose policy holds no wall between the search and its index; the wall here is the vendor it names itself.
CREATE FUNCTION inventory.find_by_words(p_text text, p_max integer DEFAULT NULL) RETURNS SETOF uuid ROWS 20000
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off SET enable_memoize = off SET max_parallel_workers_per_gather = 0 AS $$
DECLARE
  v_vendor uuid := inventory.current_vendor();
  v_asked record;
BEGIN
  SELECT * INTO v_asked FROM inventory.words_source(v_vendor, p_text);
  IF v_asked.source IS NOT NULL THEN
    RETURN QUERY EXECUTE format('SELECT one.listing_id FROM %s LIMIT $4', v_asked.source)
      USING v_vendor, v_asked.spellings, v_asked.rest, p_max;
  END IF;
END
$$;

-- What a text finds of the vendor of the transaction, by its words or by a code, put together by its parts: by each for
-- itself, where p_apart says so. `one` is any listing of the group. The wall is the vendor, as above.
CREATE FUNCTION inventory.count_found(p_text text, p_apart boolean)
RETURNS TABLE (rest_part bigint, set_part bigint, listings bigint, on_hand bigint, one uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off SET enable_memoize = off SET max_parallel_workers_per_gather = 0 AS $$
DECLARE
  COUNTED CONSTANT text := 'SELECT one.listing_id, one.rest_part, one.set_part, one.on_hand FROM ';
  v_vendor uuid := inventory.current_vendor();
  v_codes uuid[] := inventory.find_by_code(p_text);
  v_asked record;
  v_found text;
BEGIN
  SELECT * INTO v_asked FROM inventory.words_source(v_vendor, p_text);
  v_found := COUNTED || v_asked.source;
  IF cardinality(v_codes) > 0 THEN
    v_found := concat_ws(' UNION ', v_found,
      COUNTED || 'inventory.listing_words AS one WHERE one.vendor_id = $1 AND one.listing_id = ANY ($4)');
  ELSIF NOT v_asked.once THEN
    v_found := format('SELECT DISTINCT * FROM (%s) AS one', v_found);
  END IF;
  IF v_found IS NOT NULL THEN
    RETURN QUERY EXECUTE format('SELECT found.rest_part, found.set_part, count(*), sum(found.on_hand)::bigint,
        inventory.any_one(found.listing_id)
      FROM (%s) AS found GROUP BY %s', v_found,
      CASE WHEN p_apart THEN 'GROUPING SETS ((found.rest_part), (found.set_part))'
        ELSE 'found.rest_part, found.set_part' END)
      USING v_vendor, v_asked.spellings, v_asked.rest, v_codes;
  END IF;
END
$$;

GRANT CREATE ON SCHEMA inventory TO omni_ledger; -- only to be given the functions
ALTER FUNCTION inventory.find_by_words OWNER TO omni_ledger;
ALTER FUNCTION inventory.count_found OWNER TO omni_ledger;
REVOKE CREATE ON SCHEMA inventory FROM omni_ledger;
REVOKE ALL ON FUNCTION inventory.find_by_words, inventory.count_found FROM PUBLIC;
GRANT EXECUTE ON FUNCTION inventory.find_by_words, inventory.count_found TO omni_vendor;
