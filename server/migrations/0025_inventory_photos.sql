-- Photos of what vendors keep. The pictures themselves lie beside the database, under names nobody guesses.

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

CREATE TABLE inventory.photos (
  id uuid NOT NULL UNIQUE,
  vendor_id uuid NOT NULL REFERENCES inventory.vendors (id),
  listing_id uuid NOT NULL,
  position integer NOT NULL CHECK (position >= 0),
  -- Of its files: 128 random bits, in hex.
  name text NOT NULL CONSTRAINT photos_name_key UNIQUE CHECK (name ~ '^[0-9a-f]{32}$'),
  width integer NOT NULL CHECK (width BETWEEN 1 AND 1600),
  height integer NOT NULL CHECK (height BETWEEN 1 AND 1600),
  added_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (vendor_id, id),
  FOREIGN KEY (vendor_id, listing_id) REFERENCES inventory.listings (vendor_id, id),
  -- Checked at the end of a statement, so that one may put them into another order.
  CONSTRAINT photos_in_order UNIQUE (vendor_id, listing_id, position) DEFERRABLE INITIALLY IMMEDIATE
);

-- Rises with every change of a listing's photos, so that who has seen the listing learns of it.
ALTER TABLE inventory.listings ADD COLUMN photos_version integer NOT NULL DEFAULT 0;

ALTER TABLE inventory.photos ENABLE ROW LEVEL SECURITY;
ALTER TABLE inventory.photos FORCE ROW LEVEL SECURITY;
CREATE POLICY own_vendor ON inventory.photos TO omni_vendor USING (vendor_id = inventory.current_vendor());
CREATE POLICY ledger_reads ON inventory.photos FOR SELECT TO omni_ledger USING (true);
GRANT SELECT, INSERT, DELETE ON inventory.photos TO omni_vendor;
GRANT UPDATE (position) ON inventory.photos TO omni_vendor;
GRANT SELECT (name, created_at) ON inventory.photos TO omni_ledger;

-- The names of files there must be, in their order: what a sweep compares the files with. Names alone, of no vendor.
CREATE FUNCTION inventory.photo_names(p_after text, p_most integer) RETURNS TABLE (name text, created_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT photo.name, photo.created_at FROM inventory.photos AS photo
  WHERE photo.name > p_after ORDER BY photo.name LIMIT p_most
$$;
GRANT CREATE ON SCHEMA inventory TO omni_ledger; -- only to be given the function
ALTER FUNCTION inventory.photo_names OWNER TO omni_ledger;
REVOKE CREATE ON SCHEMA inventory FROM omni_ledger;
REVOKE ALL ON FUNCTION inventory.photo_names FROM PUBLIC;
DO $$
BEGIN
  EXECUTE format('GRANT EXECUTE ON FUNCTION inventory.photo_names TO %I', current_user);
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('REVOKE omni_ledger FROM %I', current_user);
  END IF;
EXCEPTION
  WHEN insufficient_privilege THEN NULL;
END
$$;
