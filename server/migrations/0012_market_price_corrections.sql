-- Prices that a source told wrongly and an administrator put right. The feed's leader applies each to the quote and the
-- candles; a row that is not applied yet waits for the next leader.
CREATE TABLE market.price_corrections (
  id            uuid PRIMARY KEY,
  instrument_id uuid NOT NULL REFERENCES market.instruments (id),
  wrong_price   numeric NOT NULL CHECK (wrong_price > 0),
  price         numeric NOT NULL CHECK (price > 0),
  -- The price was the current one and stands corrected even where a newer print came at the same moment.
  is_current    boolean NOT NULL,
  -- When the wrong price was told: names the candles.
  at            timestamptz NOT NULL,
  reason        text NOT NULL CHECK (length(reason) BETWEEN 1 AND 300),
  actor_id      uuid NOT NULL,
  created_at    timestamptz NOT NULL,
  applied_at    timestamptz,
  CHECK (wrong_price <> price)
);
CREATE INDEX price_corrections_by_instrument ON market.price_corrections (instrument_id, id);
CREATE INDEX price_corrections_waiting ON market.price_corrections (id) WHERE applied_at IS NULL;
