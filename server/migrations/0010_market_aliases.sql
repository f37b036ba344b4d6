-- Other symbols that lead to an instrument: what it was called before a rename, and other spellings. The symbol that an
-- instrument bears today always wins over them.
CREATE TABLE market.instrument_aliases (
  -- The symbol in its compared form: upper case, one mark before a share class.
  key           text PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 24),
  instrument_id uuid NOT NULL REFERENCES market.instruments (id),
  symbol        text NOT NULL CHECK (length(symbol) BETWEEN 1 AND 24),
  kind          text NOT NULL CHECK (kind IN ('rename', 'spelling')),
  valid_from    timestamptz NOT NULL,
  -- Who says so: admin, or the list it was read from.
  source        text NOT NULL CHECK (length(source) BETWEEN 1 AND 40)
);
CREATE INDEX instrument_aliases_by_instrument ON market.instrument_aliases (instrument_id);
