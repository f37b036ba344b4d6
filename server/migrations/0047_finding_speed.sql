-- Facets that are counted from numbers, and beginnings of words that are named.

-- Which set a listing is of, and what else facets tell of it, as one number each: equal where the columns are, whatever they
-- hold. A shop has a few hundred of each, and tens of thousands of both together.
ALTER TABLE inventory.listing_summaries
  DROP COLUMN facet_key,
  ADD COLUMN set_part bigint NOT NULL GENERATED ALWAYS AS (hash_record_extended(ROW(set_code, set_name), 0)) STORED,
  ADD COLUMN rest_part bigint NOT NULL GENERATED ALWAYS AS (hash_record_extended(
    ROW(status, kind, condition, grading_company, game, finish, language, places), 0)) STORED;
-- All that filters read of a vendor's listings, beside each other wherever the table has them. It went with the column.
CREATE INDEX listing_summaries_by_facets ON inventory.listing_summaries (vendor_id, rest_part, set_part)
  INCLUDE (status, kind, condition, grading_company, game, set_code, set_name, finish, language, places, price_minor,
    has_cost, low_stock_at, on_hand, available, listing_id);
-- All that facets read where each listing is asked nothing else: small, and without a text to step over.
CREATE INDEX listing_summaries_by_parts ON inventory.listing_summaries (vendor_id, rest_part, set_part)
  INCLUDE (on_hand, listing_id);

-- The same of products.
ALTER TABLE inventory.products
  ADD COLUMN set_part bigint NOT NULL GENERATED ALWAYS AS (hash_record_extended(ROW(set_code, set_name), 0)) STORED,
  ADD COLUMN rest_part bigint NOT NULL GENERATED ALWAYS AS (hash_record_extended(
    ROW(kind, game, conditions, finish, language, rarity), 0)) STORED;
CREATE INDEX products_by_parts ON inventory.products (rest_part, set_part) INCLUDE (id) WHERE price_minor IS NOT NULL;

-- Beginnings of words are named one by one.
CREATE INDEX window_words_begin ON inventory.window_words (word COLLATE "C");
