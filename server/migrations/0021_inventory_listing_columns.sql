-- What a listing holds besides: the barcode a scanner types, when it is few, and which printing of the catalogue it is.

ALTER TABLE inventory.listings
  ADD COLUMN barcode text CHECK (barcode ~ '^[A-Za-z0-9-]{4,48}$'),
  -- Fewer available than this is few; null: never.
  ADD COLUMN low_stock_at integer CHECK (low_stock_at BETWEEN 0 AND 1000000);
CREATE INDEX listings_by_barcode ON inventory.listings (vendor_id, upper(barcode)) WHERE barcode IS NOT NULL;

-- Of the shared catalogue; null where the card was typed by hand. No key holds it: a catalogue may be imported anew.
ALTER TABLE inventory.card_details ADD COLUMN printing_id uuid;
CREATE INDEX card_details_by_printing ON inventory.card_details (vendor_id, printing_id) WHERE printing_id IS NOT NULL;
