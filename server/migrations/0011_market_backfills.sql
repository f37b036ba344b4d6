-- Spans of the past that are fetched from a provider, one instrument and interval each. The row is the whole state: a
-- worker that dies is followed by another that goes on where the last kept candles end.
CREATE TABLE market.backfills (
  id            uuid PRIMARY KEY,
  -- Rises with every write, so that of two workers one notices the other.
  version       integer NOT NULL DEFAULT 0,
  provider      text NOT NULL CHECK (length(provider) BETWEEN 1 AND 40),
  instrument_id uuid NOT NULL REFERENCES market.instruments (id),
  interval      text NOT NULL CHECK (interval IN ('1m', '1h', '1d')),
  from_at       timestamptz NOT NULL,
  to_at         timestamptz NOT NULL CHECK (to_at > from_at),
  status        text NOT NULL CHECK (status IN ('waiting', 'running', 'done', 'failed')),
  -- Spans not asked for in this attempt, and spans asked for in vain: [{"from_ms", "to_ms", "error"}].
  todo          jsonb NOT NULL CHECK (jsonb_typeof(todo) = 'array'),
  gaps          jsonb NOT NULL CHECK (jsonb_typeof(gaps) = 'array'),
  candles       integer NOT NULL DEFAULT 0,
  attempts      integer NOT NULL DEFAULT 0,
  -- Splits and dividends of the span have been fetched.
  has_actions   boolean NOT NULL DEFAULT false,
  last_error    text CHECK (length(last_error) <= 500),
  next_try_at   timestamptz,
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL
);
CREATE INDEX backfills_due ON market.backfills (next_try_at) WHERE next_try_at IS NOT NULL;
