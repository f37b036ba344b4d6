-- A desk with a hundred thousand orders: pages by indexes, a search that reads what it finds, and sums of the days that are
-- over, kept once and exact for ever.

-- What lists are sorted by, as columns: behind row-level security an expression with COALESCE in it is asked of every row.
ALTER TABLE orders.orders
  ADD COLUMN came_at timestamptz NOT NULL GENERATED ALWAYS AS (coalesce(placed_at, created_at)) STORED,
  ADD COLUMN due_key timestamptz NOT NULL GENERATED ALWAYS AS (coalesce(due_at, 'infinity'::timestamptz)) STORED;
DROP INDEX orders.orders_by_placed, orders.orders_by_due, orders.orders_open;
CREATE INDEX orders_by_came ON orders.orders (vendor_id, came_at, id);
CREATE INDEX orders_by_state ON orders.orders (vendor_id, status, fulfilment_status, came_at, id);
CREATE INDEX orders_by_due ON orders.orders (vendor_id, due_key, id);
CREATE INDEX orders_open ON orders.orders (vendor_id, due_key, id) INCLUDE (fulfilment_status) WHERE status = 'placed';
CREATE INDEX refunds_by_time ON orders.refunds (vendor_id, created_at);
CREATE INDEX refunds_open ON orders.refunds (vendor_id, created_at) WHERE state <> 'done';
-- The last line in which a listing was sold tells what it was called then.
CREATE INDEX order_lines_by_sold_listing ON orders.order_lines (vendor_id, listing_id, id);
DROP INDEX orders.order_lines_by_listing;

-- What an order is searched by: its number, e-mail and name of its buyer, SKUs and titles of its lines. All of it is frozen.
-- Without capitals and accents, a space before every word.
CREATE TABLE orders.order_search (
  vendor_id uuid, order_id uuid, words text NOT NULL,
  PRIMARY KEY (vendor_id, order_id),
  FOREIGN KEY (vendor_id, order_id) REFERENCES orders.orders (vendor_id, id)
);
-- Sums of the days before `day` are kept.
CREATE TABLE orders.kept_until (vendor_id uuid PRIMARY KEY REFERENCES inventory.vendors (id), day date NOT NULL);
CREATE TABLE orders.sold_days (
  vendor_id uuid, currency text, day date,
  orders bigint NOT NULL, pieces bigint NOT NULL, gross_minor bigint NOT NULL, refunded_minor bigint NOT NULL,
  PRIMARY KEY (vendor_id, currency, day)
);
CREATE TABLE orders.sold_listing_days (
  vendor_id uuid, currency text, day date, listing_id uuid, pieces bigint NOT NULL, gross_minor bigint NOT NULL,
  PRIMARY KEY (vendor_id, currency, day, listing_id) INCLUDE (pieces, gross_minor)
);
-- By the day of the entry's id, since a balance is that of all ids up to one.
CREATE TABLE orders.payout_days (
  vendor_id uuid, currency text, day date, kind text, is_test boolean, amount_minor bigint NOT NULL,
  PRIMARY KEY (vendor_id, currency, day, kind, is_test) INCLUDE (amount_minor)
);
DO $$
DECLARE
  one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['order_search', 'kept_until', 'sold_days', 'sold_listing_days', 'payout_days'] LOOP
    EXECUTE format('ALTER TABLE orders.%I ENABLE ROW LEVEL SECURITY', one);
    EXECUTE format('ALTER TABLE orders.%I FORCE ROW LEVEL SECURITY', one);
    EXECUTE format('CREATE POLICY own_vendor ON orders.%I TO omni_vendor USING (vendor_id = inventory.current_vendor())', one);
    EXECUTE format('CREATE POLICY orders_work ON orders.%I TO omni_orders USING (true)', one);
    EXECUTE format('GRANT SELECT ON orders.%I TO omni_vendor, omni_orders', one);
    EXECUTE format('GRANT INSERT, UPDATE ON orders.%I TO omni_orders', one);
  END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION inventory.folded TO omni_orders, omni_vendor;

