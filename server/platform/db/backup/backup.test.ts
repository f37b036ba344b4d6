import { cp, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { emptyDatabase } from '../../../../test/support/database.ts';
import { appliedMigrations, migrate } from '../migrate.ts';
import { openDatabase } from '../open.ts';
import type { Db } from '../transaction.ts';
import { dataTables, inReferenceOrder, ownSchemas } from './catalog.ts';
import { withMaintenanceClient } from './maintenance-client.ts';
import { restoreBackup } from './restore-backup.ts';
import { writeBackup } from './write-backup.ts';

/** Everything that makes tables hard to move: references against the alphabet, partitions, triggers, sequences. */
const TABLES = `CREATE SCHEMA IF NOT EXISTS platform;
CREATE SCHEMA shop;
CREATE TABLE shop.z_people (id int PRIMARY KEY GENERATED ALWAYS AS IDENTITY, name text NOT NULL, boss int REFERENCES shop.z_people,
  loud text GENERATED ALWAYS AS (upper(name)) STORED);
CREATE TABLE shop."A bill" (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), person_id int NOT NULL REFERENCES shop.z_people,
  total numeric, paid_at timestamptz, scan bytea, detail jsonb);
CREATE TABLE shop.prices (at date NOT NULL, price numeric NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE shop.audit (line text);
CREATE FUNCTION shop.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'append-only'; END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON shop.audit FOR EACH STATEMENT EXECUTE FUNCTION shop.refuse();
CREATE FUNCTION shop.note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO shop.audit VALUES ('bill'); RETURN NULL; END $$;
CREATE TRIGGER noted AFTER INSERT ON shop."A bill" FOR EACH ROW EXECUTE FUNCTION shop.note();`;
const LATER = "ALTER TABLE shop.z_people ADD COLUMN mood text NOT NULL DEFAULT 'calm';";

const ROWS = `INSERT INTO shop.z_people (name) VALUES (E'tab\\t, newline\\n, back\\\\slash, "quote", ü 🐉'), ('\\.'), ('');
INSERT INTO shop.z_people (name, boss) VALUES ('late', 1);
INSERT INTO shop."A bill" (person_id, total, paid_at, scan, detail)
  VALUES (1, 12345678901234567890.123456789, '2026-01-02 03:04:05.678901Z', '\\x00ff5c', '{"a": [1, null]}'), (2, NULL, 'infinity', NULL, NULL);
CREATE TABLE shop.prices_2020 PARTITION OF shop.prices FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
INSERT INTO shop.prices SELECT date '2020-01-01' + n % 366, n / 7.0 FROM generate_series(1, 20000) AS n;
CREATE TABLE other_program (id int); INSERT INTO other_program VALUES (1);`;

async function folder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'omni-stock-backup-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

async function migrations(files: Readonly<Record<string, string>> = { '0001_tables.sql': TABLES }): Promise<string> {
  const directory = await folder();
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(directory, name), text)));
  return directory;
}

async function onDatabase<Result>(url: string, work: (db: Db) => Promise<Result>): Promise<Result> {
  const database = openDatabase({ url, pool_max: 2 });
  try {
    return await work(database.db);
  } finally {
    await database.close();
  }
}

/** A filled database, its backup and an empty database to restore into. */
async function scene() {
  const directory = await migrations();
  const [source, target] = [await emptyDatabase(), await emptyDatabase()];
  await onDatabase(source.url, async (db) => {
    await migrate(db, { directory });
    await sql.raw(ROWS).execute(db);
  });
  const path = join(await folder(), 'all of it.gz');
  return {
    source: source.url,
    target: target.url,
    path,
    directory,
    backup: () => writeBackup(source.url, path, directory),
    restore: (options: { replace: boolean; directory?: string }) =>
      restoreBackup(target.url, path, { directory, ...options }),
    async [Symbol.asyncDispose]() {
      await source[Symbol.asyncDispose]();
      await target[Symbol.asyncDispose]();
    },
  };
}

/** One number for all rows of each table, whatever their order. */
async function fingerprint(url: string, directory: string): Promise<Record<string, string>> {
  return withMaintenanceClient(url, async (client) => {
    const prints: Record<string, string> = {};
    for (const { schema, table } of await dataTables(client, await ownSchemas(directory))) {
      const { rows } = await client.query<{ print: string }>(
        `SELECT count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) AS print FROM "${schema}"."${table}" t`,
      );
      prints[`${schema}.${table}`] = rows[0]?.print ?? '';
    }
    return prints;
  });
}

