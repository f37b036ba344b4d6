-- What is listed can be watched: an instrument for every thing that vendors offer, and the lowest price asked for it.
-- Triggers note which listings changed; one worker at a time turns that into offers, prices, statuses and notices. It acts
-- as the role omni_shop, which sees of every vendor's listings what buyers may see, and neither cost nor note.

DO $$
DECLARE
  -- From 16 on, whoever makes a role may hand it out, but is not in it.
  needed text := CASE WHEN current_setting('server_version_num')::integer >= 160000 THEN 'SET' ELSE 'MEMBER' END;
BEGIN
  BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'omni_shop') THEN
      BEGIN
        CREATE ROLE omni_shop NOLOGIN NOINHERIT;
      EXCEPTION
        WHEN duplicate_object OR unique_violation THEN NULL; -- another database of this server was quicker
      END;
    END IF;
    IF NOT pg_has_role(current_user, 'omni_shop', needed) THEN
      EXECUTE format('GRANT omni_shop TO %I', current_user);
    END IF;
  EXCEPTION
    WHEN insufficient_privilege THEN
      RAISE EXCEPTION '% is not in the role omni_shop, and may not make it so', current_user
        USING HINT = format(
          'As a superuser: CREATE ROLE omni_shop NOLOGIN NOINHERIT; (if it is missing) GRANT omni_shop TO %I;', current_user);
  END;
END
$$;

ALTER TABLE market.instruments
  DROP CONSTRAINT instruments_kind_check,
  ADD CONSTRAINT instruments_kind_check
    CHECK (kind IN ('stock', 'etf', 'coin', 'index', 'currency', 'commodity', 'collectible')) NOT VALID,
  DROP CONSTRAINT instruments_origin_check,
  ADD CONSTRAINT instruments_origin_check CHECK (origin IN ('seed', 'import', 'admin', 'shop')) NOT VALID;
ALTER TABLE market.instruments VALIDATE CONSTRAINT instruments_kind_check;
ALTER TABLE market.instruments VALIDATE CONSTRAINT instruments_origin_check;

-- Spellings of one symbol meet in this form: a symbol is looked for among tens of thousands.
CREATE INDEX instruments_by_symbol_key ON market.instruments (regexp_replace(symbol, '[-/ _]+', '.', 'g'));

-- What an instrument of kind collectible is: the same key is the same thing, whoever lists it.
CREATE TABLE market.collectibles (
  instrument_id uuid PRIMARY KEY REFERENCES market.instruments (id),
  key text NOT NULL CONSTRAINT collectibles_key_unique UNIQUE CHECK (length(key) BETWEEN 1 AND 900),
  -- Minor units in a unit of its currency, as a power of ten.
  minor_digits smallint NOT NULL CHECK (minor_digits BETWEEN 0 AND 4)
);

-- The lowest price asked for each, by whoever: what the provider `shop` tells.
CREATE TABLE market.shop_prices (
  instrument_id uuid PRIMARY KEY REFERENCES market.instruments (id),
  -- The last one that was asked, while nothing is for sale.
  price numeric NOT NULL CHECK (price > 0),
  -- Since when.
  at timestamptz NOT NULL,
  for_sale boolean NOT NULL,
  -- When pieces were last offered again after none were; null: never.
  returned_at timestamptz,
  -- Rises with every change, in the order of commits: "after seq" misses nothing.
  seq bigint NOT NULL CONSTRAINT shop_prices_seq_unique UNIQUE
) WITH (fillfactor = 70);
CREATE SEQUENCE market.shop_prices_seq OWNED BY market.shop_prices.seq;

ALTER TABLE notifications.inbox
  DROP CONSTRAINT inbox_kind_check,
  ADD CONSTRAINT inbox_kind_check
    CHECK (kind IN ('alert_fired', 'alert_changed', 'account', 'delivery', 'low_stock')) NOT VALID;
ALTER TABLE notifications.inbox VALIDATE CONSTRAINT inbox_kind_check;

