-- How orders reach stock: through functions of the ledger alone, which take the vendor from the listing.

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

-- What buyers may see of the inventory; neither cost, note, shelf nor barcode.
GRANT USAGE ON SCHEMA inventory TO omni_orders;
DO $$
DECLARE
  one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['vendors', 'listings', 'card_details', 'photos', 'offers', 'stock_levels'] LOOP
    EXECUTE format('CREATE POLICY orders_read ON inventory.%I FOR SELECT TO omni_orders USING (true)', one);
  END LOOP;
END
$$;
GRANT SELECT (id, name, currency, created_at) ON inventory.vendors TO omni_orders;
GRANT SELECT (id, vendor_id, kind, sku, title, condition, grading_company, grade, grade_label, cert_number, subgrades,
  price_minor, currency, status, sold_out_auto, details, created_at, updated_at) ON inventory.listings TO omni_orders;
GRANT SELECT ON inventory.card_details, inventory.photos, inventory.offers, inventory.stock_levels TO omni_orders;

-- A buyer who has no account moves stock too.
ALTER TABLE inventory.stock_movements ALTER COLUMN actor_id DROP NOT NULL;

-- A UUID of version 7 (RFC 9562, 5.7), as the program makes them: the ledger is read in the order of its ids.
CREATE FUNCTION inventory.time_id(p_at timestamptz) RETURNS uuid LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    PLACING substring(int8send(floor(extract(epoch FROM p_at) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
$$;

-- Holds pieces of one listing that is on sale, wherever they lie, all of them or none: the places it took, or no row where
-- there are too few. The vendor is the listing's own, whatever the caller believes. Take listings in the order of their ids.
-- p_key names the hold: "<key>:<location>" is the movement's dedupe_key.
CREATE FUNCTION inventory.hold_pieces(p_listing uuid, p_quantity integer, p_cause text, p_key text, p_at timestamptz)
RETURNS TABLE (location_id uuid, quantity integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  v_before text := current_setting('omni.vendor_id', true);
  v_listing record;
  v_level record;
  v_left integer := p_quantity;
  v_places uuid[] := '{}';
  v_pieces integer[] := '{}';
  v_answer record;
BEGIN
  IF p_quantity < 1 THEN
    RAISE EXCEPTION 'pieces to hold: %', p_quantity;
  END IF;
  -- One that is sold out by itself is on sale again once pieces come back: the keeper of statuses is a moment behind.
  SELECT listing.vendor_id, listing.status = 'active' OR listing.status = 'sold_out' AND listing.sold_out_auto AS on_sale,
    listing.price_minor INTO v_listing
    FROM inventory.listings AS listing WHERE listing.id = p_listing FOR NO KEY UPDATE;
  IF NOT FOUND OR NOT v_listing.on_sale OR v_listing.price_minor IS NULL THEN
    RETURN;
  END IF;
  -- As apply_movement locks: the listing before its levels, and levels by their places.
  FOR v_level IN SELECT level.location_id, level.on_hand - level.reserved - level.allocated AS free
    FROM inventory.stock_levels AS level
    WHERE level.vendor_id = v_listing.vendor_id AND level.listing_id = p_listing
    ORDER BY level.location_id FOR UPDATE
  LOOP
    EXIT WHEN v_left = 0;
    CONTINUE WHEN v_level.free <= 0;
    v_places := v_places || v_level.location_id;
    v_pieces := v_pieces || least(v_level.free, v_left);
    v_left := v_left - least(v_level.free, v_left);
  END LOOP;
  IF v_left > 0 THEN
    RETURN;
  END IF;
  PERFORM set_config('omni.vendor_id', v_listing.vendor_id::text, true);
  FOR i IN 1 .. cardinality(v_places) LOOP
    SELECT * INTO v_answer FROM inventory.apply_movement(inventory.time_id(p_at), p_listing, v_places[i], 'reserve', v_pieces[i], '',
      p_cause, p_key || ':' || v_places[i], NULL, p_at);
    IF v_answer.outcome NOT IN ('applied', 'replayed') THEN
      RAISE EXCEPTION 'hold of %: %', p_listing, v_answer.outcome;
    END IF;
  END LOOP;
  PERFORM set_config('omni.vendor_id', coalesce(v_before, ''), true);
  RETURN QUERY SELECT held.place, held.pieces FROM unnest(v_places, v_pieces) AS held (place, pieces);
END
$$;

-- Goes on with what is promised of one listing at one place: release, allocate or deallocate. The vendor is the listing's own.
CREATE FUNCTION inventory.move_promised(p_listing uuid, p_location uuid, p_kind text, p_quantity integer, p_cause text,
  p_key text, p_at timestamptz) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_before text := current_setting('omni.vendor_id', true);
  v_vendor uuid;
  v_outcome text;
BEGIN
  IF p_kind NOT IN ('release', 'allocate', 'deallocate') THEN
    RAISE EXCEPTION 'not of what is promised: %', p_kind;
  END IF;
  SELECT listing.vendor_id INTO v_vendor FROM inventory.listings AS listing WHERE listing.id = p_listing;
  IF NOT FOUND THEN
    RETURN 'listing_unknown';
  END IF;
  PERFORM set_config('omni.vendor_id', v_vendor::text, true);
  SELECT answer.outcome INTO v_outcome FROM inventory.apply_movement(inventory.time_id(p_at), p_listing, p_location, p_kind, p_quantity,
    '', p_cause, p_key, NULL, p_at) AS answer;
  PERFORM set_config('omni.vendor_id', coalesce(v_before, ''), true);
  RETURN v_outcome;
END
$$;

GRANT CREATE ON SCHEMA inventory TO omni_ledger; -- only to be given the functions
ALTER FUNCTION inventory.hold_pieces OWNER TO omni_ledger;
ALTER FUNCTION inventory.move_promised OWNER TO omni_ledger;
REVOKE CREATE ON SCHEMA inventory FROM omni_ledger;
GRANT SELECT (price_minor, sold_out_auto) ON inventory.listings TO omni_ledger;
REVOKE ALL ON FUNCTION inventory.hold_pieces, inventory.move_promised FROM PUBLIC;
GRANT EXECUTE ON FUNCTION inventory.hold_pieces, inventory.move_promised TO omni_orders;

-- Promises and what is promised: reserved is the sum of the holds, allocated the sum of what lies for lines. There must be no row.
CREATE FUNCTION orders.promise_drift()
  RETURNS TABLE (vendor_id uuid, listing_id uuid, location_id uuid, reserved bigint, held bigint, allocated bigint, owed bigint)
LANGUAGE sql STABLE AS $$
  SELECT level.vendor_id, level.listing_id, level.location_id, level.reserved::bigint, coalesce(held.pieces, 0),
    level.allocated::bigint, coalesce(owed.pieces, 0)
  FROM inventory.stock_levels AS level
  LEFT JOIN (SELECT listing_id, location_id, sum(quantity) AS pieces FROM orders.holds WHERE status = 'active' GROUP BY 1, 2) AS held
    ON held.listing_id = level.listing_id AND held.location_id = level.location_id
  LEFT JOIN (SELECT listing_id, location_id, sum(quantity) AS pieces FROM orders.line_places GROUP BY 1, 2) AS owed
    ON owed.listing_id = level.listing_id AND owed.location_id = level.location_id
  WHERE level.reserved <> coalesce(held.pieces, 0) OR level.allocated <> coalesce(owed.pieces, 0)
$$;

DO $$
BEGIN
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('REVOKE omni_ledger FROM %I', current_user);
  END IF;
EXCEPTION
  WHEN insufficient_privilege THEN NULL;
END
$$;
