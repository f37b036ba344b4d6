-- Accounts, where they are signed in, and what proves it. No secret is stored as it is: passwords as argon2id PHC
-- strings, session cookies, refresh tokens and the set-up link as SHA-256 of 256 random bits.

CREATE SCHEMA identity;

CREATE TABLE identity.users (
  id uuid PRIMARY KEY,
  email text NOT NULL CONSTRAINT users_email_key UNIQUE,
  name text NOT NULL,
  -- Null for the demo account: nobody signs in to it with a password.
  password_hash text,
  tier text NOT NULL CHECK (tier IN ('standard', 'premium')),
  role text NOT NULL CHECK (role IN ('user', 'admin')),
  is_demo boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  CONSTRAINT users_email_lower CHECK (email = lower(email)),
  CONSTRAINT users_demo_is_plain CHECK (NOT is_demo OR (role = 'user' AND password_hash IS NULL))
);
CREATE UNIQUE INDEX users_one_demo ON identity.users (is_demo) WHERE is_demo;
CREATE INDEX users_admins ON identity.users (id) WHERE role = 'admin';

-- One sign-in: of a browser (its cookie's hash stands here) or of a program (a family of refresh tokens).
CREATE TABLE identity.sessions (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES identity.users (id) ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('browser', 'token')),
  cookie_hash bytea CONSTRAINT sessions_cookie_hash_key UNIQUE CHECK (octet_length(cookie_hash) = 32),
  -- User-Agent at sign-in, shortened; shown to the account's owner only.
  client text NOT NULL,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  -- Set once; an ended session never lives again. Rows are purged later.
  ended_at timestamptz,
  CONSTRAINT sessions_browser_has_cookie CHECK ((kind = 'browser') = (cookie_hash IS NOT NULL))
);
CREATE INDEX sessions_by_user ON identity.sessions (user_id, id) WHERE ended_at IS NULL;
CREATE INDEX sessions_by_expiry ON identity.sessions (expires_at);
CREATE INDEX sessions_by_end ON identity.sessions (ended_at) WHERE ended_at IS NOT NULL;

-- Every refresh token of a family, spent ones too: a spent one that comes back betrays a theft.
CREATE TABLE identity.refresh_tokens (
  token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
  session_id uuid NOT NULL REFERENCES identity.sessions (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL,
  spent_at timestamptz
);
CREATE INDEX refresh_tokens_by_session ON identity.refresh_tokens (session_id);
-- At most one token of a family is good at any time.
CREATE UNIQUE INDEX refresh_tokens_one_unspent ON identity.refresh_tokens (session_id) WHERE spent_at IS NULL;

-- Networks an account has signed in from (keyed hashes of address prefixes): guesses from everywhere else never slow these down.
CREATE TABLE identity.known_places (
  user_id uuid NOT NULL REFERENCES identity.users (id) ON DELETE CASCADE,
  place_hash bytea NOT NULL CHECK (octet_length(place_hash) = 32),
  last_seen_at timestamptz NOT NULL,
  PRIMARY KEY (user_id, place_hash)
);
CREATE INDEX known_places_by_age ON identity.known_places (last_seen_at);

-- Keys that sign access tokens; the private part is sealed with a key derived from the installation's secret.
CREATE TABLE identity.signing_keys (
  kid text PRIMARY KEY,
  public_key text NOT NULL,
  private_key_sealed bytea NOT NULL,
  created_at timestamptz NOT NULL
);

-- The one-time link that makes the first administrator; at most one at a time.
CREATE TABLE identity.setup_links (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  token_hash bytea NOT NULL CHECK (octet_length(token_hash) = 32),
  expires_at timestamptz NOT NULL
);

-- Who did what to whom, one row per privileged act; ids only, so that nothing personal outlives an erased account.
CREATE TABLE identity.audit_events (
  id uuid PRIMARY KEY,
  at timestamptz NOT NULL,
  -- Null when the program itself acted, at start.
  actor_id uuid,
  action text NOT NULL,
  subject_id uuid NOT NULL,
  request_id text,
  detail jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_events_by_subject ON identity.audit_events (subject_id, id);

CREATE FUNCTION identity.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'identity.audit_events is append-only';
END
$$;
CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON identity.audit_events
  FOR EACH STATEMENT EXECUTE FUNCTION identity.refuse_change();
