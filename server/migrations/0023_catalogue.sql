-- The shared catalogue: games, their sets, and printings of cards. Nobody's stock; everyone reads it, imports write it.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE SCHEMA catalogue;

CREATE TABLE catalogue.sets (
  game text NOT NULL CHECK (game ~ '^[a-z0-9][a-z0-9_-]{0,39}$'),
  -- The code in lower case: what a set is known by.
  set_key text NOT NULL CHECK (char_length(set_key) BETWEEN 1 AND 40),
  set_code text NOT NULL,
  set_name text NOT NULL CHECK (char_length(set_name) BETWEEN 1 AND 120),
  -- The name's words in the form they are compared in.
  name_key text NOT NULL,
  -- BCP 47, of the name: an English one is kept before others; empty where the code stands in for it.
  name_language text NOT NULL,
  released_on date,
  -- As cards print it: the 102 of "4/102".
  printed_total integer,
  -- How many printings are known.
  printings integer NOT NULL DEFAULT 0,
  PRIMARY KEY (game, set_key)
);
CREATE INDEX sets_by_name ON catalogue.sets (game, name_key);
CREATE INDEX sets_by_release ON catalogue.sets ((coalesce(released_on, '-infinity'::date)) DESC, game, set_key);

-- One row per name and game, so that many printings of one card are one thing to look for.
CREATE TABLE catalogue.cards (
  id uuid PRIMARY KEY,
  game text NOT NULL,
  -- The name's words in the form they are compared in, with one space between.
  name_key text NOT NULL,
  words tsvector NOT NULL,
  CONSTRAINT cards_name_unique UNIQUE (game, name_key)
);
CREATE INDEX cards_by_word ON catalogue.cards USING gin (words) WITH (fastupdate = off);

CREATE TABLE catalogue.printings (
  -- Made from the source and its id there, so that an import anew finds the same.
  id uuid PRIMARY KEY,
  game text NOT NULL,
  set_key text NOT NULL,
  card_id uuid NOT NULL REFERENCES catalogue.cards (id),
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
  collector_number text NOT NULL CHECK (char_length(collector_number) BETWEEN 1 AND 40),
  -- The number without what is left out in writing: "4" of "004/102".
  number_key text NOT NULL,
  language text NOT NULL,
  -- What tells it from others of the same number: "Extended Art, Cold Foil".
  variant text,
  rarity text,
  finishes text[] NOT NULL CHECK (cardinality(finishes) > 0),
  artist text,
  released_on date,
  image_url text CHECK (image_url ~ '^https://'),
  image_small_url text CHECK (image_small_url ~ '^https://'),
  external_ids jsonb NOT NULL,
  -- The words of name, set, number and variant.
  words tsvector NOT NULL,
  FOREIGN KEY (game, set_key) REFERENCES catalogue.sets (game, set_key)
);
CREATE INDEX printings_by_number ON catalogue.printings (game, set_key, number_key);
CREATE INDEX printings_by_card ON catalogue.printings (card_id);
CREATE INDEX printings_by_external_id ON catalogue.printings USING gin (external_ids jsonb_path_ops) WITH (fastupdate = off);
CREATE INDEX printings_by_word ON catalogue.printings USING gin (words) WITH (fastupdate = off);

-- Every word that names and sets are made of: what a misspelled one is compared with.
CREATE TABLE catalogue.words (word text PRIMARY KEY);
CREATE INDEX words_alike ON catalogue.words USING gin (word gin_trgm_ops) WITH (fastupdate = off);
CREATE INDEX words_by_beginning ON catalogue.words (word text_pattern_ops);

-- What was imported by the program itself, and which edition of it.
CREATE TABLE catalogue.starters (name text PRIMARY KEY, edition text NOT NULL, imported_at timestamptz NOT NULL);

GRANT USAGE ON SCHEMA catalogue TO omni_vendor;
GRANT SELECT ON catalogue.sets, catalogue.cards, catalogue.printings TO omni_vendor;
