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

/** Adds alerts on one instrument that one price reaches together: all of one owner, or each of its own. */
export async function fillBurst(
  db: Db,
  {
    symbol,
    count,
    each_its_owner,
  }: { readonly symbol: string; readonly count: number; readonly each_its_owner: boolean },
): Promise<void> {
  if (each_its_owner)
    await sql`
      INSERT INTO identity.users (id, email, name, tier, role, created_at)
      SELECT gen_random_uuid(), 'bench' || n || '@example.org', 'Owner ' || n, 'premium', 'user', now()
      FROM generate_series(1, ${count}::int) n
    `.execute(db);
  const channels = each_its_owner ? ['in_app', 'email'] : ['in_app'];
  await sql`
    WITH owners AS (SELECT id, row_number() OVER (ORDER BY email LIKE 'bench%' DESC, id) AS n FROM identity.users),
    made AS (
      INSERT INTO alerts.alerts (id, user_id, instrument_id, condition_type, threshold_value, repeat, regular_session_only,
        note, channels, status, origin, created_at, updated_at)
      SELECT gen_random_uuid(), owners.id, instrument.id, 'PRICE_ABOVE', 1000 + k * 0.01, 'ONCE',
        true, '', ${channels}::text[], 'active', 'user', now(), now()
      FROM market.instruments instrument, generate_series(1, ${count}::int) k
      JOIN owners ON owners.n = CASE WHEN ${each_its_owner} THEN k ELSE 1 END
      WHERE instrument.symbol = ${symbol}
      RETURNING id, instrument_id
    )
    INSERT INTO alerts.targets (alert_id, instrument_id, state, arming, armed_at)
    SELECT id, instrument_id, 'armed', 1, now() FROM made
  `.execute(db);
  await sql`ANALYZE alerts.alerts, alerts.targets, identity.users`.execute(db);
}
