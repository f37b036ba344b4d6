-- Facets of a word that most listings have: counted where the words are, so that no listing is handed from one role to another.

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

-- What find_by_words finds of the vendor of the transaction, put together by its parts: by each for itself, where p_apart
-- says so. `one` is any listing of the group. Words are read once and joined as a whole: how many listings an array holds is
-- guessed far too low, and each would be looked up by itself.
CREATE FUNCTION inventory.count_by_words(p_text text, p_apart boolean)
RETURNS TABLE (rest_part bigint, set_part bigint, listings bigint, on_hand bigint, one uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off SET enable_nestloop = off SET max_parallel_workers_per_gather = 0 AS $$
DECLARE
  KEYS_MAX CONSTANT integer := 500; -- of find_by_words
  v_vendor uuid := inventory.current_vendor();
  v_words text[];
BEGIN
  SELECT min(term.words) INTO v_words FROM inventory.search_terms(v_vendor, p_text) AS term
    HAVING count(*) = 1 AND bool_and(term.named AND cardinality(term.words) BETWEEN 1 AND KEYS_MAX);
  RETURN QUERY EXECUTE format('SELECT summary.rest_part, summary.set_part, count(*), sum(summary.on_hand)::bigint,
      any_value(summary.listing_id)
    FROM (%s) AS found (listing_id)
    JOIN inventory.listing_summaries AS summary ON summary.vendor_id = $1 AND summary.listing_id = found.listing_id
    GROUP BY %s',
    CASE WHEN v_words IS NULL THEN 'SELECT DISTINCT inventory.find_by_words($2)'
      ELSE 'SELECT one.listing_id FROM inventory.listing_words AS one
        WHERE tsvector_to_array(one.words) && $3 AND (one.vendor_id = $1) IS TRUE' END,
    CASE WHEN p_apart THEN 'GROUPING SETS ((summary.rest_part), (summary.set_part))'
      ELSE 'summary.rest_part, summary.set_part' END)
    USING v_vendor, p_text, v_words;
END
$$;

GRANT CREATE ON SCHEMA inventory TO omni_ledger; -- only to be given the function
ALTER FUNCTION inventory.count_by_words OWNER TO omni_ledger;
REVOKE CREATE ON SCHEMA inventory FROM omni_ledger;
REVOKE ALL ON FUNCTION inventory.count_by_words FROM PUBLIC;
GRANT EXECUTE ON FUNCTION inventory.count_by_words TO omni_vendor;
DO $$
BEGIN
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('REVOKE omni_ledger FROM %I', current_user);
  END IF;
EXCEPTION
  WHEN insufficient_privilege THEN NULL;
END
$$;
