-- Runs that brought the instruments in line with their sources: what came of each.
CREATE TABLE market.symbol_syncs (
  id            uuid PRIMARY KEY,
  state         text NOT NULL CHECK (state IN ('running', 'done', 'failed')),
  started_at    timestamptz NOT NULL,
  finished_at   timestamptz,
  -- Who asked; null for the schedule.
  actor_id      uuid,
  -- What was read, in words.
  source        text NOT NULL CHECK (length(source) BETWEEN 1 AND 500),
  -- Why it failed, in a sentence.
  message       text CHECK (length(message) <= 1000),
  added         integer NOT NULL DEFAULT 0,
  changed       integer NOT NULL DEFAULT 0,
  renamed       integer NOT NULL DEFAULT 0,
  inactive      integer NOT NULL DEFAULT 0,
  unchanged     integer NOT NULL DEFAULT 0,
  rejected      integer NOT NULL DEFAULT 0,
  -- The first rows that were not taken.
  rejected_rows jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(rejected_rows) = 'array'),
  CHECK ((state = 'running') = (finished_at IS NULL))
);
CREATE UNIQUE INDEX symbol_syncs_one_running ON market.symbol_syncs (state) WHERE state = 'running';