CREATE FUNCTION orders.index_search(p_orders uuid[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO orders.order_search AS kept (vendor_id, order_id, words)
  SELECT sold.vendor_id, sold.id, ' ' || regexp_replace(inventory.folded(concat_ws(' ', sold.number, sold.email,
      sold.shipping_address ->> 'name', (SELECT string_agg(line.sku || ' ' || line.title, ' ' ORDER BY line.position)
        FROM orders.order_lines AS line WHERE line.vendor_id = sold.vendor_id AND line.order_id = sold.id))), '\s+', ' ', 'g')
  FROM unnest(p_orders) AS asked (id) JOIN orders.orders AS sold ON sold.id = asked.id
  ON CONFLICT (vendor_id, order_id) DO UPDATE SET words = excluded.words
$$;
CREATE FUNCTION orders.lines_written() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ BEGIN
  PERFORM orders.index_search(array(SELECT DISTINCT order_id FROM touched));
  RETURN NULL;
END $$;
CREATE TRIGGER order_lines_search AFTER INSERT ON orders.order_lines
  REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION orders.lines_written();

-- What each word of a search asks of an order's words: to be in them, or of one or two letters to be the beginning of one.
CREATE FUNCTION orders.search_patterns(p_text text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg('%' || CASE WHEN char_length(token) > 2 THEN '' ELSE ' ' END
    || regexp_replace(token, '([\\%_])', '\\\1', 'g') || '%'), ARRAY[''])
  FROM (SELECT DISTINCT token FROM regexp_split_to_table(inventory.folded(p_text), '\s+') AS token WHERE token <> '' LIMIT 10) AS asked
$$;
-- Orders of the vendor of the transaction that have all words of a text, null where there are more than p_max. Run as
-- omni_orders, whose policy holds no wall between the search and its index, since LIKE is not leakproof; the wall here is
-- the vendor it names itself.
CREATE FUNCTION orders.find_orders(p_text text, p_max integer) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off SET max_parallel_workers_per_gather = 0 SET jit = off AS $$
DECLARE
  v_asked text;
  v_found uuid[];
BEGIN
  SELECT string_agg(format(' AND search.words LIKE %L', pattern), '') INTO v_asked
    FROM unnest(orders.search_patterns(p_text)) AS pattern;
  EXECUTE 'SELECT array(SELECT search.order_id FROM orders.order_search AS search
    WHERE ARRAY[search.vendor_id] @> ARRAY[$1]' || v_asked || ' LIMIT $2)'
    INTO v_found USING inventory.current_vendor(), p_max + 1;
  RETURN CASE WHEN cardinality(v_found) <= p_max THEN v_found END;
END $$;

-- What was sold and given back on each day (in UTC) from p_from on, before p_upto. Of orders nothing that is counted here
-- changes after they are placed; a refund counts on the day it is asked for, until it fails.
CREATE FUNCTION orders.sold_by_day(p_vendor uuid, p_from date, p_upto date)
  RETURNS TABLE (currency text, day date, orders bigint, pieces bigint, gross_minor bigint, refunded_minor bigint)
LANGUAGE sql STABLE AS $$
  SELECT happened.currency, (happened.at AT TIME ZONE 'UTC')::date, sum(happened.orders)::bigint, sum(happened.pieces)::bigint,
    sum(happened.gross)::bigint, sum(happened.refunded)::bigint
  FROM (
    SELECT sold.currency, sold.placed_at AS at, 1 AS orders, coalesce((SELECT sum(line.quantity) FROM orders.order_lines AS line
        WHERE line.vendor_id = sold.vendor_id AND line.order_id = sold.id), 0) AS pieces, sold.total_minor AS gross, 0 AS refunded
    FROM orders.orders AS sold
    WHERE sold.vendor_id = p_vendor AND sold.placed_at IS NOT NULL
      AND sold.came_at >= p_from::timestamp AT TIME ZONE 'UTC' AND sold.came_at < p_upto::timestamp AT TIME ZONE 'UTC'
    UNION ALL
    SELECT refund.currency, refund.created_at, 0, 0, 0, refund.amount_minor
    FROM orders.refunds AS refund
    WHERE refund.vendor_id = p_vendor AND refund.state <> 'failed'
      AND refund.created_at >= p_from::timestamp AT TIME ZONE 'UTC' AND refund.created_at < p_upto::timestamp AT TIME ZONE 'UTC'
  ) AS happened
  GROUP BY 1, 2
$$;
CREATE FUNCTION orders.sold_by_listing(p_vendor uuid, p_from date, p_upto date)
  RETURNS TABLE (currency text, day date, listing_id uuid, pieces bigint, gross_minor bigint)
LANGUAGE sql STABLE AS $$
  SELECT sold.currency, (sold.placed_at AT TIME ZONE 'UTC')::date, line.listing_id, sum(line.quantity)::bigint,
    sum(line.subtotal_minor)::bigint
  FROM orders.orders AS sold
  JOIN orders.order_lines AS line ON line.vendor_id = sold.vendor_id AND line.order_id = sold.id
  WHERE sold.vendor_id = p_vendor AND sold.placed_at IS NOT NULL
    AND sold.came_at >= p_from::timestamp AT TIME ZONE 'UTC' AND sold.came_at < p_upto::timestamp AT TIME ZONE 'UTC'
  GROUP BY 1, 2, 3
$$;
-- The day of a UUID of version 7, and the first that a day has.
CREATE FUNCTION orders.day_of(p_id uuid) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT '1970-01-01'::date + (('x' || left(replace(p_id::text, '-', ''), 12))::bit(48)::bigint / 86400000)::integer
$$;
CREATE FUNCTION orders.first_id_of(p_day date) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT rpad(lpad(to_hex(greatest(p_day - '1970-01-01'::date, 0) * 86400000::bigint), 12, '0'), 32, '0')::uuid
$$;
CREATE FUNCTION orders.entered_by_day(p_vendor uuid, p_from date, p_upto date)
  RETURNS TABLE (currency text, day date, kind text, is_test boolean, amount_minor bigint)
LANGUAGE sql STABLE AS $$
  SELECT entry.currency, orders.day_of(entry.id), entry.kind, entry.is_test, sum(entry.amount_minor)::bigint
  FROM orders.payout_entries AS entry
  WHERE entry.vendor_id = p_vendor AND entry.id >= orders.first_id_of(p_from) AND entry.id < orders.first_id_of(p_upto)
  GROUP BY 1, 2, 3, 4
$$;

-- A day is kept by whoever has this lock alone. What happens on a day that is kept already is added to it by whoever makes
-- it happen, with a share of the lock; the keeper never waits for them.
CREATE FUNCTION orders.is_kept(p_vendor uuid, p_day date) RETURNS boolean LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$ BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('orders.keeping.' || p_vendor, 0));
  RETURN EXISTS (SELECT FROM orders.kept_until AS kept WHERE kept.vendor_id = p_vendor AND kept.day > p_day);
