import { sql } from 'kysely';
import { AppError } from '../../../../contract/errors.ts';
import type { BackfillView } from '../../../../contract/backfills.ts';
import type { BodyOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import type { RequestInfo } from '../../../platform/http/route.ts';
import { newId } from '../../../platform/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import { recordAudit } from '../../identity/index.ts';
import { backfillView } from '../backfill/backfill.ts';
import { providerOf } from '../backfill/run-backfills.ts';
import { MINUTES_KEPT_DAYS } from '../candles/candle-jobs.ts';
import { DAY_MS, startOf } from '../history/intervals.ts';
import { findInstrument, type HistoryReader } from '../selectors/get-history.ts';
import { historyTables } from '../tables-history.ts';

/**
 * Orders a back-fill; a worker begins with it within a minute.
 * @throws AppError `instrument_unknown`, `window_invalid`, `backfill_unavailable`.
 */
export async function startBackfill(
  platform: Platform,
  reader: HistoryReader,
  call: { readonly actor: Member; readonly body: BodyOf<'startBackfill'>; readonly request: RequestInfo },
): Promise<BackfillView> {
  const { interval, from, to } = call.body;
  const instrument = findInstrument(reader.registry, call.body.symbol);
  const provider = providerOf(reader.provider, instrument);
  if (provider?.history === undefined)
    throw new AppError('backfill_unavailable', { detail: reasonWhyNot(provider?.computed !== undefined) });
  const now = platform.clock.now();
  const now_ms = now.getTime();
  const from_ms = Date.parse(from);
  const to_ms = Math.min(startOf(interval, now_ms), to === undefined ? now_ms : Date.parse(to) + DAY_MS);
  if (from_ms >= to_ms) throw new AppError('window_invalid');
  if (interval === '1m' && from_ms < now_ms - MINUTES_KEPT_DAYS * DAY_MS)
    throw new AppError('backfill_unavailable', {
      detail: `Candles of a minute are kept for ${MINUTES_KEPT_DAYS} days.`,
    });
  return inTransaction(platform.db, async (tx) => {
    const row = await historyTables(tx)
      .insertInto('backfills')
      .values({
        id: newId(),
        version: 0,
        provider: provider.name,
        instrument_id: instrument.id,
        interval,
        from_at: new Date(from_ms),
        to_at: new Date(to_ms),
        status: 'waiting',
        todo: sql`${JSON.stringify([{ from_ms, to_ms }])}::jsonb`,
        gaps: sql`'[]'::jsonb`,
        candles: 0,
        attempts: 0,
        has_actions: false,
        last_error: null,
        next_try_at: now,
        created_at: now,
        updated_at: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    const detail = { symbol: instrument.symbol, interval, from, provider: provider.name };
    const subject = { subject_id: row.id, request_id: call.request.id, detail };
    await recordAudit(tx, platform, { action: 'backfill.started', actor_id: call.actor.user_id, ...subject });
    return backfillView(row, reader.registry);
  });
}

function reasonWhyNot(is_computed: boolean): string {
  return is_computed
    ? 'The past of simulated prices is computed when it is asked for.'
    : 'The provider of this instrument tells no past.';
}
