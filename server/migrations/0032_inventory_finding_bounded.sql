-- Searches and sets whose cost follows what is found, and which find all of it.

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

-- The same words as a plain list: whether a listing has any of many is told ten times quicker of a list than of a
-- tsvector, whose index reads the whole query anew for each listing it meets.
CREATE INDEX listing_words_by_any ON inventory.listing_words USING gin (tsvector_to_array(words))
  WITH (gin_pending_list_limit = 512);
DROP INDEX inventory.listing_words_by_word;

-- A set goes by its name as well; those of a code stand together in the order of sets already.
CREATE INDEX listing_summaries_by_set_name ON inventory.listing_summaries (vendor_id, lower(set_name COLLATE "default"))
  WHERE set_name IS NOT NULL;

DROP FUNCTION inventory.find_by_query(tsquery, integer);
DROP FUNCTION inventory.search_words(uuid, text);

-- What each word of a search may mean among a vendor's words, all of them led by the vendor: those that begin with it or
-- hold it; where there are none, those that look like it, and then nothing "begins". A word of one or two letters is only
-- looked for at beginnings. A row without words stands for a word that is like none of theirs. Of more than WORDS_MAX those
-- beyond are found where they begin with it, and "named" is false.
CREATE FUNCTION inventory.search_terms(p_vendor uuid, p_text text)
RETURNS TABLE (words text[], begins text, named boolean)
LANGUAGE plpgsql STABLE ROWS 3 SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  TOKENS_MAX CONSTANT integer := 10;
  WORDS_MAX CONSTANT integer := 5000;
  ALIKE_MAX CONSTANT integer := 8;
  ALIKE_MIN CONSTANT real := 0.35;
  v_lead text := inventory.word_lead(p_vendor);
  v_token text;
  v_plain boolean;
BEGIN
  FOR v_token IN
    SELECT DISTINCT left(token, 40) FROM regexp_split_to_table(inventory.folded(p_text), '[\s,;()\[\]{}"]+') AS token
    WHERE token <> '' LIMIT TOKENS_MAX
  LOOP
    v_plain := v_token !~ '[^[:alnum:]]';
    begins := v_lead || v_token;
    IF length(v_token) > 2 OR NOT v_plain THEN
      words := array(SELECT DISTINCT word FROM inventory.words
        WHERE vendor_id = p_vendor AND word LIKE '%' || regexp_replace(v_token, '([\\%_])', '\\\1', 'g') || '%' LIMIT WORDS_MAX);
    ELSE
      words := array(SELECT DISTINCT word FROM inventory.words WHERE vendor_id = p_vendor
        AND word >= v_token COLLATE "C" AND word < (v_token || chr(1114111)) COLLATE "C" LIMIT WORDS_MAX);
    END IF;
    IF cardinality(words) = 0 AND NOT v_plain THEN -- "charizard-gx" for what is written "Charizard GX"
      RETURN QUERY SELECT part.* FROM inventory.search_terms(p_vendor,
        regexp_replace(v_token, '[^[:alnum:]]+', ' ', 'g')) AS part;
      IF FOUND THEN
        CONTINUE;
      END IF;
    ELSIF cardinality(words) = 0 AND length(v_token) > 3 THEN
      begins := NULL;
      words := array(SELECT word FROM (SELECT DISTINCT word, inventory.likeness(word, v_token) AS alike
        FROM inventory.words WHERE vendor_id = p_vendor AND abs(length(word) - length(v_token)) < 4) AS near
        WHERE alike >= ALIKE_MIN ORDER BY alike DESC, word LIMIT ALIKE_MAX);
    END IF;
    named := cardinality(words) < WORDS_MAX;
    words := array(SELECT v_lead || word FROM unnest(words) AS word);
    RETURN NEXT;
  END LOOP;
END
$$;

