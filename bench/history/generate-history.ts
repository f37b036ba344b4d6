import { Client } from 'pg';
import { newId } from '../../server/platform/ids.ts';

const DAY_MS = 86_400_000;
/** A session of 6.5 hours. */
const SESSION_MINUTES = 390;
const YEARS_OF_DAYS = 5;
/** Of one instrument, ticks are kept as well. */
const TICK_S = 5;

export interface GeneratedWorld {
  readonly ids: readonly string[];
  /** The instrument that has ticks, in the table `ticks`. */
  readonly ticked_id: string;
  readonly now_ms: number;
  readonly size: string;
}

/**
 * Fills a migrated database with made-up candles of the source `tape`: per instrument five years of days and a year of
 * hours and minutes of weekday sessions; and a year of ticks, one in five seconds, of one instrument: of a thousand, they
 * would be 1.2 billion rows. Made by PostgreSQL.
 */
export async function generateHistory(
  url: string,
  { instruments, now_ms }: { readonly instruments: number; readonly now_ms: number },
): Promise<GeneratedWorld> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const ids = Array.from({ length: instruments }, () => newId());
    await client.query(
      `INSERT INTO market.instruments (id, symbol, name, kind, security_class, exchange, currency, price_decimals, status, origin, changed_at)
       SELECT id, 'H' || place, 'H' || place, 'stock', 'common', 'XNAS', 'USD', 2, 'active', 'seed', now()
       FROM unnest($1::uuid[]) WITH ORDINALITY AS one (id, place)`,
      [ids],
    );
    const end = new Date(Math.floor(now_ms / DAY_MS) * DAY_MS);
    await makeMonths(client, ids, end);
    await makeLonger(client, ids, end);
    const ticked_id = ids[0] ?? '';
    await makeTicks(client, ticked_id, end);
    await client.query('VACUUM ANALYZE');
    await client.query('CHECKPOINT'); // what is left to write must not be written while reading is timed
    return { ids, ticked_id, now_ms, size: await sizeOf(client, instruments) };
  } finally {
    await client.end();
  }
}

/**
 * Minutes, month by month: each is filled in the order of time, as live prices fill it, with its key made afterwards and
 * without a log for recovery. Neither changes what is read; together they make a hundred million rows a matter of minutes.
 */
async function makeMonths(client: Client, ids: readonly string[], end: Date): Promise<void> {
  const begin = new Date(end);
  begin.setUTCFullYear(begin.getUTCFullYear() - 1);
  for (let back = 12; back >= 0; back -= 1) {
    const from = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - back));
    const to = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - back + 1));
    const name = `market.candles_1m_${from.toISOString().slice(0, 7).replace('-', '_')}`;
    await client.query(`DROP TABLE IF EXISTS ${name}`); // the month of today has been made with the schema
    await client.query(`CREATE UNLOGGED TABLE ${name} (LIKE market.candles_1m INCLUDING CONSTRAINTS)`);
    const first = new Date(Math.max(from.getTime(), begin.getTime()));
    const last = new Date(Math.min(to.getTime() - DAY_MS, end.getTime()));
    await insertCandles(client, { table: name, ids, first, last, times: everyMinute });
    await client.query(`ALTER TABLE ${name} ADD PRIMARY KEY (instrument_id, source, at)`);
    await client.query(`ALTER TABLE market.candles_1m ATTACH PARTITION ${name}
      FOR VALUES FROM ('${from.toISOString()}') TO ('${to.toISOString()}')`);
  }
}

/** A year of hours and five years of days. */
async function makeLonger(client: Client, ids: readonly string[], end: Date): Promise<void> {
  const first = (years: number): Date => {
    const begin = new Date(end);
    begin.setUTCFullYear(begin.getUTCFullYear() - years);
    return begin;
  };
  const day = `SELECT day AS at`;
  const hours = `SELECT day + interval '14 hours 30 minutes' + n * interval '1 hour' AS at FROM generate_series(0, 6) AS n`;
  await insertCandles(client, { table: 'market.candles_1h', ids, first: first(1), last: end, times: hours });
  const days = { table: 'market.candles_1d', ids, first: first(YEARS_OF_DAYS), last: end, times: day };
  await insertCandles(client, days);
}

const everyMinute = `SELECT day + interval '14 hours 30 minutes' + n * interval '1 minute' AS at
  FROM generate_series(0, ${SESSION_MINUTES - 1}) AS n`;

interface Filling {
  readonly table: string;
  readonly ids: readonly string[];
  /** First and last day, both included. */
  readonly first: Date;
  readonly last: Date;
  /** SQL for the starts of a day's candles. */
  readonly times: string;
}

/** A walk of whole cents around 100; high and low a little beyond. */
async function insertCandles(client: Client, { table, ids, first, last, times }: Filling): Promise<void> {
  await client.query(
    `INSERT INTO ${table} (instrument_id, source, at, open, high, low, close, volume)
     SELECT id, 'tape', at, cents * 0.01, (cents + 5) * 0.01, (cents - 5) * 0.01, (cents + 1) * 0.01, 100
     FROM (
       SELECT id, at, (10000 + 2000 * sin(extract(epoch FROM day)::float8 / 3000000) + 100 * random())::int AS cents
       FROM generate_series($2::timestamptz, $3::timestamptz, interval '1 day') AS day, LATERAL (${times}) AS one, unnest($1::uuid[]) AS id
       WHERE extract(isodow FROM day) < 6
     ) AS priced`,
    [ids, first, last],
  );
}

async function makeTicks(client: Client, id: string, end: Date): Promise<void> {
  await client.query('CREATE TABLE ticks (instrument_id uuid, at timestamptz, price numeric, size float8)');
  await client.query(
    `INSERT INTO ticks SELECT $1, day + interval '14 hours 30 minutes' + n * interval '${TICK_S} seconds',
       round((100 + 20 * sin(extract(epoch FROM day) / 3000000) + random())::numeric, 2), 10
     FROM generate_series($2::timestamptz - interval '1 year', $2::timestamptz, interval '1 day') AS day,
       generate_series(0, ${(SESSION_MINUTES * 60) / TICK_S - 1}) AS n
     WHERE extract(isodow FROM day) < 6`,
    [id, end],
  );
  await client.query('CREATE UNIQUE INDEX ON ticks (instrument_id, at)');
}

async function sizeOf(client: Client, instruments: number): Promise<string> {
  const { rows } = await client.query<Record<'minutes' | 'days' | 'ticks' | 'bytes', string>>(`
    SELECT (SELECT count(*) FROM market.candles_1m) AS minutes, (SELECT count(*) FROM market.candles_1d) AS days,
      (SELECT count(*) FROM ticks) AS ticks, pg_size_pretty(pg_database_size(current_database())) AS bytes`);
  const { minutes, days, ticks, bytes } = rows[0] ?? { minutes: '', days: '', ticks: '', bytes: '' };
  return `${instruments} instruments: ${minutes} candles of a minute, ${days} of a day; ${ticks} ticks of one instrument; ${bytes}`;
}
