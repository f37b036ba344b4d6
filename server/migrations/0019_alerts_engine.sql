-- Where the price of a checkpoint came from: made-up prices continue no real ones, nor the reverse.
ALTER TABLE alerts.checkpoints
  ADD COLUMN source text NOT NULL DEFAULT 'none' CHECK (length(source) BETWEEN 1 AND 60),
  ADD COLUMN simulated boolean NOT NULL DEFAULT false;

-- Splits that thresholds have followed: each once, however often its source tells it.
CREATE TABLE alerts.splits_followed (
  instrument_id uuid NOT NULL REFERENCES market.instruments (id),
  -- The venue's day of the first print after it, in days since 1970-01-01.
  day integer NOT NULL,
  -- New pieces per old one.
  ratio double precision NOT NULL CHECK (ratio > 0),
  followed_at timestamptz NOT NULL,
  PRIMARY KEY (instrument_id, day)
);