-- One of them as a question for a listing that is at hand: words that begin as was typed are one member of it.
CREATE FUNCTION inventory.any_word(p_words text[], p_begins text) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
  SELECT string_agg('''' || replace(replace(word, '\', '\\'), '''', '''''') || '''' || ending, ' | ')::tsquery
    FROM (SELECT p_begins, ':*' WHERE p_begins IS NOT NULL
      UNION ALL SELECT word, '' FROM unnest(p_words) AS word WHERE NOT coalesce(starts_with(word, p_begins), false)
    ) AS one (word, ending)
$$;
DROP FUNCTION inventory.word_query(text, boolean);

-- All of them as one question for has_words, or null where nothing can have it all.
CREATE FUNCTION inventory.search_query(p_vendor uuid, p_text text) RETURNS tsquery
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_term record;
  v_all tsquery;
BEGIN
  FOR v_term IN SELECT * FROM inventory.search_terms(p_vendor, p_text) LOOP
    IF cardinality(v_term.words) = 0 THEN
      RETURN NULL;
    END IF;
    v_all := coalesce(v_all && inventory.any_word(v_term.words, v_term.begins),
      inventory.any_word(v_term.words, v_term.begins));
  END LOOP;
  RETURN v_all;
END
$$;

-- Listings of the vendor of the transaction by their words, p_max at most, and one more than once perhaps. Run as the
-- ledger, whose policy holds no wall between the search and its index; the wall here is the vendor it names itself, compared
-- so that no index is read for it: the words are led by the vendor already.
--
-- One word is looked up spelling by spelling, until p_max. Several are looked up together, the index telling which listings
-- have them all, up to KEYS_MAX spellings; what else is asked is read of the listings that these lead to. Where the
-- spellings of none are all named, the vendor's listings are read.
CREATE FUNCTION inventory.find_by_words(p_text text, p_max integer DEFAULT NULL) RETURNS SETOF uuid ROWS 20000
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off SET max_parallel_workers_per_gather = 0 AS $$
DECLARE
  KEYS_MAX CONSTANT integer := 500;
  v_vendor uuid := inventory.current_vendor();
  v_term record;
  v_first text[];
  v_keys text := '';
  v_count integer := 0;
  v_rest tsquery;
BEGIN
  FOR v_term IN SELECT * FROM inventory.search_terms(v_vendor, p_text) AS term ORDER BY cardinality(term.words) LOOP
    v_count := v_count + cardinality(v_term.words);
    IF cardinality(v_term.words) = 0 THEN
      RETURN;
    ELSIF v_first IS NULL AND v_term.named THEN
      v_first := v_term.words;
    ELSIF v_count <= KEYS_MAX THEN
      v_keys := v_keys || format(' AND tsvector_to_array(one.words) && %L::text[]', v_term.words);
    ELSE
      v_rest := coalesce(v_rest && inventory.any_word(v_term.words, v_term.begins),
        inventory.any_word(v_term.words, v_term.begins));
    END IF;
  END LOOP;
  IF v_keys <> '' THEN
    RETURN QUERY EXECUTE 'SELECT one.listing_id FROM inventory.listing_words AS one
      WHERE (one.vendor_id = $1) IS TRUE AND ($2 IS NULL OR (one.words @@ $2) IS TRUE)
        AND tsvector_to_array(one.words) && $3' || v_keys || ' LIMIT $4'
      USING v_vendor, v_rest, v_first, p_max;
  ELSIF v_first IS NOT NULL THEN
    RETURN QUERY SELECT found.listing_id FROM unnest(v_first) AS word
      CROSS JOIN LATERAL (SELECT one.listing_id FROM inventory.listing_words AS one
        WHERE tsvector_to_array(one.words) @> ARRAY[word] AND (one.vendor_id = v_vendor) IS TRUE
          AND (v_rest IS NULL OR (one.words @@ v_rest) IS TRUE)) AS found
      LIMIT p_max;
  ELSIF v_rest IS NOT NULL THEN
    RETURN QUERY SELECT one.listing_id FROM inventory.listing_words AS one
      WHERE one.vendor_id = v_vendor AND (one.words @@ v_rest) IS TRUE LIMIT p_max;
  END IF;
END
$$;

-- Listings of a set, by its code or its name, p_max at most; one that has both perhaps twice.
CREATE FUNCTION inventory.find_in_set(p_set text, p_max integer DEFAULT NULL) RETURNS SETOF uuid ROWS 500
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT listing_id FROM inventory.listing_summaries
    WHERE vendor_id = inventory.current_vendor() AND set_key >= left(lower(p_set), 40) || ' '
      AND set_key < left(lower(p_set), 40) || '!' AND lower(set_code COLLATE "default") = lower(p_set)
  UNION ALL SELECT listing_id FROM inventory.listing_summaries
    WHERE vendor_id = inventory.current_vendor() AND lower(set_name COLLATE "default") = lower(p_set)
  LIMIT p_max
$$;

GRANT CREATE ON SCHEMA inventory TO omni_ledger; -- only to be given the functions
ALTER FUNCTION inventory.find_by_words OWNER TO omni_ledger;
ALTER FUNCTION inventory.find_in_set OWNER TO omni_ledger;
REVOKE CREATE ON SCHEMA inventory FROM omni_ledger;
REVOKE ALL ON FUNCTION inventory.find_by_words, inventory.find_in_set FROM PUBLIC;
GRANT EXECUTE ON FUNCTION inventory.find_by_words, inventory.find_in_set TO omni_vendor;
DO $$
BEGIN
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('REVOKE omni_ledger FROM %I', current_user);
  END IF;
EXCEPTION
  WHEN insufficient_privilege THEN NULL;
END
$$;
