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
 * hours and minutes of weekday sessions; and a year of ticks, one in five seconds, of one instrument. Made by PostgreSQL.
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
    await makeMonths(client, end);
    for (const id of ids) await makeCandles(client, id, end);
    const ticked_id = ids[0] ?? '';
    await makeTicks(client, ticked_id, end);
    await client.query('VACUUM ANALYZE');
    await client.query('CHECKPOINT'); // what is left to write must not be written while reading is timed
    return { ids, ticked_id, now_ms, size: await sizeOf(client, instruments) };
  } finally {
    await client.end();
  }
}

async function makeMonths(client: Client, end: Date): Promise<void> {
  for (let back = 0; back <= 12; back += 1) {
    const from = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - back));
    const to = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - back + 1));
    const name = `candles_1m_${from.toISOString().slice(0, 7).replace('-', '_')}`;
    await client.query(`CREATE TABLE IF NOT EXISTS market.${name} PARTITION OF market.candles_1m
      FOR VALUES FROM ('${from.toISOString()}') TO ('${to.toISOString()}')`);
  }
}

/** A walk of whole cents around 100; high and low a little beyond. */
async function makeCandles(client: Client, id: string, end: Date): Promise<void> {
  const insert = (table: string, moments: string): Promise<unknown> =>
    client.query(
      `INSERT INTO market.${table} (instrument_id, source, at, open, high, low, close, volume)
       SELECT $1, 'tape', at, price, price + 0.05, price - 0.05, price + 0.01, 100
       FROM (SELECT at, round((100 + 20 * sin(extract(epoch FROM at) / 3000000) + random())::numeric, 2) AS price FROM (${moments}) AS m) AS p`,
      [id, end],
    );
  const weekdays = (years: number): string =>
    `SELECT day FROM generate_series($2::timestamptz - interval '${years} years', $2::timestamptz, interval '1 day') AS day
     WHERE extract(isodow FROM day) < 6`;
  const within = (step: string): string =>
    `SELECT day + interval '14 hours 30 minutes' + n * interval '${step}' AS at FROM (${weekdays(1)}) AS d`;
  await insert('candles_1d', `SELECT day AS at FROM (${weekdays(YEARS_OF_DAYS)}) AS d`);
  await insert('candles_1h', `${within('1 hour')}, generate_series(0, 6) AS n`);
  await insert('candles_1m', `${within('1 minute')}, generate_series(0, ${SESSION_MINUTES - 1}) AS n`);
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
