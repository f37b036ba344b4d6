import { sql } from 'kysely';
import { formatScaled } from '../../../../contract/decimal.ts';
import type { Tx } from '../../../platform/db/transaction.ts';
import { type Signal, signal } from '../../../platform/signals.ts';
import { sessionOf } from '../board/board-rules.ts';
import type { QuoteBoard } from '../board/quote-board.ts';
import type { ProviderState } from '../providers/provider-state.ts';

/** Sent with every flush: rows up to `version` of the leader with this token can be read. */
export const quotesFlushed: Signal<{ readonly token: number; readonly version: number }> =
  signal('market.quotes_flushed');

/**
 * Writes the board's rows of these instruments as they are now, in one statement. Behind the leader's token: the caller
 * has asked `assertLeads` in `tx`.
 */
export async function saveQuotes(tx: Tx, board: QuoteBoard, indexes: readonly number[]): Promise<void> {
  const { columns, registry, run, sources } = board;
  const list = (cell: (index: number) => string | number | undefined): string => `{${indexes.map(cell).join(',')}}`;
  const prices = (column: Float64Array): string =>
    list((index) => {
      const price = column[index] ?? Number.NaN;
      return Number.isNaN(price) ? 'NULL' : formatScaled(price, columns.decimals[index] ?? 0);
    });
  await sql`
    INSERT INTO market.quotes AS quote
      (instrument_id, token, version, source, price, previous_close, open, high, low, volume, at, day, session)
    SELECT row.id, ${run.token}::bigint, row.version, row.source, row.price, row.previous_close, row.open, row.high, row.low,
           row.volume, to_timestamp(row.at_ms / 1000), row.day, row.session
    FROM unnest(
      ${list((index) => registry.at(index).id)}::uuid[], ${list((index) => columns.version[index])}::bigint[],
      ${prices(columns.price)}::numeric[], ${prices(columns.previous_close)}::numeric[], ${prices(columns.open)}::numeric[],
      ${prices(columns.high)}::numeric[], ${prices(columns.low)}::numeric[],
      ${list((index) => columns.volume[index])}::float8[], ${list((index) => columns.at_ms[index])}::float8[],
      ${list((index) => columns.day[index])}::int[], ${list((index) => sessionOf(columns, index))}::text[],
      ${list((index) => sources.nameOf(index))}::text[]
    ) AS row (id, version, price, previous_close, open, high, low, volume, at_ms, day, session, source)
    ON CONFLICT (instrument_id) DO UPDATE SET
      token = excluded.token, version = excluded.version, source = excluded.source, price = excluded.price,
      previous_close = excluded.previous_close, open = excluded.open, high = excluded.high, low = excluded.low,
      volume = excluded.volume, at = excluded.at, day = excluded.day, session = excluded.session
  `.execute(tx);
}

/** Writes how the feed as a whole is, and each of its providers. */
export async function saveFeedState(tx: Tx, board: QuoteBoard, states: readonly ProviderState[] = []): Promise<void> {
  const { run } = board;
  const time = (ms: number): Date | null => (ms === 0 ? null : new Date(ms));
  const sources = run.sources?.map((source, code) => ({ ...source, alive_at_ms: board.sources.aliveAt(code) })) ?? [];
  await sql`
    INSERT INTO market.feed_state
      (token, source, simulated, delay_ms, ended, watermark, heard_at, sources, providers)
    VALUES (${run.token}, ${run.source}, ${run.simulated}, ${run.delay_ms}, ${board.ended},
            ${time(board.watermark_ms)}, ${time(board.heard_ms)}, ${JSON.stringify(sources)}::jsonb,
            ${JSON.stringify(states)}::jsonb)
    ON CONFLICT (only_row) DO UPDATE SET
      token = excluded.token, source = excluded.source, simulated = excluded.simulated, delay_ms = excluded.delay_ms,
      ended = excluded.ended, watermark = excluded.watermark, heard_at = excluded.heard_at,
      sources = excluded.sources, providers = excluded.providers
  `.execute(tx);
}
