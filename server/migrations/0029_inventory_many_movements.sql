-- Many movements in one call, and one summary of a new card: what a file of fifty thousand rows brings is written by the
-- chunk, not by the row.

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

-- Applies movements as inventory.apply_movement does one after the other, with its outcomes and its locks: each of them
-- { id, listing_id, location_id, kind, quantity, dedupe_key, expected }, in the order of listings and then of places;
-- reason, cause and time are the same for all. The answers bear the place of their movement, from 1, in no order.
--
-- A movement that shares neither its listing nor its key with another of the call, and that nothing speaks against, is
-- written together with all others like it. Anything else goes to inventory.apply_movement, which alone knows what to answer.
CREATE FUNCTION inventory.apply_movements(p_movements jsonb, p_reason text, p_cause text, p_at timestamptz)
RETURNS TABLE (place integer, outcome text, movement_id uuid, on_hand integer, reserved integer, allocated integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  MOVEMENTS_MAX CONSTANT integer := 1000;
  v_vendor uuid := inventory.current_vendor();
  v_places integer[];
  v_ids uuid[];
  v_on_hand integer[];
  v_reserved integer[];
  v_allocated integer[];
BEGIN
  IF jsonb_array_length(p_movements) > MOVEMENTS_MAX THEN
    RAISE EXCEPTION '% movements in one call', jsonb_array_length(p_movements);
  END IF;
  -- Whoever holds a listing's lock is alone with its levels. The statement after this sees what others committed before.
  PERFORM FROM inventory.listings AS listing
    WHERE listing.vendor_id = v_vendor AND listing.id = ANY (ARRAY(
      SELECT (one ->> 'listing_id')::uuid FROM jsonb_array_elements(p_movements) AS one))
    ORDER BY listing.id FOR NO KEY UPDATE;
  WITH asked AS MATERIALIZED (
    SELECT one.*, abs(one.quantity) AS pieces,
      count(*) OVER (PARTITION BY one.listing_id) = 1 AND count(*) OVER (PARTITION BY one.dedupe_key) = 1 AS alone
    FROM ROWS FROM (jsonb_to_recordset(p_movements) AS (
      id uuid, listing_id uuid, location_id uuid, kind text, quantity integer, dedupe_key text, expected integer
    )) WITH ORDINALITY AS one (id, listing_id, location_id, kind, quantity, dedupe_key, expected, place)
  ), plain AS MATERIALIZED (
    SELECT asked.*, change.*, level.listing_id IS NULL AS is_new,
      coalesce(level.on_hand, 0) + change.d_on_hand AS on_hand_after,
      coalesce(level.reserved, 0) + change.d_reserved AS reserved_after,
      coalesce(level.allocated, 0) + change.d_allocated AS allocated_after
    FROM asked
    CROSS JOIN LATERAL (SELECT
      pieces::bigint * CASE
        WHEN kind IN ('receive', 'import_add', 'restock', 'transfer_in') THEN 1
        WHEN kind IN ('transfer_out', 'write_off', 'ship') THEN -1
        WHEN kind = 'adjust' THEN sign(quantity)::integer
        ELSE 0 END AS d_on_hand,
      pieces::bigint * CASE kind WHEN 'reserve' THEN 1 WHEN 'release' THEN -1 WHEN 'allocate' THEN -1 ELSE 0 END AS d_reserved,
      pieces::bigint * CASE kind WHEN 'allocate' THEN 1 WHEN 'deallocate' THEN -1 WHEN 'ship' THEN -1 ELSE 0 END AS d_allocated
    ) AS change
    JOIN inventory.listings AS listing ON listing.vendor_id = v_vendor AND listing.id = asked.listing_id
    JOIN inventory.locations AS stands ON stands.vendor_id = v_vendor AND stands.id = asked.location_id
    LEFT JOIN inventory.stock_levels AS level
      ON level.vendor_id = v_vendor AND level.listing_id = asked.listing_id AND level.location_id = asked.location_id
    WHERE asked.alone AND (asked.quantity > 0 OR (asked.quantity < 0 AND asked.kind = 'adjust'))
      AND listing.grading_company IS NULL -- its pieces are told over all its places
      AND (change.d_on_hand <= 0 OR listing.status <> 'archived')
      AND (level.listing_id IS NOT NULL OR change.d_on_hand > 0)
      AND (asked.expected IS NULL OR asked.expected = coalesce(level.on_hand, 0))
      AND coalesce(level.on_hand, 0) + change.d_on_hand <= 1000000000
      AND coalesce(level.reserved, 0) + change.d_reserved >= 0
      AND coalesce(level.allocated, 0) + change.d_allocated >= 0
      AND coalesce(level.on_hand, 0) + change.d_on_hand >=
        coalesce(level.reserved, 0) + change.d_reserved + coalesce(level.allocated, 0) + change.d_allocated
      AND NOT EXISTS (SELECT FROM inventory.stock_movements AS movement
        WHERE movement.vendor_id = v_vendor AND movement.dedupe_key = asked.dedupe_key)
  ), made AS (
    -- The version that a level has which is made empty and then moved.
    INSERT INTO inventory.stock_levels (vendor_id, listing_id, location_id, on_hand, reserved, allocated, version)
    SELECT v_vendor, listing_id, location_id, on_hand_after, reserved_after, allocated_after, 2 FROM plain WHERE is_new
  ), changed AS (
    UPDATE inventory.stock_levels AS level
    SET on_hand = plain.on_hand_after, reserved = plain.reserved_after, allocated = plain.allocated_after,
      version = level.version + 1
    FROM plain WHERE NOT plain.is_new AND level.vendor_id = v_vendor
      AND level.listing_id = plain.listing_id AND level.location_id = plain.location_id
  ), moved AS (
    INSERT INTO inventory.stock_movements (
      id, vendor_id, listing_id, location_id, kind, quantity, d_on_hand, d_reserved, d_allocated,
      on_hand_after, reserved_after, allocated_after, reason, actor_id, cause, dedupe_key, at)
    SELECT id, v_vendor, listing_id, location_id, kind, pieces, d_on_hand, d_reserved, d_allocated,
      on_hand_after, reserved_after, allocated_after, p_reason, inventory.asking_user(), p_cause, dedupe_key, p_at
    FROM plain ORDER BY place
  )
  SELECT coalesce(array_agg(place), '{}'), array_agg(id), array_agg(on_hand_after), array_agg(reserved_after),
    array_agg(allocated_after)
    INTO v_places, v_ids, v_on_hand, v_reserved, v_allocated FROM plain;
  RETURN QUERY SELECT done.place, 'applied', done.id, done.on_hand, done.reserved, done.allocated
    FROM unnest(v_places, v_ids, v_on_hand, v_reserved, v_allocated) AS done (place, id, on_hand, reserved, allocated);
  RETURN QUERY SELECT one.place::integer, answer.*
    FROM (
      SELECT * FROM ROWS FROM (jsonb_to_recordset(p_movements) AS (
        id uuid, listing_id uuid, location_id uuid, kind text, quantity integer, dedupe_key text, expected integer
      )) WITH ORDINALITY AS every (id, listing_id, location_id, kind, quantity, dedupe_key, expected, place)
      WHERE every.place <> ALL (v_places) ORDER BY every.place
    ) AS one, LATERAL inventory.apply_movement(one.id, one.listing_id, one.location_id, one.kind, one.quantity,
      p_reason, p_cause, one.dedupe_key, one.expected, p_at) AS answer;
END
$$;

-- A card that is written in one statement with its listing is summarised with it, since triggers see whole statements. One
-- that comes later finds a summary without a game, which no card is without.
CREATE OR REPLACE FUNCTION inventory.cards_touched() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM inventory.summarise(array(SELECT touched.listing_id FROM touched
      LEFT JOIN inventory.listing_summaries AS kept
        ON kept.vendor_id = touched.vendor_id AND kept.listing_id = touched.listing_id
      WHERE kept.game IS NULL));
  ELSE
    PERFORM inventory.summarise(array(SELECT listing_id FROM touched));
  END IF;
  PERFORM inventory.index_words(array(SELECT listing_id FROM touched));
  PERFORM inventory.tell_changed(vendor_id, array_agg(listing_id ORDER BY listing_id)) FROM touched GROUP BY vendor_id;
  RETURN NULL;
END
$$;

GRANT CREATE ON SCHEMA inventory TO omni_ledger; -- only to be given the function
ALTER FUNCTION inventory.apply_movements OWNER TO omni_ledger;
REVOKE CREATE ON SCHEMA inventory FROM omni_ledger;
REVOKE ALL ON FUNCTION inventory.apply_movements FROM PUBLIC;
GRANT EXECUTE ON FUNCTION inventory.apply_movements TO omni_vendor;
DO $$
BEGIN
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('REVOKE omni_ledger FROM %I', current_user);
  END IF;
EXCEPTION
  WHEN insufficient_privilege THEN NULL;
END
$$;
