import { sql } from 'kysely';
import { newId } from '../../server/platform/ids.ts';
import type { Platform } from '../../server/platform/platform.ts';
import { alertsOn, type ExpectedFiring, readCloses } from './alert-closes.ts';
import { insertAlert, insertUser } from './alert-rows.ts';

/** A symbol, the day its alert fired and the close that fired it. */
export type FiredOn = readonly [symbol: string, date: string, price: string];

/** Writes the instruments of a file of closes and alerts on them. @returns what must fire. */
export async function prepareReplay(
  platform: Pick<Platform, 'db' | 'signals'>,
  file: string,
  count: number,
): Promise<readonly ExpectedFiring[]> {
  const { db } = platform;
  const expected = alertsOn(await readCloses(file), count);
  const user_id = await insertUser(db);
  for (const { symbol, told } of expected) {
    const instrument_id = newId();
    await sql`
      INSERT INTO market.instruments
        (id, symbol, name, kind, security_class, exchange, currency, price_decimals, status, origin, changed_at)
      VALUES (${instrument_id}, ${symbol}, ${symbol}, 'stock', 'common', 'XNAS', 'USD', 2, 'active', 'import', now())
      ON CONFLICT DO NOTHING
    `.execute(db);
    await insertAlert(platform, { user_id, instrument_id }, { ...told, regular_session_only: true });
  }
  return expected;
}

export function mustFire(expected: readonly ExpectedFiring[]): FiredOn[] {
  return expected
    .flatMap(({ symbol, date, price }) => (date === null ? [] : [[symbol, date, price ?? ''] as const]))
    .sort(bySymbol);
}

export async function firedSoFar({ db }: Pick<Platform, 'db'>): Promise<FiredOn[]> {
  const { rows } = await sql<{ symbol: string; date: string; price: string }>`
    SELECT symbol, to_char(print_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS date, price
    FROM alerts.firings firing JOIN market.instruments instrument ON instrument.id = firing.instrument_id
  `.execute(db);
  return rows.map(({ symbol, date, price }) => [symbol, date, price] as const).sort(bySymbol);
}

function bySymbol([a]: FiredOn, [b]: FiredOn): number {
  return a < b ? -1 : Number(a > b);
}