END $$;
-- Keeps a vendor's next days before p_upto, DAYS_MAX at most: the first that is not kept then, or null where somebody is
-- placing an order just now.
CREATE FUNCTION orders.keep_days(p_vendor uuid, p_upto date) RETURNS date LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  DAYS_MAX CONSTANT integer := 31;
  v_from date;
  v_upto date;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtextextended('orders.keeping.' || p_vendor, 0)) THEN RETURN NULL; END IF;
  SELECT kept.day INTO v_from FROM orders.kept_until AS kept WHERE kept.vendor_id = p_vendor;
  IF NOT FOUND THEN
    v_from := least(p_upto,
      (SELECT min(came_at) AT TIME ZONE 'UTC' FROM orders.orders WHERE vendor_id = p_vendor)::date,
      (SELECT min(created_at) AT TIME ZONE 'UTC' FROM orders.refunds WHERE vendor_id = p_vendor)::date,
      orders.day_of((SELECT id FROM orders.payout_entries WHERE vendor_id = p_vendor ORDER BY id LIMIT 1)));
  END IF;
  v_upto := greatest(v_from, least(p_upto, v_from + DAYS_MAX));
  INSERT INTO orders.sold_days (vendor_id, currency, day, orders, pieces, gross_minor, refunded_minor)
    SELECT p_vendor, told.* FROM orders.sold_by_day(p_vendor, v_from, v_upto) AS told;
  INSERT INTO orders.sold_listing_days (vendor_id, currency, day, listing_id, pieces, gross_minor)
    SELECT p_vendor, told.* FROM orders.sold_by_listing(p_vendor, v_from, v_upto) AS told ORDER BY told.day;
  INSERT INTO orders.payout_days (vendor_id, currency, day, kind, is_test, amount_minor)
    SELECT p_vendor, told.* FROM orders.entered_by_day(p_vendor, v_from, v_upto) AS told;
  INSERT INTO orders.kept_until VALUES (p_vendor, v_upto) ON CONFLICT (vendor_id) DO UPDATE SET day = excluded.day;
  RETURN v_upto;
END $$;

