-- Counts; the only writer of stock; and who may see and write what of the inventory.

-- A count of one location: what was counted beside what the ledger said at that moment.
CREATE TABLE inventory.counts (
  id uuid NOT NULL UNIQUE,
  vendor_id uuid NOT NULL,
  location_id uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('open', 'applied', 'cancelled')),
  started_by uuid NOT NULL,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (vendor_id, id),
  FOREIGN KEY (vendor_id, location_id) REFERENCES inventory.locations (vendor_id, id),
  CONSTRAINT counts_end_is_whole CHECK ((status = 'open') = (ended_at IS NULL))
);

CREATE TABLE inventory.count_entries (
  vendor_id uuid NOT NULL,
  count_id uuid NOT NULL,
  listing_id uuid NOT NULL,
  counted integer NOT NULL CHECK (counted >= 0),
  on_hand_seen integer NOT NULL CHECK (on_hand_seen >= 0),
  counted_by uuid NOT NULL,
  counted_at timestamptz NOT NULL,
  PRIMARY KEY (vendor_id, count_id, listing_id),
  FOREIGN KEY (vendor_id, count_id) REFERENCES inventory.counts (vendor_id, id),
  FOREIGN KEY (vendor_id, listing_id) REFERENCES inventory.listings (vendor_id, id)
);

CREATE FUNCTION inventory.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'inventory.% is append-only', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER stock_movements_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON inventory.stock_movements
  FOR EACH STATEMENT EXECUTE FUNCTION inventory.refuse_change();
CREATE TRIGGER listing_changes_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON inventory.listing_changes
  FOR EACH STATEMENT EXECUTE FUNCTION inventory.refuse_change();
CREATE TRIGGER price_changes_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON inventory.price_changes
  FOR EACH STATEMENT EXECUTE FUNCTION inventory.refuse_change();