ALTER TABLE alerts.alerts
  DROP CONSTRAINT alerts_condition_type_check,
  ADD CONSTRAINT alerts_condition_type_check CHECK (condition_type IN ('PRICE_ABOVE', 'PRICE_BELOW', 'CROSSES',
    'CROSSES_UP', 'CROSSES_DOWN', 'PERCENT_CHANGE', 'RANGE_ENTER', 'RANGE_LEAVE', 'NEW_HIGH', 'NEW_LOW', 'VOLUME_ABOVE',
    'BACK_IN_STOCK')) NOT VALID,
  DROP CONSTRAINT alerts_and_condition_type_check,
  ADD CONSTRAINT alerts_and_condition_type_check CHECK (and_condition_type IN ('PRICE_ABOVE', 'PRICE_BELOW', 'CROSSES',
    'CROSSES_UP', 'CROSSES_DOWN', 'PERCENT_CHANGE', 'RANGE_ENTER', 'RANGE_LEAVE', 'NEW_HIGH', 'NEW_LOW', 'VOLUME_ABOVE',
    'BACK_IN_STOCK')) NOT VALID;
ALTER TABLE alerts.alerts VALIDATE CONSTRAINT alerts_condition_type_check;
ALTER TABLE alerts.alerts VALIDATE CONSTRAINT alerts_and_condition_type_check;

-- True: stock that ran out made it sold out, and stock that comes back makes it active again.
ALTER TABLE inventory.listings ADD COLUMN sold_out_auto boolean NOT NULL DEFAULT false;
-- Null: nobody did it; stock ran out or came back.
ALTER TABLE inventory.listing_changes ALTER COLUMN actor_id DROP NOT NULL;

-- Whoever sets a status says what is true from then on.
CREATE FUNCTION inventory.forget_automatic() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  NEW.sold_out_auto := false;
  RETURN NEW;
END
$$;
CREATE TRIGGER listings_forget_automatic BEFORE UPDATE OF status ON inventory.listings
  FOR EACH ROW WHEN (OLD.sold_out_auto AND NEW.sold_out_auto AND OLD.status <> NEW.status)
  EXECUTE FUNCTION inventory.forget_automatic();

