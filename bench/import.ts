import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import type { Db } from '../server/platform/db/transaction.ts';
import { compose } from '../server/compose.ts';
import { readConfig } from '../server/config.ts';
import { systemClock } from '../server/platform/clock.ts';
import { createLog } from '../server/platform/log.ts';
import { Client } from '../test/support/client.ts';
import { ImportDesk } from '../test/support/imports.ts';
import { openVendor } from '../test/support/vendors.ts';
import { shopDialects, shopFile, shopPieces } from '../test/support/shop-file.ts';
import { embeddedDatabase } from './analytics/embedded-database.ts';

const ROWS = 50_000;
const PROBE_MS = 25;

/**
 * A shop's file into the whole program in one process, over HTTP: sent, checked, applied, sent again, taken back; what
 * others wait meanwhile; and beside it the same rows copied from
 * table to table, which PostgreSQL does without reading, checking or explaining any of them. `--rows=N`, `--dialect=NAME`;
 * `--unnumbered`: no card has a collector number, so that each is looked for by its name.
 */
export async function bench(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { rows: { type: 'string' }, dialect: { type: 'string' }, unnumbered: { type: 'boolean' } },
  });
  const count = Number(values.rows ?? ROWS);
  const names = shopDialects.filter((name) => values.dialect === undefined || name === values.dialect);
  if (names.length === 0) throw new Error(`--dialect is one of ${shopDialects.join(', ')}`);
  const folder = await mkdtemp(join(tmpdir(), 'omni-stock-bench-'));
  await chmod(folder, 0o755); // the server runs under another account than root
  try {
    await using database = await embeddedDatabase(folder);
    const program = await start(database.url);
    try {
      const numbered = shopPieces(count);
      const pieces =
        values.unnumbered === true
          ? numbered.map((one) => ({ ...one, name: `${one.name} ${one.number}`, number: '' }))
          : numbered;
      for (const name of names)
        await measure(program.url(), database.db, { name, text: shopFile(name, pieces), count });
      await copies(database.db);
    } finally {
      await program.drain();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function start(url: string) {
  const env = { DATABASE_URL: url, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'warn', TRUST_PROXY: '1', DEMO: '0' };
  const config = readConfig(['--run=api,worker'], env);
  const program = await compose(config, {
    clock: systemClock,
    log: createLog('warn'),
    web_dir: null,
    requests_per_minute: () => 1_000_000,
  });
  await program.start();
  return program;
}

async function measure(
  url: string,
  db: Db,
  { name, text, count }: { readonly name: string; readonly text: string; readonly count: number },
): Promise<void> {
  const client = new Client(url);
  const email = `${name}@example.org`;
  await register(client, email);
  const desk = new ImportDesk(client, await openVendor(client, name));
  const other = new Client(url);
  await register(other, `other-${email}`);
  const probe = new Probe(other, (await openVendor(other, 'Elsewhere')).vendor_id);
  const sent = await timed(() => desk.send(text, `${name}.csv`));
  const { id } = sent.value;
  // Most of these programs write files of one game, and do not say of which.
  const defaults = { game: 'fab', currency: null, location_id: null, status: 'draft' } as const;
  const body = { policy: 'accept_valid', defaults } as const;
  await client.do('updateImport', { params: desk.one(id), body });
  const checked = await timed(() => desk.check(id));
  const applied = await timed(() => desk.apply(id));
  const again = await timed(async () => {
    const second = await desk.send(text);
    await client.do('updateImport', { params: desk.one(second.id), body });
    return desk.check(second.id);
  });
  const undone = await timed(() => desk.undo(id));
  const waits = await probe.stop();
  const seconds = (ms: number): string => (ms / 1000).toFixed(1);
  const both = checked.ms + applied.ms;
  console.log(
    `${name}: ${(text.length / 1e6).toFixed(1)} MB sent in ${seconds(sent.ms)} s, checked in ${seconds(checked.ms)} s, ` +
      `applied in ${seconds(applied.ms)} s: ${Math.round(count / (both / 1000))} rows/s for both; ` +
      `checked again in ${seconds(again.ms)} s; undone in ${seconds(undone.ms)} s`,
  );
  console.log(
    `  ${JSON.stringify(applied.value.counts)}, again ${JSON.stringify(again.value.counts)}; ${undone.value.problem ?? 'nothing kept'}`,
  );
  console.log(`  meanwhile another shop's list: ${waits}`);
  const drift = await sql`SELECT FROM inventory.drift()`.execute(db);
  if (drift.rows.length > 0) console.log(`  DRIFT in ${drift.rows.length} levels`);
}

/** A computer that has much to do turns sign-ups away for a moment. */
async function register(client: Client, email: string): Promise<void> {
  for (;;) {
    const answer = await client.call('register', { body: { email, password: 'correct horse battery staple' } });
    if (answer.status < 300) return;
    if (answer.status !== 503) throw new Error(`register answered ${answer.status}`);
    await pause(1_000);
  }
}

/** Somebody else, who asks for a list forty times a second. */
class Probe {
  readonly #times: number[] = [];
  readonly #delay = monitorEventLoopDelay({ resolution: 5 });
  readonly #work: Promise<void>;
  #stopped = false;

  constructor(client: Client, vendor_id: string) {
    this.#delay.enable();
    this.#work = this.#ask(client, vendor_id);
    // Where the measurement fails, its own error is the one to see.
    this.#work.catch(() => undefined);
  }

  async stop(): Promise<string> {
    this.#stopped = true;
    await this.#work;
    this.#delay.disable();
    const sorted = this.#times.toSorted((one, other) => one - other);
    const at = (part: number): string => (sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(0);
    const loop = (this.#delay.percentile(99) / 1e6).toFixed(0);
    return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(0.9999)} ms; event loop p99 ${loop} ms`;
  }

  async #ask(client: Client, vendor_id: string): Promise<void> {
    while (!this.#stopped) {
      const began = performance.now();
      await client.do('listCollectibles', { params: { vendor_id } });
      this.#times.push(performance.now() - began);
      await pause(PROBE_MS);
    }
  }
}

const TABLES = ['listings', 'card_details', 'listing_changes', 'price_changes', 'stock_levels', 'stock_movements'];

/** The rows that are there now, written by one statement a table, into tables of the same keys and into bare ones. */
async function copies(db: Db): Promise<void> {
  for (const like of ['INCLUDING ALL', '']) {
    let ms = 0;
    for (const table of TABLES) {
      const columns = await writable(db, table);
      await sql.raw(`CREATE TABLE public.copy_of (LIKE inventory.${table} ${like})`).execute(db);
      const copy = sql.raw(`INSERT INTO public.copy_of (${columns}) SELECT ${columns} FROM inventory.${table}`);
      ({ ms } = await timed(() => copy.execute(db), ms));
      await sql`DROP TABLE public.copy_of`.execute(db);
    }
    const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM inventory.listings`.execute(db);
    const where = like === '' ? 'bare tables' : 'tables with keys and indexes';
    const listings = rows[0]?.count ?? 0;
    console.log(
      `the same ${listings} listings with cards, history, prices, levels and movements copied into ${where}: ` +
        `${(ms / 1000).toFixed(1)} s, ${Math.round(listings / (ms / 1000))} listings/s`,
    );
  }
}

async function writable(db: Db, table: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`SELECT quote_ident(attname) AS name FROM pg_attribute
    WHERE attrelid = ${`inventory.${table}`}::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
      AND attidentity = ''`.execute(db);
  return rows.map(({ name }) => name).join(', ');
}

async function timed<Value>(
  work: () => Promise<Value>,
  before = 0,
): Promise<{ readonly value: Value; readonly ms: number }> {
  const began = performance.now();
  const value = await work();
  return { value, ms: before + performance.now() - began };
}
