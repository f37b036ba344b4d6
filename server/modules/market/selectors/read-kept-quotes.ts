import { parseScaled } from '../../../../contract/decimal.ts';
import type { Db } from '../../../platform/db/transaction.ts';
import type { FeedRun, KeptQuote } from '../board/board-events.ts';
import type { InstrumentRegistry } from '../instrument-registry.ts';
import { quoteTables } from '../tables-quotes.ts';

export interface FeedState {
  readonly run: FeedRun;
  readonly ended: boolean;
  readonly watermark_ms: number;
  readonly heard_ms: number;
}

/** What the leader wrote last about the feed, or null where none ever led. */
export async function readFeedState(db: Db): Promise<FeedState | null> {
  const row = await quoteTables(db)
    .selectFrom('feed_state')
    .select(['token', 'source', 'simulated', 'delay_ms', 'ended', 'watermark', 'heard_at'])
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    run: { token: Number(row.token), source: row.source, simulated: row.simulated, delay_ms: row.delay_ms },
    ended: row.ended,
    watermark_ms: row.watermark?.getTime() ?? 0,
    heard_ms: row.heard_at?.getTime() ?? 0,
  };
}

/** Quotes kept by the leader with this token that are newer than `after_version`, in the order of their versions. */
export async function readKeptQuotes(
  db: Db,
  registry: InstrumentRegistry,
  which: { readonly token: number; readonly after_version: number },
): Promise<KeptQuote[]> {
  const query = quoteTables(db)
    .selectFrom('quotes')
    .select([
      'instrument_id',
      'version',
      'price',
      'previous_close',
      'open',
      'high',
      'low',
      'volume',
      'at',
      'day',
      'session',
    ])
    .where('token', '=', String(which.token))
    .where('version', '>', String(which.after_version))
    .orderBy('version');
  const kept: KeptQuote[] = [];
  for (const row of await query.execute()) {
    const instrument = registry.byId(row.instrument_id);
    if (instrument === undefined) continue;
    const scaled = (text: string | null): number =>
      (text === null ? null : parseScaled(text, instrument.price_decimals)) ?? Number.NaN;
    const price = scaled(row.price);
    if (Number.isNaN(price)) continue; // written with more decimals than the instrument has now
    kept.push({
      index: instrument.index,
      version: Number(row.version),
      price,
      previous_close: scaled(row.previous_close),
      open: scaled(row.open),
      high: scaled(row.high),
      low: scaled(row.low),
      volume: row.volume,
      at_ms: row.at.getTime(),
      day: row.day,
      session: row.session,
    });
  }
  return kept;
}
