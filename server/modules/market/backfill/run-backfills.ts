import type { Platform } from '../../../platform/platform.ts';
import type { Instrument } from '../instrument.ts';
import type { InstrumentRegistry } from '../instrument-registry.ts';
import type { KeptInterval, PastCandle, Provider } from '../providers/provider.ts';
import { keepActions, keepPast } from '../services/keep-past.ts';
import { claimBackfill, keepBackfill } from '../services/keep-backfill.ts';
import { DAY_MS, startOf } from '../history/intervals.ts';
import type { BackfillRow } from './backfill.ts';
import { answered, givenUp, nextSpan, type Span, triedAgain, unanswered } from './spans.ts';

export interface BackfillParts {
  readonly platform: Pick<Platform, 'db' | 'clock' | 'log'>;
  readonly registry: InstrumentRegistry;
  readonly provider: Provider;
}

/** What one request asks for at most; a provider may answer less. */
const SPAN_MS: Readonly<Record<KeptInterval, number>> = { '1m': 7 * DAY_MS, '1h': 120 * DAY_MS, '1d': 1_500 * DAY_MS };
const REQUEST_MS_MAX = 60_000;
/** After so many failures one after the other the attempt ends. */
const FAILURES_MAX = 3;
const ATTEMPTS_MAX = 6;
/** Pause before the second attempt; each further one is four times as long. */
const PAUSE_MS = 60_000;
const PAUSE_MS_MAX = 6 * 3_600_000;
/** A run ends after this; the next goes on. */
const RUN_MS_MAX = 8 * 60_000;
const ERROR_LENGTH_MAX = 500;

/** Works through the back-fills that are due, until there are none, `signal` aborts or RUN_MS_MAX have passed. */
export async function runBackfills(parts: BackfillParts, signal: AbortSignal): Promise<void> {
  const until_ms = parts.platform.clock.ms() + RUN_MS_MAX;
  const mayGoOn = (): boolean => !signal.aborted && parts.platform.clock.ms() < until_ms;
  while (mayGoOn()) {
    const row = await claimBackfill(parts.platform);
    if (row === null) return;
    await runOne(parts, row, { signal, mayGoOn });
  }
}

interface Run {
  readonly signal: AbortSignal;
  mayGoOn(): boolean;
}

/** One attempt, or the rest of one that was cut short. */
async function runOne(parts: BackfillParts, claimed: BackfillRow, run: Run): Promise<void> {
  const { platform, registry } = parts;
  let row: BackfillRow | null = begun(claimed);
  const instrument = registry.byId(row.instrument_id);
  const provider = instrument === undefined ? null : providerOf(parts.provider, instrument);
  if (instrument === undefined || provider?.history === undefined || provider.name !== row.provider) {
    const state = givenUp(row, 'The provider is no longer used for this instrument');
    await keepBackfill(platform, {
      ...row,
      ...state,
      ...FAILED,
      last_error: 'The provider is no longer used for this instrument',
    });
    return;
  }
  row = await fetchActions(parts, row, instrument, run.signal);
  for (let failures = 0; row !== null && run.mayGoOn(); ) {
    const span = nextSpan(row, SPAN_MS[row.interval]);
    if (span === null) {
      await keepBackfill(platform, ended(row, platform.clock.ms()));
      return;
    }
    const asked = await ask(provider, instrument, row, span, run.signal);
    if (run.signal.aborted) return; // the row says where to go on
    if ('candles' in asked) {
      failures = 0;
      row = await keepPast(platform, {
        row: { ...row, ...answered(row, asked.reached_ms) },
        instrument,
        candles: asked.candles,
      });
      continue;
    }
    failures += 1;
    const { error, is_final, retry_after_ms } = asked;
    platform.log.warn({ symbol: instrument.symbol, provider: row.provider, reason: error }, 'a back-fill met a gap');
    const failed = { ...row, ...unanswered(row, span, error), last_error: error };
    const stops = is_final || failures >= FAILURES_MAX || retry_after_ms > 0;
    const next: BackfillRow = stops ? { ...failed, ...givenUp(failed, error) } : failed;
    if (is_final) row = await keepBackfill(platform, { ...next, ...FAILED });
    else if (stops) row = await keepBackfill(platform, ended(next, platform.clock.ms(), retry_after_ms));
    else row = await keepBackfill(platform, next);
    if (stops) return;
  }
}