-- Listings that changed and were not looked at yet. Writers only add, and never touch each other's rows: two movements of
-- one listing must not wait for each other here, after they have locked their levels.
CREATE TABLE inventory.changed_listings (
  vendor_id uuid NOT NULL,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  listing_id uuid NOT NULL,
  PRIMARY KEY (vendor_id, listing_id, seq)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
CREATE INDEX changed_listings_in_order ON inventory.changed_listings (seq);

-- What each listing offers at the moment, and how much of it was there when it was last looked at.
CREATE TABLE inventory.offers (
  vendor_id uuid NOT NULL,
  listing_id uuid NOT NULL,
  -- Null: it was never for sale.
  instrument_id uuid REFERENCES market.instruments (id),
  instrument_symbol text,
  -- Null: not for sale now.
  price_minor bigint CHECK (price_minor > 0),
  available bigint NOT NULL,
  is_low boolean NOT NULL,
  -- It fell below, and its vendor was not told yet.
  low_untold boolean NOT NULL,
  PRIMARY KEY (vendor_id, listing_id),
  FOREIGN KEY (vendor_id, listing_id) REFERENCES inventory.listings (vendor_id, id),
  CONSTRAINT offers_instrument_is_whole CHECK ((instrument_id IS NULL) = (instrument_symbol IS NULL)),
  CONSTRAINT offers_price_has_instrument CHECK (price_minor IS NULL OR instrument_id IS NOT NULL),
  CONSTRAINT offers_untold_is_low CHECK (is_low OR NOT low_untold)
) WITH (fillfactor = 80);
CREATE INDEX offers_by_instrument ON inventory.offers (instrument_id, price_minor) WHERE price_minor IS NOT NULL;
CREATE INDEX offers_untold ON inventory.offers (vendor_id, listing_id) WHERE low_untold;

ALTER TABLE inventory.changed_listings ENABLE ROW LEVEL SECURITY;
ALTER TABLE inventory.changed_listings FORCE ROW LEVEL SECURITY;
ALTER TABLE inventory.offers ENABLE ROW LEVEL SECURITY;
ALTER TABLE inventory.offers FORCE ROW LEVEL SECURITY;
CREATE POLICY own_vendor ON inventory.changed_listings FOR SELECT TO omni_vendor USING (vendor_id = inventory.current_vendor());
CREATE POLICY own_vendor ON inventory.offers FOR SELECT TO omni_vendor USING (vendor_id = inventory.current_vendor());
GRANT SELECT ON inventory.changed_listings, inventory.offers TO omni_vendor;

GRANT USAGE ON SCHEMA inventory TO omni_shop;
DO $$
DECLARE
  one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['changed_listings', 'offers', 'listings', 'listing_changes'] LOOP
    EXECUTE format('CREATE POLICY shop_works ON inventory.%I TO omni_shop USING (true)', one);
  END LOOP;
  FOREACH one IN ARRAY ARRAY['card_details', 'stock_levels', 'vendors', 'staff'] LOOP
    EXECUTE format('CREATE POLICY shop_reads ON inventory.%I FOR SELECT TO omni_shop USING (true)', one);
  END LOOP;
END
$$;
GRANT SELECT, INSERT, DELETE ON inventory.changed_listings TO omni_shop;
GRANT SELECT, INSERT, UPDATE ON inventory.offers TO omni_shop;
GRANT SELECT (id, vendor_id, kind, title, condition, grading_company, grade, grade_label, price_minor, currency,
  low_stock_at, status, sold_out_auto, version, updated_at) ON inventory.listings TO omni_shop;
GRANT UPDATE (status, sold_out_auto, version, updated_at) ON inventory.listings TO omni_shop;
GRANT INSERT ON inventory.listing_changes TO omni_shop;
GRANT SELECT ON inventory.card_details TO omni_shop;
GRANT SELECT (vendor_id, listing_id, on_hand, reserved, allocated) ON inventory.stock_levels TO omni_shop;
GRANT SELECT (id, name) ON inventory.vendors TO omni_shop;
GRANT SELECT (vendor_id, user_id, role) ON inventory.staff TO omni_shop;

-- Statement by statement, whoever writes: no writer has to remember to tell.
CREATE FUNCTION inventory.note_listings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO inventory.changed_listings (vendor_id, listing_id) SELECT vendor_id, id FROM touched;
  RETURN NULL;
END
$$;
CREATE FUNCTION inventory.note_pieces() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO inventory.changed_listings (vendor_id, listing_id) SELECT DISTINCT vendor_id, listing_id FROM touched;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION inventory.note_listings, inventory.note_pieces FROM PUBLIC;
GRANT CREATE ON SCHEMA inventory TO omni_shop; -- only to be given the functions
ALTER FUNCTION inventory.note_listings OWNER TO omni_shop;
ALTER FUNCTION inventory.note_pieces OWNER TO omni_shop;
REVOKE CREATE ON SCHEMA inventory FROM omni_shop;

CREATE TRIGGER listings_note_added AFTER INSERT ON inventory.listings
  REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION inventory.note_listings();
CREATE TRIGGER listings_note_changed AFTER UPDATE ON inventory.listings
  REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION inventory.note_listings();
CREATE TRIGGER card_details_note_changed AFTER UPDATE ON inventory.card_details
  REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION inventory.note_pieces();
CREATE TRIGGER stock_levels_note_added AFTER INSERT ON inventory.stock_levels
  REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION inventory.note_pieces();
CREATE TRIGGER stock_levels_note_changed AFTER UPDATE ON inventory.stock_levels
  REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION inventory.note_pieces();

-- What is listed already. Whoever owns the table sees its rows only where the wall is not forced.
ALTER TABLE inventory.listings NO FORCE ROW LEVEL SECURITY;
ALTER TABLE inventory.changed_listings NO FORCE ROW LEVEL SECURITY;
INSERT INTO inventory.changed_listings (vendor_id, listing_id) SELECT vendor_id, id FROM inventory.listings ORDER BY id;
ALTER TABLE inventory.listings FORCE ROW LEVEL SECURITY;
ALTER TABLE inventory.changed_listings FORCE ROW LEVEL SECURITY;