-- Applies one movement to the level of one listing at one place, and appends it to the ledger. It changes nothing but
-- by a movement, and answers with an outcome instead of an error, so that its caller's transaction lives on:
--
--   applied            the level and the movement are written
--   replayed           the key did this before; the answer is the movement of then
--   key_reused         the key did something else before
--   listing_unknown, location_unknown    not of the vendor that omni.vendor_id names
--   stale              p_expected is not what is on hand; the answer is what is
--   insufficient       less is free than was asked for; the answer is what is on hand
--   single, archived, too_many           a graded piece is one; an archived listing takes in nothing; 10^9 is the end
--
-- Order of locks, for whoever takes several in one transaction: listings by id, and within one its places by id.
-- p_quantity counts pieces and is greater than 0; for an adjustment it bears its sign.
CREATE FUNCTION inventory.apply_movement(
  p_id uuid, p_listing uuid, p_location uuid, p_kind text, p_quantity integer, p_reason text, p_cause text,
  p_dedupe_key text, p_expected integer, p_at timestamptz
) RETURNS TABLE (outcome text, movement_id uuid, on_hand integer, reserved integer, allocated integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  v_vendor uuid := inventory.current_vendor();
  v_listing record;
  v_level record;
  v_before record;
  v_sign integer := CASE WHEN p_quantity < 0 THEN -1 ELSE 1 END;
  v_pieces integer := abs(p_quantity);
  v_on_hand integer := CASE
    WHEN p_kind IN ('receive', 'import_add', 'restock', 'transfer_in') THEN 1
    WHEN p_kind IN ('transfer_out', 'write_off', 'ship') THEN -1
    WHEN p_kind = 'adjust' THEN v_sign
    ELSE 0 END * v_pieces;
  v_reserved integer := CASE p_kind WHEN 'reserve' THEN 1 WHEN 'release' THEN -1 WHEN 'allocate' THEN -1 ELSE 0 END * v_pieces;
  v_allocated integer := CASE p_kind WHEN 'allocate' THEN 1 WHEN 'deallocate' THEN -1 WHEN 'ship' THEN -1 ELSE 0 END * v_pieces;
BEGIN
  IF p_quantity = 0 OR (p_quantity < 0 AND p_kind <> 'adjust') THEN
    RAISE EXCEPTION 'a movement of % pieces by %', p_quantity, p_kind;
  END IF;
  -- An edit that turns the listing into a graded piece, or archives it, comes before this or after it.
  SELECT listing.status, listing.grading_company IS NOT NULL AS graded INTO v_listing
    FROM inventory.listings AS listing WHERE listing.vendor_id = v_vendor AND listing.id = p_listing FOR KEY SHARE;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'listing_unknown', NULL::uuid, 0, 0, 0; RETURN;
  END IF;
  -- Pieces of a graded listing are told over all its places: its movements queue here, before any level is locked.
  IF v_listing.graded THEN
    PERFORM FROM inventory.listings AS listing
      WHERE listing.vendor_id = v_vendor AND listing.id = p_listing FOR NO KEY UPDATE;
  END IF;
  PERFORM FROM inventory.locations AS place WHERE place.vendor_id = v_vendor AND place.id = p_location;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'location_unknown', NULL::uuid, 0, 0, 0; RETURN;
  END IF;
  IF v_on_hand > 0 THEN
    INSERT INTO inventory.stock_levels AS made (vendor_id, listing_id, location_id, on_hand, reserved, allocated, version)
      VALUES (v_vendor, p_listing, p_location, 0, 0, 0, 1) ON CONFLICT DO NOTHING;
  END IF;
  SELECT level.on_hand, level.reserved, level.allocated INTO v_level FROM inventory.stock_levels AS level
    WHERE level.vendor_id = v_vendor AND level.listing_id = p_listing AND level.location_id = p_location FOR UPDATE;
  IF NOT FOUND THEN
    SELECT 0 AS on_hand, 0 AS reserved, 0 AS allocated INTO v_level;
  END IF;
  -- Asked with the level locked: whoever holds the same key there has committed.
  SELECT movement.* INTO v_before FROM inventory.stock_movements AS movement
    WHERE movement.vendor_id = v_vendor AND movement.dedupe_key = p_dedupe_key;
  IF FOUND THEN
    RETURN QUERY SELECT
      CASE WHEN v_before.listing_id = p_listing AND v_before.location_id = p_location AND v_before.kind = p_kind
        AND v_before.quantity = v_pieces AND v_before.d_on_hand = v_on_hand THEN 'replayed' ELSE 'key_reused' END,
      v_before.id, v_before.on_hand_after, v_before.reserved_after, v_before.allocated_after;
    RETURN;
  END IF;
  outcome := CASE
    WHEN p_expected IS NOT NULL AND p_expected <> v_level.on_hand THEN 'stale'
    WHEN v_on_hand > 0 AND v_listing.status = 'archived' THEN 'archived'
    WHEN v_level.on_hand::bigint + v_on_hand > 1000000000 THEN 'too_many'
    WHEN v_level.reserved + v_reserved < 0 OR v_level.allocated + v_allocated < 0
      OR v_level.on_hand + v_on_hand < v_level.reserved::bigint + v_reserved + v_level.allocated + v_allocated
      THEN 'insufficient'
    WHEN v_listing.graded AND v_on_hand > 0 AND p_kind <> 'transfer_in' AND v_on_hand + (
      SELECT coalesce(sum(level.on_hand), 0) FROM inventory.stock_levels AS level
      WHERE level.vendor_id = v_vendor AND level.listing_id = p_listing) > 1 THEN 'single'
    ELSE 'applied' END;
  IF outcome <> 'applied' THEN
    RETURN QUERY SELECT outcome, NULL::uuid, v_level.on_hand, v_level.reserved, v_level.allocated; RETURN;
  END IF;
  UPDATE inventory.stock_levels AS level
    SET on_hand = level.on_hand + v_on_hand, reserved = level.reserved + v_reserved,
        allocated = level.allocated + v_allocated, version = level.version + 1
    WHERE level.vendor_id = v_vendor AND level.listing_id = p_listing AND level.location_id = p_location
    RETURNING level.on_hand, level.reserved, level.allocated INTO v_level;
  INSERT INTO inventory.stock_movements (
    id, vendor_id, listing_id, location_id, kind, quantity, d_on_hand, d_reserved, d_allocated,
    on_hand_after, reserved_after, allocated_after, reason, actor_id, cause, dedupe_key, at
  ) VALUES (
    p_id, v_vendor, p_listing, p_location, p_kind, v_pieces, v_on_hand, v_reserved, v_allocated,
    v_level.on_hand, v_level.reserved, v_level.allocated, p_reason, inventory.asking_user(), p_cause, p_dedupe_key, p_at
  );
  RETURN QUERY SELECT outcome, p_id, v_level.on_hand, v_level.reserved, v_level.allocated;
END
$$;

-- Levels that are not the sum of their movements: there must be none.
CREATE FUNCTION inventory.drift()
  RETURNS TABLE (vendor_id uuid, listing_id uuid, location_id uuid, on_hand bigint, moved bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT level.vendor_id, level.listing_id, level.location_id, level.on_hand::bigint, coalesce(sum(movement.d_on_hand), 0)
  FROM inventory.stock_levels AS level
  LEFT JOIN inventory.stock_movements AS movement
    ON movement.vendor_id = level.vendor_id AND movement.listing_id = level.listing_id
    AND movement.location_id = level.location_id
  GROUP BY level.vendor_id, level.listing_id, level.location_id
  HAVING level.on_hand <> coalesce(sum(movement.d_on_hand), 0)
    OR level.reserved <> coalesce(sum(movement.d_reserved), 0)
    OR level.allocated <> coalesce(sum(movement.d_allocated), 0)
$$;

GRANT USAGE ON SCHEMA inventory TO omni_vendor, omni_ledger;
GRANT CREATE ON SCHEMA inventory TO omni_ledger; -- only to be given the functions
ALTER FUNCTION inventory.apply_movement OWNER TO omni_ledger;
ALTER FUNCTION inventory.drift OWNER TO omni_ledger;
REVOKE CREATE ON SCHEMA inventory FROM omni_ledger;

DO $$
DECLARE
  one text;
BEGIN
  FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'inventory' ORDER BY tablename LOOP
    EXECUTE format('ALTER TABLE inventory.%I ENABLE ROW LEVEL SECURITY', one);
    EXECUTE format('ALTER TABLE inventory.%I FORCE ROW LEVEL SECURITY', one);
    EXECUTE format(
      'CREATE POLICY own_vendor ON inventory.%I TO omni_vendor USING (%s = inventory.current_vendor())',
      one, CASE one WHEN 'vendors' THEN 'id' ELSE 'vendor_id' END
    );
  END LOOP;
END
$$;
-- Which vendors a user serves is asked before one of them is named, never while: a vendor's transaction sees its own alone.
CREATE POLICY own_membership ON inventory.staff FOR SELECT TO omni_vendor
  USING (inventory.current_vendor() IS NULL AND user_id = inventory.asking_user());
CREATE POLICY own_vendors ON inventory.vendors FOR SELECT TO omni_vendor
  USING (inventory.current_vendor() IS NULL AND id IN (SELECT staff.vendor_id FROM inventory.staff WHERE staff.user_id = inventory.asking_user()));
CREATE POLICY all_names ON inventory.vendors FOR SELECT TO omni_vendor USING (inventory.lists_all());
CREATE POLICY held ON inventory.invitations FOR SELECT TO omni_vendor USING (token_hash = inventory.held_invitation());
CREATE POLICY ledger_locks ON inventory.listings TO omni_ledger USING (true);
CREATE POLICY ledger_reads ON inventory.locations FOR SELECT TO omni_ledger USING (true);
CREATE POLICY ledger_writes ON inventory.stock_levels TO omni_ledger USING (true);
CREATE POLICY ledger_writes ON inventory.stock_movements TO omni_ledger USING (true);

-- The program: levels and movements are read and never written; history is added to and never changed.
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA inventory TO omni_vendor;
REVOKE INSERT ON inventory.stock_levels, inventory.stock_movements FROM omni_vendor;
GRANT UPDATE ON inventory.listings, inventory.card_details, inventory.invitations, inventory.visits,
  inventory.counts, inventory.count_entries TO omni_vendor;
GRANT UPDATE (name) ON inventory.vendors, inventory.locations TO omni_vendor;
GRANT UPDATE (role) ON inventory.staff TO omni_vendor;
GRANT DELETE ON inventory.staff, inventory.invitations TO omni_vendor;

GRANT SELECT ON inventory.listings, inventory.locations TO omni_ledger;
GRANT UPDATE (updated_at) ON inventory.listings TO omni_ledger; -- what locking a row asks for; it is never used
GRANT SELECT, INSERT ON inventory.stock_levels, inventory.stock_movements TO omni_ledger;
GRANT UPDATE (on_hand, reserved, allocated, version) ON inventory.stock_levels TO omni_ledger;

REVOKE ALL ON FUNCTION inventory.apply_movement, inventory.drift FROM PUBLIC;
GRANT EXECUTE ON FUNCTION inventory.apply_movement TO omni_vendor;
DO $$
BEGIN
  EXECUTE format('GRANT EXECUTE ON FUNCTION inventory.drift TO %I', current_user);
END
$$;

-- Only its functions act as the ledger: whoever migrates needed the role to give them away, and hands it back. A
-- superuser never had to ask, and what an administrator granted is theirs to take.
DO $$
BEGIN
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('REVOKE omni_ledger FROM %I', current_user);
  END IF;
EXCEPTION
  WHEN insufficient_privilege THEN NULL;
END
$$;
