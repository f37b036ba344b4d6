-- Where users are told outside the app: their webhooks, and the browsers that take push messages.

CREATE TABLE notifications.webhooks (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES identity.users (id) ON DELETE CASCADE,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  -- Normalised. For chats it is a secret in itself: it is shown to its owner alone and never logged.
  url text NOT NULL CHECK (length(url) BETWEEN 1 AND 2000),
  preset text NOT NULL CHECK (preset IN ('standard', 'slack', 'discord', 'telegram', 'ntfy')),
  chat_id text CHECK (length(chat_id) BETWEEN 1 AND 64),
  -- No secret is stored: it is derived from the installation's own by id and this number.
  secret_number integer NOT NULL DEFAULT 1 CHECK (secret_number > 0),
  -- Until then the secret of the number before signs too.
  old_secret_until timestamptz,
  enabled boolean NOT NULL,
  -- Why we switched it off; null where its owner did.
  disabled_reason text CHECK (length(disabled_reason) <= 300),
  -- Tries in a row that failed, and since when.
  failures integer NOT NULL DEFAULT 0 CHECK (failures >= 0),
  failing_since timestamptz,
  last_delivered_at timestamptz,
  created_at timestamptz NOT NULL,
  CONSTRAINT webhooks_chat_is_telegrams CHECK ((preset = 'telegram') = (chat_id IS NOT NULL)),
  CONSTRAINT webhooks_reason_is_of_disabled CHECK (NOT enabled OR disabled_reason IS NULL),
  CONSTRAINT webhooks_failing_has_time CHECK ((failures > 0) = (failing_since IS NOT NULL))
);
CREATE INDEX webhooks_by_user ON notifications.webhooks (user_id, id);

CREATE TABLE notifications.push_subscriptions (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES identity.users (id) ON DELETE CASCADE,
  -- A browser has one account at a time: the one that subscribed last.
  endpoint text NOT NULL CONSTRAINT push_subscriptions_endpoint_key UNIQUE CHECK (length(endpoint) BETWEEN 1 AND 2000),
  -- Public key and secret of the browser, for encrypting to it (RFC 8291).
  p256dh bytea NOT NULL CHECK (octet_length(p256dh) = 65),
  auth bytea NOT NULL CHECK (octet_length(auth) = 16),
  -- User-Agent of the browser.
  client text NOT NULL CHECK (length(client) <= 200),
  created_at timestamptz NOT NULL,
  last_used_at timestamptz
);
CREATE INDEX push_subscriptions_by_user ON notifications.push_subscriptions (user_id, id);
