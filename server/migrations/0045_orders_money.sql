-- Money that was taken twice goes back by itself; test money has accounts of its own; and what is bounded for a buyer is
-- bounded for a mailbox too, since a guest has as many tokens as they like.

-- The mailbox behind an address: capital letters and what follows a plus make no other one, and neither do Gmail's dots.
CREATE FUNCTION orders.mailbox_of(p_email text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN part.host IN ('gmail.com', 'googlemail.com') THEN replace(part.name, '.', '') || '@gmail.com'
    ELSE part.name || '@' || part.host END
  FROM (SELECT regexp_replace(substring(lower(p_email) FROM '^(.*)@'), '^([^+]+)[+].*$', '\1') AS name,
    rtrim(substring(lower(p_email) FROM '@([^@]*)$'), '.') AS host) AS part
$$;
GRANT EXECUTE ON FUNCTION orders.mailbox_of TO omni_orders, omni_vendor;
CREATE INDEX orders_by_mailbox ON orders.orders (vendor_id, orders.mailbox_of(email));

-- Captured although another payment pays or has paid for the checkout: it is nobody's, and given back.
ALTER TABLE orders.payments ADD COLUMN is_surplus boolean NOT NULL DEFAULT false;
DROP INDEX orders.payments_one_running;
CREATE UNIQUE INDEX payments_one_running ON orders.payments (group_id)
  WHERE state NOT IN ('declined', 'cancelled') AND NOT is_surplus;
CREATE TABLE orders.surplus_refunds (
  -- The provider's idempotency key.
  id uuid PRIMARY KEY,
  payment_id uuid NOT NULL CONSTRAINT surplus_refunds_once UNIQUE REFERENCES orders.payments (id),
  group_id uuid NOT NULL REFERENCES orders.order_groups (id),
  state text NOT NULL CHECK (state IN ('requested', 'unknown', 'done', 'failed')),
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  provider_ref text,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz,
  last_error text,
  created_at timestamptz NOT NULL,
  done_at timestamptz
);
CREATE INDEX surplus_refunds_due ON orders.surplus_refunds (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX surplus_refunds_by_group ON orders.surplus_refunds (group_id);
GRANT SELECT, INSERT, UPDATE ON orders.surplus_refunds TO omni_orders;

-- Money that is none is in no balance that is paid out. Entries that are there are told by their note: a column that is
-- computed once writes rows that are append-only, and then is one like any other.
ALTER TABLE orders.payout_entries
  ADD COLUMN is_test boolean GENERATED ALWAYS AS (note = 'Test money' AND kind <> 'payout') STORED;
ALTER TABLE orders.payout_entries
  ALTER COLUMN is_test DROP EXPRESSION,
  ALTER COLUMN is_test SET DEFAULT false,
  ALTER COLUMN is_test SET NOT NULL,
  ADD CONSTRAINT payout_entries_real CHECK (kind <> 'payout' OR NOT is_test);
DROP INDEX orders.payout_entries_by_currency;
CREATE INDEX payout_entries_by_currency ON orders.payout_entries (vendor_id, currency, is_test, id DESC);

-- Mails to one mailbox above what it gets one by one are held, and then told in one.
ALTER TABLE orders.guest_mails
  ADD COLUMN held_until timestamptz,
  ADD COLUMN carried_by uuid,
  DROP CONSTRAINT guest_mails_status_check,
  ADD CONSTRAINT guest_mails_status_check CHECK (status IN ('waiting', 'sent', 'failed', 'carried')),
  ADD CONSTRAINT guest_mails_carried CHECK ((status = 'carried') = (carried_by IS NOT NULL)),
  ADD CONSTRAINT guest_mails_held CHECK (held_until IS NULL OR status = 'waiting');
CREATE INDEX guest_mails_by_mailbox ON orders.guest_mails (orders.mailbox_of(recipient), created_at);
CREATE INDEX guest_mails_held_due ON orders.guest_mails (held_until) WHERE held_until IS NOT NULL;
CREATE INDEX guest_mails_by_carrier ON orders.guest_mails (carried_by) WHERE carried_by IS NOT NULL;
