-- Changes of many listings in one go, with what is needed to take one back; and what the stock was worth, day by day.

CREATE TABLE inventory.bulk_edits (
  id uuid NOT NULL UNIQUE,
  vendor_id uuid NOT NULL REFERENCES inventory.vendors (id),
  -- What was asked for, as the wire has it: the selection and the change.
  selection jsonb NOT NULL CHECK (jsonb_typeof(selection) = 'object'),
  change jsonb NOT NULL CHECK (jsonb_typeof(change) = 'object'),
  -- Listings it changed.
  count integer NOT NULL CHECK (count >= 0),
  reason text NOT NULL CHECK (char_length(reason) <= 300),
  actor_id uuid NOT NULL,
  at timestamptz NOT NULL,
  undone_at timestamptz,
  undone_by uuid,
  -- Listings that the undo left alone.
  kept integer NOT NULL DEFAULT 0 CHECK (kept BETWEEN 0 AND count),
  PRIMARY KEY (vendor_id, id),
  CONSTRAINT bulk_edits_undo_is_whole CHECK ((undone_at IS NULL) = (undone_by IS NULL))
);

-- What an edit did to each listing. Needed while it can be undone, and deleted after that: the history of each listing
-- and the ledger keep it for good.
CREATE TABLE inventory.bulk_edit_listings (
  vendor_id uuid NOT NULL,
  edit_id uuid NOT NULL,
  listing_id uuid NOT NULL,
  -- Fields by name, before and after.
  before jsonb NOT NULL CHECK (jsonb_typeof(before) = 'object'),
  after jsonb NOT NULL CHECK (jsonb_typeof(after) = 'object'),
  -- Pieces that left each location for the one that the change names: [{"location_id": …, "quantity": …}].
  moved jsonb NOT NULL CHECK (jsonb_typeof(moved) = 'array'),
  PRIMARY KEY (vendor_id, edit_id, listing_id),
  FOREIGN KEY (vendor_id, edit_id) REFERENCES inventory.bulk_edits (vendor_id, id),
  FOREIGN KEY (vendor_id, listing_id) REFERENCES inventory.listings (vendor_id, id)
);

-- What was on hand at the end of a day in UTC, by currency. A day without pieces has a row of zeros in the vendor's own.
CREATE TABLE inventory.value_days (
  vendor_id uuid NOT NULL REFERENCES inventory.vendors (id),
  day date NOT NULL,
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  pieces bigint NOT NULL CHECK (pieces >= 0),
  cost_minor bigint NOT NULL CHECK (cost_minor >= 0),
  price_minor bigint NOT NULL CHECK (price_minor >= 0),
  PRIMARY KEY (vendor_id, day, currency)
);

DO $$
DECLARE
  one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['bulk_edits', 'bulk_edit_listings', 'value_days'] LOOP
    EXECUTE format('ALTER TABLE inventory.%I ENABLE ROW LEVEL SECURITY', one);
    EXECUTE format('ALTER TABLE inventory.%I FORCE ROW LEVEL SECURITY', one);
    EXECUTE format(
      'CREATE POLICY own_vendor ON inventory.%I TO omni_vendor USING (vendor_id = inventory.current_vendor())', one);
    EXECUTE format('GRANT SELECT, INSERT ON inventory.%I TO omni_vendor', one);
  END LOOP;
END
$$;
GRANT UPDATE (count, kept, undone_at, undone_by) ON inventory.bulk_edits TO omni_vendor;
GRANT DELETE ON inventory.bulk_edit_listings TO omni_vendor;