CREATE FUNCTION orders.order_sold() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_day date := (NEW.placed_at AT TIME ZONE 'UTC')::date;
BEGIN
  IF orders.is_kept(NEW.vendor_id, v_day) THEN
    INSERT INTO orders.sold_days AS kept (vendor_id, currency, day, orders, pieces, gross_minor, refunded_minor)
      SELECT NEW.vendor_id, NEW.currency, v_day, 1, coalesce(sum(line.quantity), 0), NEW.total_minor, 0
      FROM orders.order_lines AS line WHERE line.vendor_id = NEW.vendor_id AND line.order_id = NEW.id
      ON CONFLICT (vendor_id, currency, day) DO UPDATE SET orders = kept.orders + 1, pieces = kept.pieces + excluded.pieces,
        gross_minor = kept.gross_minor + excluded.gross_minor;
    INSERT INTO orders.sold_listing_days AS kept (vendor_id, currency, day, listing_id, pieces, gross_minor)
      SELECT NEW.vendor_id, NEW.currency, v_day, line.listing_id, line.quantity, line.subtotal_minor
      FROM orders.order_lines AS line WHERE line.vendor_id = NEW.vendor_id AND line.order_id = NEW.id ORDER BY line.listing_id
      ON CONFLICT (vendor_id, currency, day, listing_id) DO UPDATE SET pieces = kept.pieces + excluded.pieces,
        gross_minor = kept.gross_minor + excluded.gross_minor;
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION orders.refund_counted() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_day date := (NEW.created_at AT TIME ZONE 'UTC')::date;
  v_change bigint := CASE WHEN NEW.state = 'failed' THEN 0 ELSE NEW.amount_minor END;
BEGIN
  v_change := v_change - CASE WHEN TG_OP = 'INSERT' OR OLD.state = 'failed' THEN 0 ELSE OLD.amount_minor END;
  IF v_change <> 0 AND orders.is_kept(NEW.vendor_id, v_day) THEN
    INSERT INTO orders.sold_days AS kept (vendor_id, currency, day, orders, pieces, gross_minor, refunded_minor)
      VALUES (NEW.vendor_id, NEW.currency, v_day, 0, 0, 0, v_change)
      ON CONFLICT (vendor_id, currency, day) DO UPDATE SET refunded_minor = kept.refunded_minor + excluded.refunded_minor;
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION orders.payout_entered() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF orders.is_kept(NEW.vendor_id, orders.day_of(NEW.id)) THEN
    INSERT INTO orders.payout_days AS kept (vendor_id, currency, day, kind, is_test, amount_minor)
      VALUES (NEW.vendor_id, NEW.currency, orders.day_of(NEW.id), NEW.kind, NEW.is_test, NEW.amount_minor)
      ON CONFLICT (vendor_id, currency, day, kind, is_test) DO UPDATE SET amount_minor = kept.amount_minor + excluded.amount_minor;
  END IF;
  RETURN NULL;
END $$;

GRANT CREATE ON SCHEMA orders TO omni_orders; -- only to be given the functions
ALTER FUNCTION orders.index_search OWNER TO omni_orders;
ALTER FUNCTION orders.lines_written OWNER TO omni_orders;
ALTER FUNCTION orders.find_orders OWNER TO omni_orders;
ALTER FUNCTION orders.order_sold OWNER TO omni_orders;
ALTER FUNCTION orders.refund_counted OWNER TO omni_orders;
ALTER FUNCTION orders.payout_entered OWNER TO omni_orders;
REVOKE CREATE ON SCHEMA orders FROM omni_orders;
REVOKE ALL ON FUNCTION orders.index_search, orders.find_orders FROM PUBLIC;
GRANT EXECUTE ON FUNCTION orders.find_orders TO omni_vendor;

-- At the commit: an order has its lines by then, and the share of the lock is held for a moment.
CREATE CONSTRAINT TRIGGER orders_sold_at_once AFTER INSERT ON orders.orders DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.placed_at IS NOT NULL) EXECUTE FUNCTION orders.order_sold();
CREATE CONSTRAINT TRIGGER orders_sold AFTER UPDATE OF placed_at ON orders.orders DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.placed_at IS NULL AND NEW.placed_at IS NOT NULL) EXECUTE FUNCTION orders.order_sold();
CREATE CONSTRAINT TRIGGER refunds_counted AFTER INSERT OR UPDATE OF state ON orders.refunds DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION orders.refund_counted();
CREATE CONSTRAINT TRIGGER payout_entries_entered AFTER INSERT ON orders.payout_entries DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION orders.payout_entered();

-- What was bought already.
SELECT set_config('role', 'omni_orders', true);
SELECT orders.index_search(array(SELECT id FROM orders.orders));
SELECT set_config('role', 'none', true);
-- Led by the vendor, so that a search reads its own orders alone.
CREATE INDEX order_search_by_part ON orders.order_search USING gin ((ARRAY[vendor_id]), words gin_trgm_ops)
  WITH (gin_pending_list_limit = 512);