const FAILED = { status: 'failed', next_try_at: null } as const;

function begun(row: BackfillRow): BackfillRow {
  if (row.status === 'running') return row; // its worker is gone
  const state = row.todo.length === 0 ? triedAgain(row) : row;
  return { ...row, todo: state.todo, gaps: state.gaps, status: 'running', attempts: row.attempts + 1 };
}

/** The row after an attempt. */
function ended(row: BackfillRow, now_ms: number, retry_after_ms = 0): BackfillRow {
  if (row.gaps.length === 0) return { ...row, status: 'done', next_try_at: null, last_error: null };
  if (row.attempts >= ATTEMPTS_MAX) return { ...row, ...FAILED };
  const pause_ms = Math.max(retry_after_ms, Math.min(PAUSE_MS_MAX, PAUSE_MS * 4 ** (row.attempts - 1)));
  return { ...row, status: 'waiting', next_try_at: new Date(now_ms + pause_ms) };
}

type Asked =
  | { readonly candles: readonly PastCandle[]; readonly reached_ms: number }
  | { readonly error: string; readonly is_final: boolean; readonly retry_after_ms: number };

async function ask(
  provider: Provider,
  instrument: Instrument,
  { interval }: BackfillRow,
  span: Span,
  signal: AbortSignal,
): Promise<Asked> {
  try {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(REQUEST_MS_MAX)]);
    const part = await provider.history?.(instrument, { interval, ...span }, limited);
    const reached_ms = Math.min(part?.reached_ms ?? 0, span.to_ms);
    if (part === undefined || !(reached_ms > span.from_ms)) return failure(new Error('The provider made no progress'));
    return { candles: part.candles.filter((candle) => isCandle(candle, interval, span)), reached_ms };
  } catch (error) {
    return failure(error);
  }
}

function failure(error: unknown): Asked {
  const { message, kind, retry_after_ms } = error as { message?: unknown; kind?: unknown; retry_after_ms?: unknown };
  return {
    error: (typeof message === 'string' && message !== '' ? message : 'An unknown failure').slice(0, ERROR_LENGTH_MAX),
    is_final: kind === 'refused',
    retry_after_ms: typeof retry_after_ms === 'number' ? retry_after_ms : 0,
  };
}

/** What is kept for ever is looked at once more: nothing but whole candles of the span. */
function isCandle(candle: PastCandle, interval: KeptInterval, span: Span): boolean {
  const { at_ms, open, high, low, close, volume } = candle;
  return (
    at_ms >= startOf(interval, span.from_ms) &&
    at_ms < span.to_ms &&
    startOf(interval, at_ms) === at_ms &&
    [open, high, low, close].every((price) => Number.isSafeInteger(price) && price > 0) &&
    low <= Math.min(open, close) &&
    high >= Math.max(open, close) &&
    Number.isFinite(volume) &&
    volume >= 0
  );
}

/** Splits and dividends come with days. A failure is told and does not hold up the candles; the next attempt asks again. */
async function fetchActions(
  { platform, provider: all }: BackfillParts,
  row: BackfillRow,
  instrument: Instrument,
  signal: AbortSignal,
): Promise<BackfillRow | null> {
  const provider = providerOf(all, instrument);
  if (row.interval !== '1d' || row.has_actions || provider?.actions === undefined) return keepBackfill(platform, row);
  const day = (at: Date): string => at.toISOString().slice(0, 10);
  try {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(REQUEST_MS_MAX)]);
    const actions = await provider.actions(instrument, { from: day(row.from_at), to: day(row.to_at) }, limited);
    await keepActions(platform, { instrument, source: provider.name, actions });
    return await keepBackfill(platform, { ...row, has_actions: true });
  } catch (error) {
    const last_error = `Splits and dividends: ${(error as Error).message}`.slice(0, ERROR_LENGTH_MAX);
    return keepBackfill(platform, { ...row, last_error });
  }
}

/** Who tells an instrument's past. */
export function providerOf(provider: Provider, instrument: Instrument): Provider | null {
  return provider.member === undefined ? provider : provider.member(instrument);
}
