import { sql } from 'kysely';
import type { Db } from '../../server/platform/db/transaction.ts';
import { insertUser } from '../../test/support/alert-rows.ts';

/** Instruments, each with as many alerts above and below the start, a cent and more away, and the burst's: 10,000 at one price. */
export async function fillAlerts(
  db: Db,
  { alerts, instruments }: { readonly alerts: number; readonly instruments: number },
): Promise<void> {
  const user_id = await insertUser(db);
  await sql`
    INSERT INTO market.instruments
      (id, symbol, name, kind, security_class, exchange, currency, price_decimals, status, origin, changed_at)
    SELECT gen_random_uuid(), 'B' || n, 'Bench ' || n, 'stock', 'common', 'XNAS', 'USD', 2, 'active', 'import', now()
    FROM generate_series(1, ${instruments}::int) n
  `.execute(db);
  await sql`SET LOCAL statement_timeout = 0`.execute(db).catch(() => undefined);
  const per = Math.floor(alerts / instruments);
  for (let from = 1; from <= per; from += 10) {
    await sql`
      WITH made AS (
        INSERT INTO alerts.alerts (id, user_id, instrument_id, condition_type, threshold_value, repeat, regular_session_only,
          note, channels, status, origin, created_at, updated_at)
        SELECT gen_random_uuid(), ${user_id}::uuid, id, CASE WHEN k % 2 = 0 THEN 'PRICE_ABOVE' ELSE 'PRICE_BELOW' END,
          CASE WHEN k % 2 = 0 THEN 100.5 + k * 0.25 ELSE 99.5 - k * 0.25 END, 'ONCE', true, '', ARRAY['in_app'], 'active',
          'user', now(), now()
        FROM market.instruments, generate_series(${from}::int, ${Math.min(per, from + 9)}::int) k
        RETURNING id, instrument_id
      )
      INSERT INTO alerts.targets (alert_id, instrument_id, state, arming, armed_at)
      SELECT id, instrument_id, 'armed', 1, now() FROM made
    `.execute(db);
  }
  await sql`ANALYZE alerts.alerts`.execute(db);
  await sql`ANALYZE alerts.targets`.execute(db);
}

/** Adds alerts on one instrument that one price reaches together. */
export async function fillBurst(db: Db, symbol: string, count: number): Promise<void> {
  await sql`
    WITH made AS (
      INSERT INTO alerts.alerts (id, user_id, instrument_id, condition_type, threshold_value, repeat, regular_session_only,
        note, channels, status, origin, created_at, updated_at)
      SELECT gen_random_uuid(), (SELECT id FROM identity.users LIMIT 1), instrument.id, 'PRICE_ABOVE', 1000 + n * 0.01, 'ONCE',
        true, '', ARRAY['in_app'], 'active', 'user', now(), now()
      FROM market.instruments instrument, generate_series(1, ${count}::int) n WHERE instrument.symbol = ${symbol}
      RETURNING id, instrument_id
    )
    INSERT INTO alerts.targets (alert_id, instrument_id, state, arming, armed_at)
    SELECT id, instrument_id, 'armed', 1, now() FROM made
  `.execute(db);
}
