CREATE SCHEMA market;

-- Everything with a price. Rows are never deleted: what is no longer traded becomes inactive, so that lists, history
-- and orders that name it keep their meaning.
CREATE TABLE market.instruments (
  id             uuid PRIMARY KEY,
  symbol         text NOT NULL CHECK (symbol ~ '^[A-Z0-9^][A-Z0-9.^=/$-]{0,23}$'),
  name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  official_name  text CHECK (length(official_name) BETWEEN 1 AND 300),
  kind           text NOT NULL CHECK (kind IN ('stock', 'etf', 'coin', 'index', 'currency', 'commodity')),
  security_class text NOT NULL CHECK (security_class IN ('common', 'preferred', 'note', 'warrant', 'right', 'unit')),
  exchange       text CHECK (exchange ~ '^[A-Z0-9]{4}$'),
  currency       text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  price_decimals smallint NOT NULL CHECK (price_decimals BETWEEN 0 AND 10),
  status         text NOT NULL CHECK (status IN ('active', 'inactive')),
  market_cap     bigint CHECK (market_cap > 0),
  anchor_price   numeric(24, 10) CHECK (anchor_price > 0),
  volatility     double precision CHECK (volatility > 0 AND volatility < 10),
  sector         text CHECK (length(sector) BETWEEN 1 AND 60),
  origin         text NOT NULL CHECK (origin IN ('seed', 'import', 'admin')),
  changed_at     timestamptz NOT NULL,
  CONSTRAINT instruments_symbol_unique UNIQUE (symbol)
);
