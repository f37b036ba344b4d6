-- What the platform itself keeps. The migrations' own tables stand here too, made by the migrator.
CREATE SCHEMA IF NOT EXISTS platform;

-- The one secret every key is derived from; one row, made by the first process that asks.
CREATE TABLE platform.master_secret (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  secret bytea NOT NULL CHECK (octet_length(secret) = 32),
  created_at timestamptz NOT NULL DEFAULT now()
);

-- Who leads what. The token rises with every acquisition: a writer that holds an older one is late and is refused.
CREATE TABLE platform.leaderships (
  name text PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 100),
  token bigint NOT NULL DEFAULT 0 CHECK (token >= 0),
  holder_pid integer,
  acquired_at timestamptz,
  expires_at timestamptz
);
