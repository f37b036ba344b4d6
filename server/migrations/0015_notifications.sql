-- What users are told, and where it went: the inbox, the queue of deliveries, and how each user wants to be told.

CREATE SCHEMA notifications;

-- How a user wants to be told; made with the first notice. Its row is locked while notices are written, so that counts
-- of unread notices and of mails within the hour are exact.
CREATE TABLE notifications.preferences (
  user_id uuid PRIMARY KEY REFERENCES identity.users (id) ON DELETE CASCADE,
  -- Only what differs from the defaults of the program: {"alert_fired": {"email": false}}.
  kinds jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(kinds) = 'object'),
  -- Kinds whose mail was switched off by a link in a mail.
  unsubscribed text[] NOT NULL DEFAULT '{}',
  quiet_enabled boolean NOT NULL DEFAULT false,
  -- Times of day in time_zone.
  quiet_from text NOT NULL DEFAULT '22:00' CHECK (quiet_from ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  quiet_to text NOT NULL DEFAULT '07:00' CHECK (quiet_to ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  digest text NOT NULL DEFAULT 'off' CHECK (digest IN ('off', 'hourly', 'daily')),
  digest_at text NOT NULL DEFAULT '08:00' CHECK (digest_at ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  time_zone text NOT NULL DEFAULT 'UTC' CHECK (length(time_zone) BETWEEN 1 AND 64),
  -- Mails in a row that the address's own server refused for good.
  email_bounces integer NOT NULL DEFAULT 0 CHECK (email_bounces >= 0),
  email_bounced_at timestamptz,
  email_bounce_reason text CHECK (length(email_bounce_reason) <= 500),
  CONSTRAINT preferences_bounce_is_whole CHECK (
    num_nonnulls(email_bounced_at, email_bounce_reason) = CASE WHEN email_bounces > 0 THEN 2 ELSE 0 END
  )
);

CREATE TABLE notifications.inbox (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES identity.users (id) ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('alert_fired', 'alert_changed', 'account', 'delivery')),
  -- What was told once is not told again.
  dedupe_key text NOT NULL CHECK (length(dedupe_key) BETWEEN 1 AND 200),
  group_key text NOT NULL CHECK (length(group_key) <= 200),
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
  body text NOT NULL CHECK (length(body) <= 2000),
  -- [{"label": "Price", "value": "177.52 USD"}]
  facts jsonb NOT NULL CHECK (jsonb_typeof(facts) = 'array' AND octet_length(facts::text) <= 8000),
  -- Path in the web app.
  link text CHECK (link LIKE '/%' AND length(link) <= 500),
  symbol text,
  -- Of the module of alerts; loose, since what was told stays told.
  alert_id uuid,
  firing_id uuid,
  simulated boolean NOT NULL,
  -- False: told elsewhere only; the inbox does not show it.
  in_app boolean NOT NULL,
  read_at timestamptz,
  created_at timestamptz NOT NULL,
  CONSTRAINT inbox_told_once UNIQUE (user_id, dedupe_key)
);
CREATE INDEX inbox_by_user ON notifications.inbox (user_id, id DESC) WHERE in_app;
CREATE INDEX inbox_unread ON notifications.inbox (user_id, id DESC) WHERE in_app AND read_at IS NULL;
CREATE INDEX inbox_by_age ON notifications.inbox (created_at);

-- One row per notification, channel and target; this table is the queue of what has to be sent.
CREATE TABLE notifications.deliveries (
  -- Stable over every try: the Message-ID of the mail, the id of the webhook's message.
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES identity.users (id) ON DELETE CASCADE,
  notification_id uuid NOT NULL REFERENCES notifications.inbox (id) ON DELETE CASCADE,
  channel text NOT NULL CHECK (channel IN ('email', 'webhook', 'push')),
  -- The webhook or push subscription, which may be gone; for mail the user.
  target_id uuid NOT NULL,
  target text NOT NULL,
  status text NOT NULL CHECK (status IN ('pending', 'sent', 'failed', 'suppressed')),
  -- Why it was suppressed, or waits.
  reason text CHECK (length(reason) <= 200),
  -- Waits to be gathered with others into one message at next_try_at.
  hold text CHECK (hold IN ('quiet_hours', 'digest', 'limit')),
  -- The delivery whose message tells this one too. It has no tries of its own.
  carried_by uuid REFERENCES notifications.deliveries (id) ON DELETE SET NULL,
  -- Of a delivery that carries others: why they were held.
  held_for text CHECK (held_for IN ('quiet_hours', 'digest', 'limit')),
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  attempts_max integer NOT NULL CHECK (attempts_max > 0),
  next_try_at timestamptz,
  -- Who tries it now, and when that one is taken for dead.
  claim uuid,
  claimed_until timestamptz,
  last_error text CHECK (length(last_error) <= 500),
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  CONSTRAINT deliveries_once UNIQUE (notification_id, channel, target_id),
  CONSTRAINT deliveries_attempts CHECK (attempts <= attempts_max),
  CONSTRAINT deliveries_pending_has_time CHECK (status <> 'pending' OR next_try_at IS NOT NULL),
  CONSTRAINT deliveries_sent_has_time CHECK ((status = 'sent') = (sent_at IS NOT NULL)),
  CONSTRAINT deliveries_claim_is_whole CHECK ((claim IS NULL) = (claimed_until IS NULL)),
  CONSTRAINT deliveries_claim_is_pending CHECK (claim IS NULL OR status = 'pending')
);
-- The queue itself.
CREATE INDEX deliveries_due ON notifications.deliveries (channel, next_try_at)
  WHERE status = 'pending' AND hold IS NULL AND carried_by IS NULL;
CREATE INDEX deliveries_held ON notifications.deliveries (next_try_at)
  WHERE status = 'pending' AND hold IS NOT NULL;
CREATE INDEX deliveries_carried ON notifications.deliveries (carried_by) WHERE carried_by IS NOT NULL;
CREATE INDEX deliveries_by_user ON notifications.deliveries (user_id, id DESC);
CREATE INDEX deliveries_by_target ON notifications.deliveries (target_id, id DESC);
CREATE INDEX deliveries_by_status ON notifications.deliveries (status, id DESC) WHERE status IN ('pending', 'failed');
-- Mails of the last hour.
CREATE INDEX deliveries_by_time ON notifications.deliveries (user_id, channel, created_at);

CREATE TABLE notifications.delivery_attempts (
  delivery_id uuid NOT NULL REFERENCES notifications.deliveries (id) ON DELETE CASCADE,
  attempt integer NOT NULL CHECK (attempt > 0),
  at timestamptz NOT NULL,
  -- HTTP status or SMTP reply; null without an answer.
  code integer,
  duration_ms integer NOT NULL CHECK (duration_ms >= 0),
  error text CHECK (length(error) <= 500),
  -- The beginning of what was answered.
  answer text CHECK (length(answer) <= 1000),
  PRIMARY KEY (delivery_id, attempt)
);

-- Mails that were kept instead of sent, since no SMTP server is set, or since the account is the demo's. The newest 500.
CREATE TABLE notifications.kept_mails (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES identity.users (id) ON DELETE CASCADE,
  message_id text NOT NULL CONSTRAINT kept_mails_message_id_key UNIQUE,
  to_address text NOT NULL,
  from_address text NOT NULL,
  subject text NOT NULL,
  headers jsonb NOT NULL CHECK (jsonb_typeof(headers) = 'array'),
  text text NOT NULL,
  html text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX kept_mails_by_user ON notifications.kept_mails (user_id, id DESC);
