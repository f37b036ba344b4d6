import { formatScaled } from '../../../../contract/decimal.ts';
import { SPARKLINE_POINTS_MAX, type SparklineView } from '../../../../contract/market.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Instrument } from '../instrument.ts';
import type { Quotes } from '../quotes.ts';
import type { TradingDay } from '../sessions/session-calendar.ts';
import { venueOf } from '../sessions/venues.ts';
import { findInstruments } from './get-quotes.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

interface Line {
  readonly prices: readonly number[];
  readonly from_ms: number;
  readonly to_ms: number;
  readonly day: Pick<TradingDay, 'opens_ms' | 'closes_ms'>;
}

/** Answers the day so far of many instruments; computed lines are kept for a minute. */
export type GetSparklines = (symbols: readonly string[]) => SparklineView[];

/** @returns a selector; it throws AppError `symbols_unknown` and leaves out symbols without a price. */
export function sparklineSelector(quotes: Quotes, clock: Clock): GetSparklines {
  const { board } = quotes;
  const computed = new Map<number, { readonly minute: number; readonly line: Line }>();

  function lineOf(instrument: Instrument): Line | null {
    if (!board.columns.price[instrument.index]) return null;
    const provider = quotes.providerOf(instrument);
    const is_its = board.sources.of(instrument.index).name === provider?.name;
    if (!is_its || !provider?.recomputes) return trailOf(quotes, instrument);
    const minute = Math.floor(clock.ms() / MINUTE_MS);
    const known = computed.get(instrument.index);
    if (known?.minute === minute) return known.line;
    const line = computeLine(quotes, instrument, clock.ms());
    if (line !== null) computed.set(instrument.index, { minute, line });
    return line;
  }

  return (symbols) =>
    findInstruments(board.registry, symbols).flatMap((instrument) => {
      const line = lineOf(instrument);
      return line === null ? [] : [viewOf(quotes, instrument, line)];
    });
}

/**
 * The session's prices from its start to now, evenly spaced; the whole session would fill all points. Where a session
 * follows the last without a pause, the last 24 hours instead: right after midnight there would be nothing to see.
 */
function computeLine({ board, provider }: Quotes, instrument: Instrument, now_ms: number): Line | null {
  const traded_ms = board.columns.at_ms[instrument.index] ?? 0;
  const { opens_ms, closes_ms } = provider.calendar.dayAt(venueOf(instrument), traded_ms);
  const pauses = closes_ms - opens_ms < DAY_MS;
  const day = pauses ? { opens_ms, closes_ms } : { opens_ms: now_ms - DAY_MS, closes_ms: now_ms };
  const from_ms = day.opens_ms;
  const to_ms = Math.max(from_ms + 1, Math.min(now_ms, day.closes_ms));
  const part = (to_ms - from_ms) / (day.closes_ms - day.opens_ms);
  const count = Math.min(SPARKLINE_POINTS_MAX, 2 + Math.floor(part * (SPARKLINE_POINTS_MAX - 2)));
  const prices = provider.dayPoints(instrument, { from_ms, to_ms, count });
  return prices === null ? null : { prices, from_ms, to_ms, day };
}

/** What the board remembers: of today where it has at least two points, else of the days before, as from a recording of closes. */
function trailOf({ board, provider }: Quotes, instrument: Instrument): Line | null {
  const points = board.trail.points(instrument.index);
  const last = points.at(-1);
  if (last === undefined) return null;
  const day = provider.calendar.dayAt(venueOf(instrument), last.at_ms);
  const today = points.filter(({ at_ms }) => at_ms >= day.from_ms);
  const shown = today.length >= 2 ? today : points;
  const from_ms = shown[0]?.at_ms ?? last.at_ms;
  return {
    prices: shown.map(({ price }) => price),
    from_ms,
    to_ms: last.at_ms,
    day: today.length >= 2 ? day : { opens_ms: from_ms, closes_ms: last.at_ms },
  };
}

function viewOf({ board }: Quotes, instrument: Instrument, { prices, from_ms, to_ms, day }: Line): SparklineView {
  const time = (ms: number): string => new Date(Math.round(ms)).toISOString();
  const previous_close = board.columns.previous_close[instrument.index] ?? Number.NaN;
  return {
    symbol: instrument.symbol,
    points: prices.map((price) => formatScaled(price, instrument.price_decimals)),
    from: time(from_ms),
    to: time(to_ms),
    day_from: time(day.opens_ms),
    day_to: time(day.closes_ms),
    previous_close: Number.isNaN(previous_close) ? null : formatScaled(previous_close, instrument.price_decimals),
  };
}
