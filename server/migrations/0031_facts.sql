-- Facts: what happened, written in the transaction that made it true, and what each consumer has made of it.

CREATE SCHEMA facts;

-- What facts are told of, and how many there were. Whoever records a fact holds the row until its commit: facts of one
-- aggregate commit in the order of their numbers, without a gap.
CREATE TABLE facts.aggregates (
  aggregate_type text NOT NULL CHECK (aggregate_type ~ '^[a-z]+(_[a-z]+)*$' AND length(aggregate_type) <= 40),
  aggregate_id uuid NOT NULL,
  seq bigint NOT NULL CHECK (seq > 0),
  PRIMARY KEY (aggregate_type, aggregate_id)
) WITH (fillfactor = 80);

CREATE TABLE facts.outbox (
  -- In the order of writing, not of commits: facts of one aggregate rise with it, and nobody may wait at a number.
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id uuid NOT NULL CONSTRAINT outbox_event_id_unique UNIQUE,
  aggregate_type text NOT NULL,
  aggregate_id uuid NOT NULL,
  aggregate_seq bigint NOT NULL CHECK (aggregate_seq > 0),
  -- The last four bits of the aggregate's id: the same for all its facts, for ever.
  partition smallint NOT NULL GENERATED ALWAYS AS ((get_byte(uuid_send(aggregate_id), 15) & 15)::smallint) STORED,
  type text NOT NULL CHECK (type ~ '^[a-z]+(_[a-z]+)*(\.[a-z]+(_[a-z]+)*)+$' AND length(type) <= 60),
  payload jsonb NOT NULL CHECK (octet_length(payload::text) <= 65536),
  occurred_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- When every consumer of the time was given it; null: not yet.
  published_at timestamptz,
  CONSTRAINT outbox_seq_unique UNIQUE (aggregate_type, aggregate_id, aggregate_seq)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
CREATE INDEX outbox_unpublished ON facts.outbox (position) WHERE published_at IS NULL;
CREATE INDEX outbox_by_time ON facts.outbox (occurred_at);

-- Who hears facts. A consumer begins with what is published after its row is there.
CREATE TABLE facts.consumers (
  name text PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9_-]*$' AND length(name) <= 40),
  -- '*': every type.
  types text[] NOT NULL,
  since timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- What the record of privileged acts names it by.
  id uuid NOT NULL DEFAULT gen_random_uuid()
);

-- The inbox of each consumer: one row for each fact it is to hear of, kept when it is done, so that it is done once.
CREATE TABLE facts.deliveries (
  event_id uuid NOT NULL,
  consumer text NOT NULL REFERENCES facts.consumers (name) ON DELETE CASCADE,
  position bigint NOT NULL,
  partition smallint NOT NULL,
  aggregate_type text NOT NULL,
  aggregate_id uuid NOT NULL,
  state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done', 'dead')),
  -- Tries that failed.
  attempts smallint NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  -- After a try that failed: not before then.
  due_at timestamptz NOT NULL DEFAULT now(),
  last_error text CHECK (length(last_error) <= 500),
  ended_at timestamptz,
  PRIMARY KEY (event_id, consumer),
  CONSTRAINT deliveries_end_has_time CHECK ((state = 'pending') = (ended_at IS NULL))
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
CREATE INDEX deliveries_pending ON facts.deliveries (consumer, partition, position) WHERE state = 'pending';
-- Behind a delivery that failed, later ones of its aggregate wait.
CREATE INDEX deliveries_failing ON facts.deliveries (consumer, aggregate_type, aggregate_id)
  WHERE state = 'pending' AND attempts > 0;
CREATE INDEX deliveries_dead ON facts.deliveries (consumer, position) WHERE state = 'dead';

-- Writes facts down, and wakes the relays with the commit. The rows of the aggregates are taken in one order, so that two
-- who record many at once wait for each other and do not lock each other out.
CREATE FUNCTION facts.record(
  event_ids uuid[], aggregate_types text[], aggregate_ids uuid[], types text[], payloads text[]
) RETURNS TABLE (event_id uuid, aggregate_seq bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH given AS (
    SELECT *, row_number() OVER (PARTITION BY aggregate_type, aggregate_id ORDER BY ord) AS nth
    FROM unnest(event_ids, aggregate_types, aggregate_ids, types, payloads)
      WITH ORDINALITY AS one (event_id, aggregate_type, aggregate_id, type, payload, ord)
  ), counted AS (
    INSERT INTO facts.aggregates AS aggregate (aggregate_type, aggregate_id, seq)
    SELECT aggregate_type, aggregate_id, count(*) FROM given
    GROUP BY aggregate_type, aggregate_id ORDER BY aggregate_type, aggregate_id
    ON CONFLICT (aggregate_type, aggregate_id) DO UPDATE SET seq = aggregate.seq + EXCLUDED.seq
    RETURNING aggregate.aggregate_type, aggregate.aggregate_id, aggregate.seq
  ), totals AS (
    SELECT aggregate_type, aggregate_id, count(*) AS added FROM given GROUP BY aggregate_type, aggregate_id
  )
  INSERT INTO facts.outbox AS fact (event_id, aggregate_type, aggregate_id, aggregate_seq, type, payload)
  SELECT given.event_id, given.aggregate_type, given.aggregate_id, counted.seq - totals.added + given.nth,
         given.type, given.payload::jsonb
  FROM given
  JOIN counted USING (aggregate_type, aggregate_id)
  JOIN totals USING (aggregate_type, aggregate_id)
  ORDER BY given.ord
  RETURNING fact.event_id, fact.aggregate_seq;
  PERFORM pg_notify('omni_stock_signals', 'facts.recorded null');
END
$$;

-- Whoever acts behind a wall may tell what happened there, and read nothing of what others told.
REVOKE ALL ON FUNCTION facts.record FROM PUBLIC;
GRANT USAGE ON SCHEMA facts TO omni_vendor, omni_shop;
GRANT EXECUTE ON FUNCTION facts.record TO omni_vendor, omni_shop;
