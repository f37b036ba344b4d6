-- Quicker searches, which find the same as before.

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

-- Words that begin with what was typed are named one by one where they are few: asked for as beginnings, the index would
-- gather all listings of each before it looks at any other word, and "set" is in every one.
CREATE OR REPLACE FUNCTION inventory.search_words(p_vendor uuid, p_text text) RETURNS tsquery
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
    v_one := NULL;
    IF length(v_token) > 2 OR NOT v_plain THEN
      v_words := array(SELECT DISTINCT word FROM inventory.words
        WHERE vendor_id = p_vendor AND word LIKE '%' || regexp_replace(v_token, '([\\%_])', '\\\1', 'g') || '%' LIMIT HOLDING_MAX);
    ELSE
      v_words := array(SELECT DISTINCT word FROM inventory.words WHERE vendor_id = p_vendor
        AND word >= v_token COLLATE "C" AND word < (v_token || chr(1114111)) COLLATE "C" LIMIT HOLDING_MAX);
    END IF;
    IF cardinality(v_words) = HOLDING_MAX THEN -- of many only some are named
      v_one := inventory.word_query(v_lead || v_token, true);
      IF length(v_token) <= 2 AND v_plain THEN -- all of them begin so
        v_words := '{}';
      END IF;
    ELSIF cardinality(v_words) = 0 THEN
      IF v_plain THEN
        v_words := array(SELECT word FROM (SELECT DISTINCT word, inventory.likeness(word, v_token) AS alike
          FROM inventory.words WHERE vendor_id = p_vendor AND length(v_token) > 3
            AND abs(length(word) - length(v_token)) < 4) AS near
          WHERE alike >= ALIKE_MIN ORDER BY alike DESC, word LIMIT ALIKE_MAX);
      ELSE -- "charizard-gx" for what is written "Charizard GX"
        v_one := inventory.search_words(p_vendor, regexp_replace(v_token, '[^[:alnum:]]+', ' ', 'g'));
      END IF;
      IF v_one IS NULL AND cardinality(v_words) = 0 THEN
        RETURN NULL;
      END IF;
    END IF;
    FOR i IN 1 .. cardinality(v_words) LOOP
      v_one := CASE WHEN v_one IS NULL THEN inventory.word_query(v_lead || v_words[i], false)
        ELSE v_one || inventory.word_query(v_lead || v_words[i], false) END;
    END LOOP;
    v_all := CASE WHEN v_all IS NULL THEN v_one ELSE v_all && v_one END;
  END LOOP;
  RETURN v_all;
END
$$;

-- Listings of the vendor that is named, by what search_words asks of their words, p_max at most. Run as the ledger, whose
-- policy holds no wall between the search and its index; the wall here is the vendor it names itself, compared so that no
-- index is read for it: that of the words is led by the vendor already. Words of which any will do are looked up one by
-- one, since the index compares every listing it finds with all words of a query. A word holds no space.
CREATE FUNCTION inventory.find_by_query(p_query tsquery, p_max integer DEFAULT NULL) RETURNS SETOF uuid ROWS 500
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_vendor uuid := inventory.current_vendor();
BEGIN
  IF strpos(p_query::text, ' & ') > 0 THEN
    RETURN QUERY SELECT found.listing_id FROM inventory.listing_words AS found
      WHERE found.words @@ p_query AND (found.vendor_id = v_vendor) IS TRUE LIMIT p_max;
  ELSE
    RETURN QUERY SELECT DISTINCT found.listing_id
      FROM string_to_table(p_query::text, ' | ') AS word
      CROSS JOIN LATERAL (SELECT one.listing_id FROM inventory.listing_words AS one
        WHERE one.words @@ word::tsquery AND (one.vendor_id = v_vendor) IS TRUE LIMIT p_max) AS found
      LIMIT p_max;
  END IF;
END
$$;
DROP FUNCTION inventory.find_by_words(text, integer);

GRANT CREATE ON SCHEMA inventory TO omni_ledger; -- only to be given the function
ALTER FUNCTION inventory.find_by_query OWNER TO omni_ledger;
REVOKE CREATE ON SCHEMA inventory FROM omni_ledger;
REVOKE ALL ON FUNCTION inventory.find_by_query FROM PUBLIC;
GRANT EXECUTE ON FUNCTION inventory.find_by_query TO omni_vendor;
DO $$
BEGIN
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('REVOKE omni_ledger FROM %I', current_user);
  END IF;
EXCEPTION
  WHEN insufficient_privilege THEN NULL;
END
$$;
