CREATE SCHEMA alerts;

-- Rises with every change of an alert or of its targets, so that whoever keeps them in memory reads what is newer.
CREATE SEQUENCE alerts.revisions;

-- "Tell me when": one rule of one owner, for one instrument or for every member of one list.
CREATE TABLE alerts.alerts (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES identity.users (id) ON DELETE CASCADE,
  -- Null for a list.
  instrument_id uuid REFERENCES market.instruments (id),
  -- The list whose members it watches; of an alert that stands for a mark, the list the mark is in.
  watchlist_id uuid REFERENCES watchlists.watchlists (id) ON DELETE CASCADE,
  condition_type text NOT NULL CHECK (condition_type IN ('PRICE_ABOVE', 'PRICE_BELOW', 'CROSSES', 'CROSSES_UP',
    'CROSSES_DOWN', 'PERCENT_CHANGE', 'RANGE_ENTER', 'RANGE_LEAVE', 'NEW_HIGH', 'NEW_LOW', 'VOLUME_ABOVE')),
  threshold_value numeric,
  threshold_upper numeric CHECK (threshold_upper > threshold_value),
  basis text CHECK (basis IN ('PREVIOUS_CLOSE', 'CREATION', 'WINDOW')),
  window_minutes integer CHECK (window_minutes > 0),
  window_days integer CHECK (window_days > 0),
  -- A second condition that must hold at the same print; all null without one.
  and_condition_type text CHECK (and_condition_type IN ('PRICE_ABOVE', 'PRICE_BELOW', 'CROSSES', 'CROSSES_UP',
    'CROSSES_DOWN', 'PERCENT_CHANGE', 'RANGE_ENTER', 'RANGE_LEAVE', 'NEW_HIGH', 'NEW_LOW', 'VOLUME_ABOVE')),
  and_threshold_value numeric,
  and_threshold_upper numeric CHECK (and_threshold_upper > and_threshold_value),
  and_basis text CHECK (and_basis IN ('PREVIOUS_CLOSE', 'CREATION', 'WINDOW')),
  and_window_minutes integer CHECK (and_window_minutes > 0),
  and_window_days integer CHECK (and_window_days > 0),
  repeat text NOT NULL CHECK (repeat IN ('ONCE', 'EVERY_CROSS', 'DAILY', 'COOLDOWN')),
  cooldown_s integer CHECK (cooldown_s > 0),
  expires_at timestamptz,
  regular_session_only boolean NOT NULL,
  note text NOT NULL CHECK (char_length(note) <= 500),
  message text CHECK (char_length(message) <= 300),
  channels text[] NOT NULL CHECK (cardinality(channels) BETWEEN 1 AND 4
    AND channels <@ ARRAY['in_app', 'email', 'webhook', 'push']),
  status text NOT NULL CHECK (status IN ('active', 'paused', 'triggered', 'expired')),
  pause_reason text CHECK (pause_reason IN ('user', 'storm', 'plan', 'delisted', 'split')),
  -- 'mark': it stands for price_above or price_below of an item in a list.
  origin text NOT NULL CHECK (origin IN ('user', 'mark')),
  -- Null for a list; its targets have their own.
  price_at_creation numeric CHECK (price_at_creation > 0),
  fired_count integer NOT NULL DEFAULT 0 CHECK (fired_count >= 0),
  last_fired_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  revision bigint NOT NULL DEFAULT nextval('alerts.revisions'),
  CONSTRAINT alerts_subject CHECK (CASE origin
    WHEN 'mark' THEN instrument_id IS NOT NULL AND watchlist_id IS NOT NULL
    ELSE (instrument_id IS NULL) <> (watchlist_id IS NULL) END),
  CONSTRAINT alerts_pause_reason CHECK ((status = 'paused') = (pause_reason IS NOT NULL)),
  CONSTRAINT alerts_cooldown CHECK ((repeat = 'COOLDOWN') = (cooldown_s IS NOT NULL))
);
CREATE INDEX alerts_of_user ON alerts.alerts (user_id, id DESC);
CREATE INDEX alerts_by_instrument ON alerts.alerts (instrument_id) WHERE instrument_id IS NOT NULL;
CREATE INDEX alerts_by_list ON alerts.alerts (watchlist_id) WHERE watchlist_id IS NOT NULL;
CREATE UNIQUE INDEX alerts_one_per_mark ON alerts.alerts (watchlist_id, instrument_id, condition_type)
  WHERE origin = 'mark';