describe('backup and restore', () => {
  it('bring every row back into an empty database, to the last digit, and touch nobody else’s tables', async () => {
    await using given = await scene();
    const written = await given.backup();
    expect(written).toEqual({ tables: 4, rows: 4 + 2 + 20_000 + 2 });
    expect(await given.restore({ replace: false })).toMatchObject(written);
    expect(await fingerprint(given.target, given.directory)).toEqual(await fingerprint(given.source, given.directory));
    await onDatabase(given.target, async (db) => {
      const { rows } = await sql<{ found: string | null }>`SELECT to_regclass('other_program') AS found`.execute(db);
      expect(rows[0]?.found).toBeNull();
      await expect(sql`UPDATE shop.audit SET line = 'forged'`.execute(db)).rejects.toThrow('append-only');
      const next = await sql<{ id: number }>`INSERT INTO shop.z_people (name) VALUES ('next') RETURNING id`.execute(db);
      expect(next.rows[0]?.id).toBe(5);
    });
  });

  it('bring a backup of an older version up to the present', async () => {
    await using given = await scene();
    await given.backup();
    const newer = await migrations({ '0001_tables.sql': TABLES, '0002_later.sql': LATER });
    await given.restore({ replace: false, directory: newer });
    await onDatabase(given.target, async (db) => {
      const { rows } = await sql<{ mood: string }>`SELECT DISTINCT mood FROM shop.z_people`.execute(db);
      expect(rows).toEqual([{ mood: 'calm' }]);
      expect(await appliedMigrations(db)).toEqual(['0001_tables', '0002_later']);
    });
  });

  it('refuse a backup of a newer version', async () => {
    await using given = await scene();
    await given.backup();
    const older = await migrations({ '0000_other.sql': 'SELECT 1' });
    await expect(given.restore({ replace: false, directory: older })).rejects.toThrow(
      'written by a newer version of this program (it has 0001_tables)',
    );
  });

  it('are of one moment, though rows come while it is written', async () => {
    await using given = await scene();
    const stop = new AbortController();
    const writes = onDatabase(given.source, async (db) => {
      let pairs = 0;
      for (; !stop.signal.aborted; pairs += 1)
        await sql`WITH one AS (INSERT INTO shop.z_people (name) VALUES ('pair'))
          INSERT INTO shop.audit VALUES ('pair')`.execute(db);
      return pairs;
    });
    await given.backup();
    stop.abort();
    expect(await writes).toBeGreaterThan(0);
    await given.restore({ replace: false });
    await onDatabase(given.target, async (db) => {
      const { rows } = await sql<{ here: string; there: string }>`SELECT
        (SELECT count(*) FROM shop.z_people WHERE name = 'pair') AS here,
        (SELECT count(*) FROM shop.audit WHERE line = 'pair') AS there`.execute(db);
      expect(rows[0]?.here).toBe(rows[0]?.there);
    });
  });

  it('refuse a database that holds rows, unless told to replace them', async () => {
    await using given = await scene();
    await given.backup();
    await given.restore({ replace: false });
    await expect(given.restore({ replace: false })).rejects.toThrow(/not empty[^]*--replace/);
    await onDatabase(given.target, (db) => sql`INSERT INTO shop.z_people (name) VALUES ('to go')`.execute(db));
    await given.restore({ replace: true });
    expect(await fingerprint(given.target, given.directory)).toEqual(await fingerprint(given.source, given.directory));
  });

  it('refuse a database the program is running on', async () => {
    await using given = await scene();
    await given.backup();
    const running = onDatabase(given.target, async (db) => {
      await sql`SELECT 1`.execute(db);
      await expect(given.restore({ replace: true })).rejects.toThrow('Stop it first');
    });
    await running;
  });

  it('refuse a damaged, shortened or foreign file, and leave the database as it is', async () => {
    await using given = await scene();
    await given.backup();
    const whole = await readFile(given.path);
    const damaged = gunzipSync(whole);
    damaged.write('nowhere', damaged.indexOf('newline'));
    await writeFile(given.path, gzipSync(damaged));
    await expect(given.restore({ replace: true })).rejects.toThrow('a checksum does not fit');
    await writeFile(given.path, whole);
    await truncate(given.path, Math.floor(whole.length / 2));
    await expect(given.restore({ replace: true })).rejects.toThrow(/damaged|cut short/);
    await writeFile(given.path, 'no backup at all');
    await expect(given.restore({ replace: true })).rejects.toThrow('is no backup');
    await rm(given.path);
    await expect(given.restore({ replace: true })).rejects.toThrow('does not exist');
    expect(await onDatabase(given.target, appliedMigrations)).toEqual([]);
  });

  it('refuse a database that was never migrated, and leave no file behind', async () => {
    await using empty = await emptyDatabase();
    const path = join(await folder(), 'nothing.gz');
    await expect(writeBackup(empty.url, path)).rejects.toThrow('nothing to back up');
    await expect(stat(path)).rejects.toThrow('ENOENT');
  });

  it('write for the owner alone, and can be copied', async () => {
    await using given = await scene();
    await given.backup();
    expect((await stat(given.path)).mode & 0o777).toBe(0o600);
    await cp(given.path, `${given.path}.copy`);
    await restoreBackup(given.target, `${given.path}.copy`, { replace: false, directory: given.directory });
  });
});

describe('the order of loading', () => {
  const table = (name: string) => ({ schema: 's', table: name, columns: [] });

  it('puts referenced tables first', () => {
    const references = new Map([
      ['s.a', ['s.b']],
      ['s.b', ['s.c', 'elsewhere.x']],
    ]);
    const ordered = inReferenceOrder([table('a'), table('b'), table('c')], references);
    expect(ordered.map((entry) => entry.table)).toEqual(['c', 'b', 'a']);
  });

  it('says which tables refer to each other in a circle', () => {
    const circle = new Map([
      ['s.a', ['s.b']],
      ['s.b', ['s.a']],
    ]);
    expect(() => inReferenceOrder([table('a'), table('b')], circle)).toThrow('in a circle: s.a, s.b');
  });
});
