-- What the live edge keeps: tickets that open a socket, and events of one user that must reach every device.

CREATE SCHEMA realtime;

-- Good for half a minute, once. Nothing is lost when a crash empties it, so it is not written to the log.
CREATE UNLOGGED TABLE realtime.tickets (
  -- SHA-256 of 256 random bits; the ticket itself is only in the client's hands.
  ticket_hash bytea PRIMARY KEY CHECK (octet_length(ticket_hash) = 32),
  -- Null for visitors, and then so is all that describes an account.
  user_id uuid REFERENCES identity.users (id) ON DELETE CASCADE,
  session_id text,
  tier text,
  role text,
  is_demo boolean NOT NULL DEFAULT false,
  via text,
  -- When the sign-in behind the ticket runs out, epoch milliseconds.
  auth_expires_ms bigint,
  -- Of the page that asked; the socket must come from there too. Null for programs.
  origin text,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  CONSTRAINT tickets_member_is_whole CHECK (
    num_nonnulls(user_id, session_id, tier, role, via, auth_expires_ms) IN (0, 6)
  )
);
CREATE INDEX tickets_by_expiry ON realtime.tickets (expires_at);
CREATE INDEX tickets_by_user ON realtime.tickets (user_id);

-- The number of each user's last event. Its row is locked until the event commits, so that numbers have no hole.
CREATE TABLE realtime.user_event_counters (
  user_id uuid PRIMARY KEY REFERENCES identity.users (id) ON DELETE CASCADE,
  last_n bigint NOT NULL CHECK (last_n > 0)
);

CREATE TABLE realtime.user_events (
  user_id uuid NOT NULL REFERENCES realtime.user_event_counters (user_id) ON DELETE CASCADE,
  n bigint NOT NULL CHECK (n > 0),
  topic text NOT NULL CHECK (topic ~ '^[a-z_]+(\.[a-z_]+)*$' AND length(topic) <= 60),
  data jsonb NOT NULL CHECK (octet_length(data::text) <= 16384),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (user_id, n)
);
CREATE INDEX user_events_by_age ON realtime.user_events (created_at);
