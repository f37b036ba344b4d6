import { sql } from 'kysely';
import type { Db } from '../../../../platform/db/transaction.ts';
import type { WatchedTarget } from '../watched-target.ts';
import { type WatchedRow, watchedColumns, watchedTarget } from './target-rows.ts';

const FOUND_MAX = 1_000;

/**
 * Armed levels of active alerts that a price this feed kept has reached; those of regular sessions by the price that was
 * evaluated in one. A price that an administrator put right is no print.
 * @param token of the feed's leader. @param armed_before what was armed later is left out.
 */
export async function readLevelsReached(
  db: Db,
  { token, armed_before }: { readonly token: number; readonly armed_before: Date },
): Promise<readonly WatchedTarget[]> {
  const { rows } = await sql<WatchedRow>`
    SELECT ${watchedColumns}
    FROM alerts.targets target
    JOIN alerts.alerts alert ON alert.id = target.alert_id
    JOIN market.quotes quote ON quote.instrument_id = target.instrument_id
    LEFT JOIN alerts.checkpoints checkpoint ON checkpoint.instrument_id = target.instrument_id
    WHERE target.state = 'armed' AND alert.status = 'active' AND target.armed_at < ${armed_before}
      AND (alert.expires_at IS NULL OR alert.expires_at > ${armed_before})
      AND alert.and_condition_type IS NULL AND alert.repeat IN ('ONCE', 'EVERY_CROSS')
      AND quote.token = ${token} AND quote.session <> 'halted' AND quote.source NOT LIKE '%(corrected)'
      AND CASE alert.condition_type
        WHEN 'PRICE_ABOVE' THEN
          (CASE WHEN alert.regular_session_only THEN checkpoint.regular_price ELSE quote.price END) >= alert.threshold_value
        WHEN 'PRICE_BELOW' THEN
          (CASE WHEN alert.regular_session_only THEN checkpoint.regular_price ELSE quote.price END) <= alert.threshold_value
        ELSE false END
    LIMIT ${FOUND_MAX}
  `.execute(db);
  return rows.map(watchedTarget);
}
