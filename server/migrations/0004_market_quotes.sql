-- The newest accepted price per instrument, for a restart and for processes that do not lead the feed. Written by the
-- feed's leader alone, behind its fencing token. No index besides the key, and room in every page: an update then stays
-- in its page and touches no index.
CREATE TABLE market.quotes (
  instrument_id  uuid PRIMARY KEY REFERENCES market.instruments (id),
  -- Fencing token of the leader that wrote the row: the epoch in which `version` counts.
  token          bigint NOT NULL CHECK (token > 0),
  version        bigint NOT NULL CHECK (version > 0),
  source         text NOT NULL CHECK (length(source) BETWEEN 1 AND 40),
  price          numeric NOT NULL CHECK (price > 0),
  previous_close numeric CHECK (previous_close > 0),
  open           numeric CHECK (open > 0),
  high           numeric CHECK (high > 0),
  low            numeric CHECK (low > 0),
  -- Pieces; fractions where coins are traded.
  volume         double precision NOT NULL CHECK (volume >= 0),
  -- When the print happened, as its source says.
  at             timestamptz NOT NULL,
  -- The venue's own day that open, high, low and volume belong to, in days since 1970-01-01; -1: none.
  day            integer NOT NULL,
  session        text NOT NULL CHECK (session IN ('pre', 'regular', 'post', 'closed', 'halted'))
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.5);

-- How the feed as a whole is; one row, written with every flush of quotes.
CREATE TABLE market.feed_state (
  only_row  boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  token     bigint NOT NULL CHECK (token > 0),
  source    text NOT NULL CHECK (length(source) BETWEEN 1 AND 40),
  simulated boolean NOT NULL,
  delay_ms  integer NOT NULL CHECK (delay_ms >= 0),
  -- The source has no more to give.
  ended     boolean NOT NULL,
  -- Time of the newest accepted print, and when it was heard; null before the first.
  watermark timestamptz,
  heard_at  timestamptz
);

-- Candles are folded from accepted prints. No foreign key: instruments are never deleted, and a check per row would cost
-- as much as the row. `at` is the start of the candle; a day's candle starts at midnight UTC of the venue's own date.
CREATE TABLE market.candles_1m (
  instrument_id uuid NOT NULL,
  source        text NOT NULL,
  at            timestamptz NOT NULL,
  open          numeric NOT NULL CHECK (open > 0),
  high          numeric NOT NULL CHECK (high > 0),
  low           numeric NOT NULL CHECK (low > 0),
  close         numeric NOT NULL CHECK (close > 0),
  volume        double precision NOT NULL CHECK (volume >= 0),
  PRIMARY KEY (instrument_id, source, at)
) PARTITION BY RANGE (at);

CREATE TABLE market.candles_1h (
  instrument_id uuid NOT NULL,
  source        text NOT NULL,
  at            timestamptz NOT NULL,
  open          numeric NOT NULL CHECK (open > 0),
  high          numeric NOT NULL CHECK (high > 0),
  low           numeric NOT NULL CHECK (low > 0),
  close         numeric NOT NULL CHECK (close > 0),
  volume        double precision NOT NULL CHECK (volume >= 0),
  PRIMARY KEY (instrument_id, source, at)
) WITH (fillfactor = 80);

CREATE TABLE market.candles_1d (
  instrument_id uuid NOT NULL,
  source        text NOT NULL,
  at            timestamptz NOT NULL,
  open          numeric NOT NULL CHECK (open > 0),
  high          numeric NOT NULL CHECK (high > 0),
  low           numeric NOT NULL CHECK (low > 0),
  close         numeric NOT NULL CHECK (close > 0),
  volume        double precision NOT NULL CHECK (volume >= 0),
  PRIMARY KEY (instrument_id, source, at)
) WITH (fillfactor = 80);

-- Written in the order of time: a few bytes per page range find the candles that are still open after a restart.
CREATE INDEX candles_1m_at ON market.candles_1m USING brin (at) WITH (pages_per_range = 32);
CREATE INDEX candles_1h_at ON market.candles_1h USING brin (at) WITH (pages_per_range = 32);
CREATE INDEX candles_1d_at ON market.candles_1d USING brin (at) WITH (pages_per_range = 32);
