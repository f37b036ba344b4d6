CREATE SCHEMA watchlists;

CREATE TABLE watchlists.watchlists (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES identity.users (id) ON DELETE CASCADE,
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 64),
  -- Place among the owner's lists, from 0 without gaps; a deleted list keeps the place it had.
  position integer NOT NULL CHECK (position >= 0),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  -- Deleted lists can be restored until the purge takes them.
  deleted_at timestamptz
);
CREATE UNIQUE INDEX watchlists_name_unique ON watchlists.watchlists (user_id, lower(name)) WHERE deleted_at IS NULL;
CREATE INDEX watchlists_by_place ON watchlists.watchlists (user_id, position, id) WHERE deleted_at IS NULL;
CREATE INDEX watchlists_deleted ON watchlists.watchlists (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE watchlists.watchlist_items (
  watchlist_id uuid NOT NULL REFERENCES watchlists.watchlists (id) ON DELETE CASCADE,
  instrument_id uuid NOT NULL REFERENCES market.instruments (id),
  -- Place in the list, from 0 without gaps; a removed item keeps the place it had.
  position integer NOT NULL CHECK (position >= 0),
  note text NOT NULL DEFAULT '' CHECK (char_length(note) <= 500),
  price_above numeric CHECK (price_above > 0),
  price_below numeric CHECK (price_below > 0),
  price_at_add numeric,
  added_at timestamptz NOT NULL,
  removed_at timestamptz,
  PRIMARY KEY (watchlist_id, instrument_id),
  CONSTRAINT watchlist_items_marks CHECK (price_above > price_below)
);
CREATE INDEX watchlist_items_by_place ON watchlists.watchlist_items (watchlist_id, position) WHERE removed_at IS NULL;
CREATE INDEX watchlist_items_by_instrument ON watchlists.watchlist_items (instrument_id);
CREATE INDEX watchlist_items_removed ON watchlists.watchlist_items (removed_at) WHERE removed_at IS NOT NULL;
