-- Splits and dividends. Candles are kept as they were traded; what a split does to earlier prices is worked out when they
-- are read, so that a split entered late or wrongly is put right by one row.
CREATE TABLE market.splits (
  id            uuid PRIMARY KEY,
  instrument_id uuid NOT NULL REFERENCES market.instruments (id),
  -- First trading day at the new price.
  ex_date       date NOT NULL,
  -- Ten for one: 10 and 1. A reverse split has fewer new pieces than old ones.
  new_pieces    integer NOT NULL CHECK (new_pieces BETWEEN 1 AND 100000),
  old_pieces    integer NOT NULL CHECK (old_pieces BETWEEN 1 AND 100000),
  source        text NOT NULL CHECK (length(source) BETWEEN 1 AND 40),
  created_at    timestamptz NOT NULL,
  CHECK (new_pieces <> old_pieces),
  CONSTRAINT splits_day_unique UNIQUE (instrument_id, ex_date)
);

CREATE TABLE market.dividends (
  id            uuid PRIMARY KEY,
  instrument_id uuid NOT NULL REFERENCES market.instruments (id),
  ex_date       date NOT NULL,
  -- Of one piece, as it was paid.
  amount        numeric NOT NULL CHECK (amount > 0),
  currency      text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  source        text NOT NULL CHECK (length(source) BETWEEN 1 AND 40),
  created_at    timestamptz NOT NULL,
  CONSTRAINT dividends_unique UNIQUE (instrument_id, ex_date, amount)
);
