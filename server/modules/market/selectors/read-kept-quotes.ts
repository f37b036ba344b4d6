import { parseScaled } from '../../../../contract/decimal.ts';
import type { Db } from '../../../platform/db/transaction.ts';
import type { FeedRun, FeedWord, KeptQuote } from '../board/board-events.ts';
import { CORRECTED } from '../board/board-sources.ts';
import type { InstrumentRegistry } from '../instrument-registry.ts';
import { quoteTables } from '../tables-quotes.ts';

export interface FeedState extends FeedWord {
  readonly run: FeedRun;
}

/** What the leader wrote last about the feed, or null where none ever led. */
export async function readFeedState(db: Db): Promise<FeedState | null> {
  const row = await quoteTables(db)
    .selectFrom('feed_state')
    .select(['token', 'source', 'simulated', 'delay_ms', 'ended', 'watermark', 'heard_at', 'sources'])
    .executeTakeFirst();
  if (row === undefined) return null;
  const { source, simulated, delay_ms } = row;
  const sources = row.sources.map(({ name, simulated: made_up, delay_ms: late_ms, asks }) => {
    return { name, simulated: made_up, delay_ms: late_ms, ...(asks && { asks }) };
  });
  return {
    run: { token: Number(row.token), source, simulated, delay_ms, ...(sources.length > 0 && { sources }) },
    ended: row.ended,
    watermark_ms: row.watermark?.getTime() ?? 0,
    heard_ms: row.heard_at?.getTime() ?? 0,
    alive_ms: row.sources.map(({ alive_at_ms }) => alive_at_ms),
  };
}

/** Quotes kept by the leader with this token that are newer than `after_version`, in the order of their versions. */
export async function readKeptQuotes(
  db: Db,
  registry: InstrumentRegistry,
  which: { readonly run: FeedRun; readonly after_version: number },
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
      'source',
    ])
    .where('token', '=', String(which.run.token))
    .where('version', '>', String(which.after_version))
    .orderBy('version');
  const kept: KeptQuote[] = [];
  for (const row of await query.execute()) {
    const instrument = registry.byId(row.instrument_id);
    if (instrument === undefined) continue;
    const scaled = (text: string | null): number =>
      (text === null ? null : parseScaled(text, instrument.price_decimals)) ?? Number.NaN;
    const price = scaled(row.price);
    const corrected = row.source.endsWith(CORRECTED);
    const source = corrected ? row.source.slice(0, -CORRECTED.length) : row.source;
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
      source: Math.max(0, which.run.sources?.findIndex(({ name }) => name === source) ?? 0),
      ...(corrected && { corrected }),
    });
  }
  return kept;
}