CREATE INDEX alerts_running_out ON alerts.alerts (expires_at) WHERE expires_at IS NOT NULL AND status <> 'expired';
CREATE INDEX alerts_by_revision ON alerts.alerts (revision);

-- What is watched: one row for a single instrument, one a member for a list. `no` is never used twice.
CREATE TABLE alerts.targets (
  no integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  alert_id uuid NOT NULL REFERENCES alerts.alerts (id) ON DELETE CASCADE,
  instrument_id uuid NOT NULL REFERENCES market.instruments (id),
  state text NOT NULL CHECK (state IN ('armed', 'waiting', 'done')),
  -- Counts from 1; each arming fires at most once.
  arming integer NOT NULL CHECK (arming >= 1),
  armed_at timestamptz NOT NULL,
  -- What arms a waiting target: 'other_side', a print at which the condition does not hold; 'band', one that has gone
  -- back past the level by the hysteresis band.
  waits_for text CHECK (waits_for IN ('other_side', 'band')),
  last_fired_at timestamptz,
  -- The venue's day, in days since 1970-01-01.
  last_fired_day integer,
  -- Crossings that a cooldown has held back since the last firing.
  crossings integer NOT NULL DEFAULT 0 CHECK (crossings >= 0),
  -- What a change since CREATION counts from: the price when the target was made or its rule changed.
  price_at_creation numeric CHECK (price_at_creation > 0),
  CONSTRAINT targets_once UNIQUE (alert_id, instrument_id),
  CONSTRAINT targets_waiting CHECK ((state = 'waiting') = (waits_for IS NOT NULL))
);
CREATE INDEX targets_by_instrument ON alerts.targets (instrument_id);

-- What fired, with everything that explains it. It outlives its alert, and goes with its owner.
CREATE TABLE alerts.firings (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES identity.users (id) ON DELETE CASCADE,
  alert_id uuid NOT NULL,
  target_no integer NOT NULL,
  arming integer NOT NULL CHECK (arming >= 1),
  instrument_id uuid NOT NULL REFERENCES market.instruments (id),
  -- The rule as it was.
  condition_type text NOT NULL,
  threshold_value numeric,
  threshold_upper numeric,
  basis text,
  window_minutes integer,
  window_days integer,
  and_condition_type text,
  and_threshold_value numeric,
  and_threshold_upper numeric,
  and_basis text,
  and_window_minutes integer,
  and_window_days integer,
  sentence text NOT NULL,
  -- The print.
  price numeric NOT NULL CHECK (price > 0),
  size double precision NOT NULL CHECK (size >= 0),
  -- What the price was held against besides the threshold: the price a change counts from, or the high or low before.
  reference_price numeric CHECK (reference_price > 0),
  -- The accepted print before it.
  previous_price numeric CHECK (previous_price > 0),
  previous_at timestamptz,
  source text NOT NULL,
  simulated boolean NOT NULL,
  crossings integer NOT NULL CHECK (crossings >= 1),
  -- When the source says it happened, when it arrived, when the rule was found to hold, when this row was written.
  print_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  matched_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  notification_id uuid,
  -- Exactly one firing per arming, whatever dies and whoever tries again.
  CONSTRAINT firings_once UNIQUE (target_no, arming)
);
CREATE INDEX firings_of_user ON alerts.firings (user_id, id DESC);
CREATE INDEX firings_of_alert ON alerts.firings (alert_id, recorded_at DESC);

-- The last print that was evaluated for an instrument, written in the transaction of the firings it caused, so that a
-- restart skips nothing and repeats nothing.
CREATE TABLE alerts.checkpoints (
  instrument_id uuid PRIMARY KEY REFERENCES market.instruments (id),
  -- Fencing token of the feed's leader that wrote it.
  token bigint NOT NULL CHECK (token > 0),
  price numeric NOT NULL CHECK (price > 0),
  -- The last print of a regular session.
  regular_price numeric CHECK (regular_price > 0),
  at timestamptz NOT NULL,
  regular_at timestamptz,
  -- The venue's day that high and low belong to, in days since 1970-01-01; -1: none.
  day integer NOT NULL,
  high numeric CHECK (high > 0),
  low numeric CHECK (low > 0)
) WITH (fillfactor = 50);
