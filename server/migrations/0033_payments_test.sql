-- The books of the provider of test payments: a bank of our own that stands beside the shop. It is written in transactions of
-- its own, and nothing of the shop refers to it.

CREATE SCHEMA payments_test;

CREATE TABLE payments_test.payments (
  -- Not to be guessed: whoever has it may answer for the buyer.
  ref text PRIMARY KEY CHECK (ref ~ '^tp_[0-9a-f]{32}$'),
  -- The shop's: the second request with it finds the first one's row.
  key text NOT NULL CONSTRAINT payments_key_key UNIQUE CHECK (length(key) BETWEEN 1 AND 200),
  amount_minor bigint NOT NULL CHECK (amount_minor BETWEEN 1 AND 1000000000000),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  capture boolean NOT NULL,
  behaviour text NOT NULL CHECK (length(behaviour) BETWEEN 1 AND 40),
  group_id text NOT NULL CHECK (length(group_id) <= 200),
  description text NOT NULL CHECK (length(description) <= 200),
  return_url text NOT NULL CHECK (length(return_url) <= 2000),
  state text NOT NULL CHECK (state IN ('needs_action', 'authorised', 'captured', 'declined', 'cancelled')),
  authorised_minor bigint NOT NULL,
  captured_minor bigint NOT NULL,
  refunded_minor bigint NOT NULL,
  decline_code text CHECK (length(decline_code) <= 40),
  created_at timestamptz NOT NULL,
  CONSTRAINT payments_conserve CHECK (
    0 <= refunded_minor AND refunded_minor <= captured_minor AND captured_minor <= authorised_minor
    AND authorised_minor <= amount_minor
  ),
  CONSTRAINT payments_declined_says_why CHECK ((state = 'declined') = (decline_code IS NOT NULL)),
  CONSTRAINT payments_money_has_state CHECK (
    (authorised_minor > 0) = (state IN ('authorised', 'captured')) AND (captured_minor > 0) = (state = 'captured')
  )
);

CREATE TABLE payments_test.refunds (
  ref text PRIMARY KEY CHECK (ref ~ '^tr_[0-9a-f]{32}$'),
  key text NOT NULL CONSTRAINT refunds_key_key UNIQUE CHECK (length(key) BETWEEN 1 AND 200),
  payment_ref text NOT NULL REFERENCES payments_test.payments (ref),
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  -- The money is on its way until then.
  settles_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE payments_test.webhooks (
  id uuid PRIMARY KEY,
  -- Two rows of one event are one webhook told twice.
  event_id text NOT NULL CHECK (length(event_id) <= 100),
  payment_ref text NOT NULL REFERENCES payments_test.payments (ref),
  body text NOT NULL CHECK (length(body) <= 4000),
  -- While a process delivers it, when another may try again.
  due_at timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  delivered_at timestamptz
);
CREATE INDEX webhooks_due ON payments_test.webhooks (due_at) WHERE delivered_at IS NULL;
