import { sql } from 'kysely';
import type { Tx } from '../../../../platform/db/transaction.ts';
import type { InstrumentRegistry } from '../../../market/index.ts';
import type { Notify } from '../../notices.ts';
import { pauseAlerts } from './pause-alerts.ts';

/** Pauses active alerts of instruments that are not traded any more, and tells their owners. A list's alert goes on for the others. */
export async function pauseDelisted(
  tx: Tx,
  parts: { readonly notify: Notify; readonly registry: InstrumentRegistry },
  instrument_ids: readonly string[],
  at: Date,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM alerts.alerts WHERE instrument_id = ANY(${[...instrument_ids]}::uuid[]) AND status = 'active'
    ORDER BY id FOR NO KEY UPDATE
  `.execute(tx);
  return pauseAlerts(
    tx,
    parts,
    rows.map(({ id }) => id),
    { reason: 'delisted', at },
  );
}
