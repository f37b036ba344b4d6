-- A listing that cannot be looked at stands aside, so that the others go on; the photos that a spreadsheet names are
-- fetched after it; and what other vendors ask for the same thing tells what stock would bring.

-- Listings at which a look failed though they were looked at alone. They are not in the queue meanwhile.
CREATE TABLE inventory.set_aside_listings (
  vendor_id uuid NOT NULL,
  listing_id uuid NOT NULL,
  -- Looks that failed, the last of them when, and why.
  attempts integer NOT NULL CHECK (attempts > 0),
  tried_at timestamptz NOT NULL,
  last_error text NOT NULL CHECK (char_length(last_error) <= 500),
  -- When it is looked at again.
  next_at timestamptz NOT NULL,
  PRIMARY KEY (vendor_id, listing_id),
  FOREIGN KEY (vendor_id, listing_id) REFERENCES inventory.listings (vendor_id, id)
);
CREATE INDEX set_aside_listings_due ON inventory.set_aside_listings (next_at);

-- Photos that rows of an import name, each with what came of it.
CREATE TABLE inventory.import_photos (
  vendor_id uuid NOT NULL,
  import_id uuid NOT NULL,
  line integer NOT NULL,
  -- Among those of its row, from 1.
  place integer NOT NULL CHECK (place > 0),
  listing_id uuid NOT NULL,
  url text NOT NULL CHECK (char_length(url) BETWEEN 1 AND 2048),
  -- `known`: the listing had this picture already.
  status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'added', 'known', 'failed')),
  -- Fetches that were begun: one that ends its process every time must not do so for ever.
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  photo_id uuid,
  PRIMARY KEY (vendor_id, import_id, line, place),
  FOREIGN KEY (vendor_id, import_id) REFERENCES inventory.imports (vendor_id, id) ON DELETE CASCADE,
  CONSTRAINT import_photos_added_is_named CHECK ((status = 'added') = (photo_id IS NOT NULL))
);
CREATE INDEX import_photos_waiting ON inventory.import_photos (vendor_id, import_id, line, place)
  WHERE status = 'waiting';

-- Imports whose photos are being fetched or wait for it: names them and holds nothing of theirs, since a worker looks for
-- them before it acts for a vendor. A claim that is not renewed runs out, and another worker goes on.
CREATE TABLE inventory.import_photo_work (
  vendor_id uuid NOT NULL,
  import_id uuid NOT NULL,
  requested_by uuid NOT NULL,
  requested_at timestamptz NOT NULL,
  claim uuid,
  claimed_until timestamptz,
  PRIMARY KEY (vendor_id, import_id),
  FOREIGN KEY (vendor_id, import_id) REFERENCES inventory.imports (vendor_id, id) ON DELETE CASCADE
);

-- Where a picture came from, if it was fetched for a spreadsheet: the same file again brings no second one.
ALTER TABLE inventory.photos ADD COLUMN source_url text CHECK (char_length(source_url) BETWEEN 1 AND 2048);

-- Null: nobody asked on that day what others ask.
ALTER TABLE inventory.value_days
  ADD COLUMN market_minor bigint CHECK (market_minor >= 0),
  ADD COLUMN pieces_with_market bigint CHECK (pieces_with_market >= 0),
  ADD CONSTRAINT value_days_market_is_whole CHECK ((market_minor IS NULL) = (pieces_with_market IS NULL));

DO $$
DECLARE
  one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['set_aside_listings', 'import_photos', 'import_photo_work'] LOOP
    EXECUTE format('ALTER TABLE inventory.%I ENABLE ROW LEVEL SECURITY', one);
    EXECUTE format('ALTER TABLE inventory.%I FORCE ROW LEVEL SECURITY', one);
    EXECUTE format(
      'CREATE POLICY own_vendor ON inventory.%I TO omni_vendor USING (vendor_id = inventory.current_vendor())', one);
    EXECUTE format('GRANT SELECT ON inventory.%I TO omni_vendor', one);
  END LOOP;
END
$$;
GRANT INSERT, UPDATE, DELETE ON inventory.import_photos, inventory.import_photo_work TO omni_vendor;
CREATE POLICY of_workers ON inventory.import_photo_work FOR SELECT TO omni_vendor
  USING (inventory.current_vendor() IS NULL AND inventory.works_imports());
CREATE POLICY claims_of_workers ON inventory.import_photo_work FOR UPDATE TO omni_vendor
  USING (inventory.current_vendor() IS NULL AND inventory.works_imports());
CREATE POLICY shop_works ON inventory.set_aside_listings TO omni_shop USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON inventory.set_aside_listings TO omni_shop;

-- Of the transaction's vendor: the lowest price that others ask now for what each of its listings is, in the listing's
-- currency. Prices that anybody sees, and nothing of who asks them.
CREATE FUNCTION inventory.market_prices() RETURNS TABLE (listing_id uuid, market_minor bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT own.listing_id, lowest.price_minor
  FROM inventory.offers AS own
  JOIN LATERAL (
    SELECT other.price_minor FROM inventory.offers AS other
    WHERE other.instrument_id = own.instrument_id AND other.price_minor IS NOT NULL AND other.vendor_id <> own.vendor_id
    ORDER BY other.price_minor LIMIT 1
  ) AS lowest ON true
  WHERE own.vendor_id = inventory.current_vendor() AND own.instrument_id IS NOT NULL
$$;
REVOKE ALL ON FUNCTION inventory.market_prices FROM PUBLIC;
GRANT EXECUTE ON FUNCTION inventory.market_prices TO omni_vendor;
GRANT CREATE ON SCHEMA inventory TO omni_shop; -- only to be given the function
ALTER FUNCTION inventory.market_prices OWNER TO omni_shop;
REVOKE CREATE ON SCHEMA inventory FROM omni_shop;
