-- A vendor's spreadsheets on their way in: the file, what it is read as, its rows with what comes or came of each, and
-- which imports are at work. Nothing here is needed by a listing: an import may be forgotten.

CREATE TABLE inventory.imports (
  id uuid NOT NULL UNIQUE,
  vendor_id uuid NOT NULL REFERENCES inventory.vendors (id),
  file_name text NOT NULL CHECK (char_length(file_name) BETWEEN 1 AND 200),
  status text NOT NULL CHECK (status IN (
    'uploaded', 'checking', 'checked', 'applying', 'applied', 'cancelled', 'undoing', 'undone', 'failed'
  )),
  bytes integer NOT NULL CHECK (bytes >= 0),
  -- How the bytes become rows, and what each column was taken for: as `recognise` answered.
  recognised jsonb NOT NULL CHECK (jsonb_typeof(recognised) = 'object'),
  -- How people want it read, as the wire has it.
  settings jsonb NOT NULL CHECK (jsonb_typeof(settings) = 'object'),
  -- Of the step that runs or ran: where it is, since when, and how many times it was begun without getting any further.
  rows_done integer NOT NULL DEFAULT 0 CHECK (rows_done >= 0),
  at_line integer NOT NULL DEFAULT 0 CHECK (at_line >= 0),
  step_started_at timestamptz,
  step_ended_at timestamptz,
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  -- Whether the application has begun: there may be something to undo.
  begun boolean NOT NULL DEFAULT false,
  -- Whether taking it back has begun: what is left of it is not written any more.
  undo_begun boolean NOT NULL DEFAULT false,
  -- Why what was written is taken back without being asked.
  gave_up text,
  created integer NOT NULL DEFAULT 0,
  changed integer NOT NULL DEFAULT 0,
  unchanged integer NOT NULL DEFAULT 0,
  rejected integer NOT NULL DEFAULT 0,
  errors jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(errors) = 'array'),
  problem text CHECK (char_length(problem) BETWEEN 1 AND 500),
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  checked_at timestamptz,
  applied_at timestamptz,
  undone_at timestamptz,
  PRIMARY KEY (vendor_id, id)
);

-- The file as it was sent, in parts of a megabyte.
CREATE TABLE inventory.import_files (
  vendor_id uuid NOT NULL,
  import_id uuid NOT NULL,
  part integer NOT NULL CHECK (part >= 0),
  content bytea NOT NULL CHECK (octet_length(content) BETWEEN 1 AND 1048576),
  PRIMARY KEY (vendor_id, import_id, part),
  FOREIGN KEY (vendor_id, import_id) REFERENCES inventory.imports (vendor_id, id) ON DELETE CASCADE
);

CREATE TABLE inventory.import_rows (
  vendor_id uuid NOT NULL,
  import_id uuid NOT NULL,
  line integer NOT NULL CHECK (line > 0),
  outcome text NOT NULL CHECK (outcome IN ('created', 'changed', 'unchanged', 'rejected')),
  title text NOT NULL,
  sku text,
  listing_id uuid,
  -- That the listing had when it was looked at, and after it was written.
  version integer,
  changes jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(changes) = 'array'),
  quantity_change integer NOT NULL DEFAULT 0,
  errors jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(errors) = 'array'),
  -- Whether its application wrote something, which an undo may take back.
  written boolean NOT NULL DEFAULT false,
  -- What the row says in our terms; null where it was rejected as it was read.
  draft jsonb,
  -- Rows of one key are about one piece: the first of them says what it is, the others add to its stock.
  key text,
  first_line integer,
  PRIMARY KEY (vendor_id, import_id, line),
  FOREIGN KEY (vendor_id, import_id) REFERENCES inventory.imports (vendor_id, id) ON DELETE CASCADE
);
CREATE INDEX import_rows_by_outcome ON inventory.import_rows (vendor_id, import_id, outcome, line);
CREATE INDEX import_rows_by_listing ON inventory.import_rows (vendor_id, import_id, listing_id) WHERE outcome = 'created';

-- How files of certain headers are read.
CREATE TABLE inventory.import_mappings (
  id uuid NOT NULL UNIQUE,
  vendor_id uuid NOT NULL REFERENCES inventory.vendors (id),
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 60),
  headers jsonb NOT NULL CHECK (jsonb_typeof(headers) = 'array'),
  settings jsonb NOT NULL CHECK (jsonb_typeof(settings) = 'object'),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (vendor_id, id)
);
CREATE UNIQUE INDEX import_mappings_name_unique ON inventory.import_mappings (vendor_id, lower(name));

-- Imports that are at work or wait for it, one of a vendor: names them and holds nothing of theirs, since a worker looks
-- for them before it acts for a vendor. A claim that is not renewed runs out, and another worker goes on.
CREATE TABLE inventory.import_work (
  vendor_id uuid NOT NULL,
  import_id uuid NOT NULL,
  requested_by uuid NOT NULL,
  requested_at timestamptz NOT NULL,
  claim uuid,
  claimed_until timestamptz,
  PRIMARY KEY (vendor_id),
  FOREIGN KEY (vendor_id, import_id) REFERENCES inventory.imports (vendor_id, id) ON DELETE CASCADE
);

-- A row of a spreadsheet that has no SKU is found by what its card is.
CREATE INDEX card_details_by_name ON inventory.card_details
  (vendor_id, lower(name), game, lower(coalesce(collector_number, '')));

CREATE FUNCTION inventory.works_imports() RETURNS boolean LANGUAGE sql STABLE
  AS $$ SELECT coalesce(current_setting('omni.works_imports', true), '') = 'on' $$;

DO $$
DECLARE
  one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['imports', 'import_files', 'import_rows', 'import_mappings', 'import_work'] LOOP
    EXECUTE format('ALTER TABLE inventory.%I ENABLE ROW LEVEL SECURITY', one);
    EXECUTE format('ALTER TABLE inventory.%I FORCE ROW LEVEL SECURITY', one);
    EXECUTE format(
      'CREATE POLICY own_vendor ON inventory.%I TO omni_vendor USING (vendor_id = inventory.current_vendor())', one);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON inventory.%I TO omni_vendor', one);
  END LOOP;
END
$$;
REVOKE UPDATE ON inventory.import_files FROM omni_vendor;
CREATE POLICY of_workers ON inventory.import_work FOR SELECT TO omni_vendor
  USING (inventory.current_vendor() IS NULL AND inventory.works_imports());
CREATE POLICY claims_of_workers ON inventory.import_work FOR UPDATE TO omni_vendor
  USING (inventory.current_vendor() IS NULL AND inventory.works_imports());
