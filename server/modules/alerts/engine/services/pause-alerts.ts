import { sql } from 'kysely';
import type { Tx } from '../../../../platform/db/transaction.ts';
import { definitionOf } from '../../alert.ts';
import { type EnginePause, type Notify, pausedNotice } from '../../notices.ts';
import { listSubject, sentenceOf } from '../../sentence.ts';
import type { InstrumentRegistry } from '../../../market/index.ts';
import type { LockedRow } from '../selectors/target-rows.ts';

type Paused = LockedRow & { readonly id: string; readonly list_name: string | null };

/** Pauses active alerts for a reason of ours and tells their owners. @returns the ids of those that were active. */
export async function pauseAlerts(
  tx: Tx,
  { notify, registry }: { readonly notify: Notify; readonly registry: InstrumentRegistry },
  alert_ids: readonly string[],
  { reason, at }: { readonly reason: EnginePause; readonly at: Date },
): Promise<readonly string[]> {
  if (alert_ids.length === 0) return [];
  const { rows } = await sql<Paused>`
    UPDATE alerts.alerts alert
    SET status = 'paused', pause_reason = ${reason}, updated_at = ${at}, revision = nextval('alerts.revisions')
    WHERE id = ANY(${[...alert_ids]}::uuid[]) AND status = 'active'
    RETURNING alert.*, (SELECT list.name FROM watchlists.watchlists list
      WHERE alert.instrument_id IS NULL AND list.id = alert.watchlist_id) AS list_name
  `.execute(tx);
  await notify(
    tx,
    rows.map((row) => {
      const { id, user_id, note, message, channels, instrument_id, list_name } = row;
      const symbol = instrument_id === null ? null : (registry.byId(instrument_id)?.symbol ?? null);
      const subject = symbol ?? list_name ?? '';
      const sentence = sentenceOf(symbol ?? listSubject(subject), definitionOf(row));
      return pausedNotice({ id, user_id, note, message, channels }, { subject, symbol, sentence, at, reason });
    }),
  );
  return rows.map(({ id }) => id);
}
