-- Parts of a list, colour flags, and a public link to a list. Every column has a default, so that it is safe on a live table.
ALTER TABLE watchlists.watchlist_items
  ADD COLUMN section text NOT NULL DEFAULT '' CHECK (char_length(section) <= 40),
  ADD COLUMN flag text CHECK (flag IN ('red', 'orange', 'yellow', 'green', 'blue', 'purple'));

-- Whoever holds the token reads the list: its name, symbols and prices, never notes, marks or prices at add.
CREATE TABLE watchlists.shares (
  watchlist_id uuid PRIMARY KEY REFERENCES watchlists.watchlists (id) ON DELETE CASCADE,
  token text NOT NULL UNIQUE CHECK (char_length(token) >= 32),
  created_at timestamptz NOT NULL
);
