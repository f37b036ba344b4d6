import { sql } from 'kysely';
import type { Db } from '../../server/platform/db/transaction.ts';

let prepared = false;

/**
 * What an engine without memory would ask after each batch: which armed alerts of these symbols stand between the price
 * before and the price now. @returns milliseconds.
 */
export async function scanOnce(db: Db, symbols: readonly string[]): Promise<number> {
  if (!prepared) {
    await sql`CREATE INDEX bench_levels ON alerts.alerts (instrument_id, threshold_value) WHERE status = 'active'`.execute(
      db,
    );
    await sql`CREATE INDEX bench_targets ON alerts.targets (alert_id) WHERE state = 'armed'`.execute(db);
    await sql`ANALYZE alerts.alerts`.execute(db);
    prepared = true;
  }
  const began = performance.now();
  await sql`
    SELECT target.no FROM unnest(${[...symbols]}::text[]) WITH ORDINALITY print (symbol, n)
    JOIN market.instruments instrument ON instrument.symbol = print.symbol
    JOIN alerts.alerts alert ON alert.instrument_id = instrument.id AND alert.status = 'active'
      AND alert.threshold_value BETWEEN 99.9 AND 100.1
    JOIN alerts.targets target ON target.alert_id = alert.id AND target.state = 'armed'
  `.execute(db);
  return performance.now() - began;
}
