-- Several sources may be combined: which they are, when each was last known to be awake, and how each provider does.
-- The name of a combination lists its members.
ALTER TABLE market.feed_state
  ADD COLUMN sources   jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(sources) = 'array'),
  ADD COLUMN providers jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(providers) = 'array'),
  DROP CONSTRAINT feed_state_source_check,
  ADD CONSTRAINT feed_state_source_check CHECK (length(source) BETWEEN 1 AND 120);
