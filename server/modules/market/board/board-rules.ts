import { sessionPhases } from '../../../../contract/market.ts';
import type { Instrument } from '../instrument.ts';
import type { DaySoFar, Print, SessionPhase } from '../providers/provider.ts';
import type { BoardColumns } from './board-columns.ts';
import type { KeptQuote } from './board-events.ts';
import { type LastPrint, screenPrint } from './screen-print.ts';
import type { Trail } from './trail.ts';

/** Weight of the newest pause in the running mean of pauses. */
const GAP_WEIGHT = 0.2;
const SESSION_CODE = new Map(sessionPhases.map((phase, code) => [phase, code]));
/** What holds until a source says otherwise. */
export const REGULAR = sessionPhases.indexOf('regular');
const KEPT_FIELDS = [
  'version',
  'price',
  'previous_close',
  'open',
  'high',
  'low',
  'volume',
  'at_ms',
  'day',
] as const satisfies readonly (keyof KeptQuote & keyof BoardColumns)[];

const NOTHING: LastPrint = { price: 0, at_ms: 0, pending_price: 0, pending_at_ms: 0 };

/**
 * Screens one print against its cells; a jump is remembered, so that the next print can confirm it.
 * @param how `anew`: what stands there is not compared with; `asked`: a jump is no mistake.
 */
export function screen(
  columns: BoardColumns,
  print: Print,
  latest_ms: number,
  how: { readonly anew?: boolean; readonly asked?: boolean } = {},
): ReturnType<typeof screenPrint> {
  if (how.anew) return screenPrint(print, NOTHING, latest_ms);
  const { index } = print;
  const last = {
    price: columns.price[index] ?? 0,
    at_ms: columns.at_ms[index] ?? 0,
    pending_price: columns.pending_price[index] ?? 0,
    pending_at_ms: columns.pending_at_ms[index] ?? 0,
  };
  const verdict = screenPrint(print, last, latest_ms, how.asked);
  if (verdict === 'absurd_jump') {
    columns.pending_price[index] = print.price;
    columns.pending_at_ms[index] = print.at_ms;
    columns.pending_size[index] = print.size;
  }
  return verdict;
}

/** The refused jump that waits for a second print. */
export function pendingPrint(columns: BoardColumns, index: number): Print {
  return {
    index,
    price: columns.pending_price[index] ?? 0,
    size: columns.pending_size[index] ?? 0,
    at_ms: columns.pending_at_ms[index] ?? 0,
  };
}

/** The first print of a later day turns the last price into the previous close. @param day of the print. */
export function takePrint(columns: BoardColumns, print: Print, day: number): void {
  const { index, price, size } = print;
  const known_day = columns.day[index] ?? -1;
  if (day > known_day) {
    if (known_day !== -1) columns.previous_close[index] = columns.price[index] ?? Number.NaN;
    columns.day[index] = day;
    columns.open[index] = price;
    columns.high[index] = price;
    columns.low[index] = price;
    columns.volume[index] = 0;
  }
  // The day may have been restored or announced without its prices, which reads as NaN; a comparison with NaN is false.
  const high = columns.high[index] ?? Number.NaN;
  const low = columns.low[index] ?? Number.NaN;
  columns.high[index] = price < high ? high : price;
  columns.low[index] = price > low ? low : price;
  columns.volume[index] = (columns.volume[index] ?? 0) + (size > 0 ? size : 0);
  columns.price[index] = price;
  columns.at_ms[index] = print.at_ms;
  columns.source[index] = print.source ?? 0;
  columns.corrected[index] = 0;
  columns.pending_price[index] = 0;
}

/**
 * Sets a day the board has not seen begin. One it has seen, or kept, stays as it is, unless the source's own count is
 * official: that one corrects it.
 */
export function openDay(
  columns: BoardColumns,
  so_far: DaySoFar & { readonly index: number; readonly official?: true },
  day: number,
): void {
  const { index } = so_far;
  if (so_far.official) return correctDay(columns, so_far, day);
  if (columns.day[index] === day) return;
  columns.day[index] = day;
  columns.previous_close[index] = so_far.previous_close;
  columns.open[index] = so_far.open;
  columns.high[index] = so_far.high;
  columns.low[index] = so_far.low;
  columns.volume[index] = so_far.volume;
}

function correctDay(columns: BoardColumns, so_far: DaySoFar & { readonly index: number }, day: number): void {
  const { index } = so_far;
  const known_day = columns.day[index] ?? -1;
  if (day < known_day) return;
  columns.day[index] = day;
  for (const field of ['previous_close', 'open', 'high', 'low', 'volume'] as const) {
    const told = so_far[field];
    if (Number.isFinite(told)) columns[field][index] = told;
    else if (day > known_day) columns[field][index] = field === 'volume' ? 0 : Number.NaN;
  }
}

/** Notes that a print arrived now, and how long the usual pause between two is. */
export function hear(columns: BoardColumns, index: number, now_ms: number): void {
  const before_ms = columns.heard_ms[index] ?? 0;
  if (before_ms > 0) {
    const pause_ms = now_ms - before_ms;
    const usual_ms = columns.gap_ms[index] ?? 0;
    columns.gap_ms[index] = usual_ms === 0 ? pause_ms : usual_ms + (pause_ms - usual_ms) * GAP_WEIGHT;
  }
  columns.heard_ms[index] = now_ms;
}

export function setSession(columns: BoardColumns, index: number, session: SessionPhase): void {
  columns.session[index] = SESSION_CODE.get(session) ?? 0;
}

export function sessionOf(columns: BoardColumns, index: number): SessionPhase {
  return sessionPhases[columns.session[index] ?? 0] ?? 'closed';
}

/** Writes kept rows into their cells. @returns those that were newer than what stood there. */
export function putQuotes(columns: BoardColumns, rows: readonly KeptQuote[], now_ms: number): KeptQuote[] {
  return rows.filter((row) => {
    const { index } = row;
    if (row.version <= (columns.version[index] ?? 0)) return false;
    const before_ms = columns.at_ms[index] ?? 0;
    for (const field of KEPT_FIELDS) columns[field][index] = row[field];
    setSession(columns, index, row.session);
    columns.source[index] = row.source ?? 0;
    columns.corrected[index] = row.corrected === true ? 1 : 0;
    if (before_ms === 0) columns.heard_ms[index] = Math.min(now_ms, row.at_ms);
    else if (row.at_ms > before_ms) hear(columns, index, now_ms);
    return true;
  });
}

/**
 * Prices of instruments whose decimals changed keep their worth.
 * @returns the instruments that have a price: their rows may show another symbol or other decimals now.
 */
export function fitDecimals(columns: BoardColumns, trail: Trail, changed: readonly Instrument[]): number[] {
  const priced: number[] = [];
  for (const { index, price_decimals } of changed) {
    const before = columns.decimals[index] ?? 0;
    columns.decimals[index] = price_decimals;
    if (!columns.price[index]) continue;
    priced.push(index);
    if (before === price_decimals) continue;
    columns.scalePrices(index, 10 ** (price_decimals - before));
    trail.scale(index, 10 ** (price_decimals - before));
  }
  return priced;
}
