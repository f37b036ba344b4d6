import { hash } from 'node:crypto';
import { formatScaled } from '../../../../contract/decimal.ts';
import { EXPORT_POINTS_MAX, HISTORY_POINTS_MAX } from '../../../../contract/history.ts';
import type { QueryOf } from '../../../../contract/schemas.ts';
import { AppError } from '../../../../contract/errors.ts';
import type { Actor } from '../../../platform/actor.ts';
import { cell } from '../history/candle-columns.ts';
import type { CandleQuestion, CandleSeries } from '../history/candle-series.ts';
import { windowFor } from '../history/history-window.ts';
import type { Instrument } from '../instrument.ts';
import type { InstrumentRegistry } from '../instrument-registry.ts';
import { type HistoryParts, openWindow } from './open-window.ts';
import { readCandles, readCandlesInParts } from './read-candles.ts';

/** Reading the past by symbol. */
export interface HistoryReader extends HistoryParts {
  readonly registry: InstrumentRegistry;
}

interface HistoryText {
  readonly data_json: string;
  readonly etag: string;
}

interface Asked {
  readonly symbol: string;
  readonly query: QueryOf<'getHistory'>;
}

/**
 * Candles of one instrument as JSON text of `History`: 2,000 candles through a serialiser cost more than reading them. The
 * validator leaves the window's end aside: where nothing was traded, a later `now` is no news.
 * @throws AppError `instrument_unknown`, `window_invalid`, `history_window_limit`, `history_too_fine`.
 */
export async function getHistory(reader: HistoryReader, actor: Actor, asked: Asked): Promise<HistoryText> {
  const instrument = findInstrument(reader.registry, asked.symbol);
  const question = questionOf(reader, actor, asked.query);
  const series = await readCandles(reader, instrument, { ...question, points_max: HISTORY_POINTS_MAX });
  const { currency, interval, adjusted, splits, source, simulated, from_ms, to_ms } = series;
  const head = JSON.stringify({
    symbol: instrument.symbol,
    currency,
    price_decimals: instrument.price_decimals,
    interval,
    from: new Date(from_ms).toISOString(),
    adjusted,
    splits,
    source,
    simulated,
  });
  const candles = rowsOf(series, ({ time, open, high, low, close, volume }) => {
    return `{"time":"${time}","open":"${open}","high":"${high}","low":"${low}","close":"${close}","volume":${volume}}`;
  });
  const body = `${head.slice(0, -1)},"candles":[${candles.join(',')}]`;
  const to = new Date(to_ms).toISOString();
  return { data_json: `${body},"to":"${to}"}`, etag: hash('sha1', body, 'base64url') };
}

/**
 * The same as CSV, with a week of shorter candles in memory at a time.
 * @throws AppError as `getHistory`, before the first line.
 */
export async function exportHistory(
  reader: HistoryReader,
  actor: Actor,
  asked: Asked,
): Promise<{ readonly name: string; readonly text: AsyncIterable<string> }> {
  const instrument = findInstrument(reader.registry, asked.symbol);
  const question = { ...questionOf(reader, actor, asked.query), points_max: EXPORT_POINTS_MAX };
  const { interval, from_ms } = await openWindow(reader, instrument, question);
  const from = new Date(from_ms).toISOString().slice(0, 10);
  const lines = csvOf(reader, instrument, { ...question, interval, from_ms });
  return { name: `${instrument.symbol}-${interval}-from-${from}.csv`, text: lines };
}

async function* csvOf(reader: HistoryReader, instrument: Instrument, question: CandleQuestion): AsyncGenerator<string> {
  yield 'time,open,high,low,close,volume\r\n';
  for await (const series of readCandlesInParts(reader, instrument, question)) {
    const lines = rowsOf(series, ({ time, open, high, low, close, volume }) => {
      return `${time},${open},${high},${low},${close},${volume}\r\n`;
    });
    if (lines.length > 0) yield lines.join('');
  }
}

/** @throws AppError `instrument_unknown` `{ symbol }`. */
export function findInstrument(registry: InstrumentRegistry, symbol: string): Instrument {
  const instrument = registry.find(symbol);
  if (instrument === undefined) throw new AppError('instrument_unknown', { symbol });
  return instrument;
}

function questionOf({ clock }: HistoryParts, { tier }: Actor, query: Asked['query']): CandleQuestion {
  const { interval, source } = query;
  return { ...windowFor(tier, query, clock.ms()), interval, adjusted: query.adjusted === 'true', source };
}

type Row = Readonly<Record<'time' | 'open' | 'high' | 'low' | 'close' | 'volume', string>>;

/** Adjusted volumes can be fractions; six decimals of a piece are plenty. */
function rowsOf(series: CandleSeries, write: (row: Row) => string): string[] {
  const price = (column: Float64Array, at: number): string => formatScaled(cell(column, at), series.decimals);
  return Array.from({ length: series.length }, (_, at) =>
    write({
      time: new Date(cell(series.time_ms, at)).toISOString(),
      open: price(series.open, at),
      high: price(series.high, at),
      low: price(series.low, at),
      close: price(series.close, at),
      volume: String(Math.round(cell(series.volume, at) * 1e6) / 1e6),
    }),
  );
}
