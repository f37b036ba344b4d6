import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { HistoryIntervalName, HistoryView } from '../../../../contract/history.ts';
import type { InstrumentView } from '../../../../contract/market.ts';
import type { ReplyOf } from '../../../../contract/schemas.ts';
import { tiers } from '../../../../contract/tiers.ts';
import { useUser } from '../../app/session.ts';
import { PHONE, useMedia } from '../../app/use-media.ts';
import { useNow } from '../../app/use-now.ts';
import { exchangeOf } from '../../lib/format/exchange.ts';
import { useLiveQuote, useWatch } from '../../lib/live/hooks.ts';
import type { LiveQuote } from '../../lib/live/live-quote.ts';
import { actionsQuery, type HistoryQuestion, historyQuery, marketsQuery } from '../../lib/queries/history.ts';
import { axisTimes } from './bar-times.ts';
import { eventsOn } from './events.ts';
import { intervalFor, startOfRange, type Trading } from './ranges.ts';
import { type SaleMark, salesOn } from './sales/sale-marks.ts';
import { useSales } from './sales/use-sales.ts';
import { useBars, useCompared } from './use-bars.ts';
import { comparedOf, type InstrumentState, type Range, type Shape } from './view-state.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Candles that have room side by side. */
const CANDLES_WIDE = 400;
const CANDLES_PHONE = 200;

const noSales: readonly SaleMark[] = [];

/** What is looked at of an instrument, and the way to look at something else. */
export interface InstrumentChoice {
  readonly state: InstrumentState;
  readonly show: (change: Partial<InstrumentState>) => void;
}

/** The choice that stands in the address of the instrument's own page. */
export function useInstrumentAddress(): InstrumentChoice {
  const state = useSearch({ from: '/either/s/$symbol' });
  const navigate = useNavigate({ from: '/s/$symbol' });
  const show = (change: Partial<InstrumentState>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false });
  return { state, show };
}

/** Everything a page shows of one instrument, and the way to show something else of it. */
export function useInstrumentView(instrument: InstrumentView, { state, show }: InstrumentChoice) {
  const { symbol } = instrument;
  const symbols = useMemo(() => comparedOf(state.compare).filter((other) => other !== symbol), [state.compare, symbol]);
  useWatch([symbol, ...symbols]);
  const quote = useLiveQuote(symbol);
  const markets = useQuery(marketsQuery).data;
  const trading = tradingOf(instrument, quote, markets?.always_open ?? quote?.simulated ?? false);
  const first_range = useFirstRange();
  const range = state.range ?? first_range;
  const phone = useMedia(PHONE);
  const chosen = intervalFor(range, trading, phone ? CANDLES_PHONE : CANDLES_WIDE);
  const now_ms = Math.floor(useNow(MINUTE_MS) / HOUR_MS) * HOUR_MS;
  const start = startOfRange(range, trading, now_ms);
  const question = questionOf(instrument, { start, chosen, state });
  const history = useQuery(historyQuery(question));
  const { data } = history;

  const followed = state.source === undefined ? quote : undefined;
  const day_zone = trading.round_the_clock ? 'UTC' : trading.zone;
  const bars = useBars(data, followed, day_zone);
  const interval = data?.interval ?? question.interval;
  const times = useMemo(() => axisTimes(bars, interval, trading.zone), [bars, interval, trading.zone]);
  const compared = useCompared(symbols, { ...question, interval }, bars);
  const actions = useQuery(actionsQuery(symbol));
  const count = bars.length;
  const events = useMemo(
    () => eventsOn(bars, interval, eventsOf(actions.data, data)),
    // A live price moves no event; a new bar may.
    // oxlint-disable-next-line react/exhaustive-deps
    [count, data, actions.data],
  );
  const sales = useSales(instrument, quote?.version);
  const sold = useMemo(
    () => (sales ? salesOn(bars, { interval, day_zone }, sales) : noSales),
    // As above.
    // oxlint-disable-next-line react/exhaustive-deps
    [count, data, sales],
  );
  return {
    instrument,
    quote,
    trading,
    state,
    range,
    ...useShape(state, data),
    interval,
    chosen,
    zone: trading.zone,
    question,
    history,
    bars,
    times,
    compared,
    actions,
    markets,
    month_ago: new Date(now_ms - 30 * DAY_MS).toISOString().slice(0, 10),
    events,
    sales,
    sold,
    show,
  };
}

/** Closes alone, as imports have them, are no candles to look at. */
function useShape(state: InstrumentState, shown: HistoryView | undefined): Record<'shape' | 'usual_shape', Shape> {
  const usual_shape = useMemo(() => {
    const { candles } = shown ?? { candles: [] };
    return candles.length > 1 && candles.every(({ high, low }) => high === low) ? 'line' : 'candles';
  }, [shown]);
  return { shape: state.shape ?? usual_shape, usual_shape };
}

type Actions = ReplyOf<'getCorporateActions'>;

/** Made-up prices have splits of their own, and know nothing of real ones. */
function eventsOf(actions: Actions | undefined, shown: HistoryView | undefined): Pick<Actions, 'splits' | 'dividends'> {
  if (actions === undefined || shown === undefined) return { splits: [], dividends: [] };
  if (!shown.simulated) return { ...actions, splits: actions.splits.filter(({ id }) => id !== null) };
  return { splits: actions.splits.filter(({ source }) => source === shown.source), dividends: [] };
}

export type InstrumentPageView = ReturnType<typeof useInstrumentView>;

/** Six months; for a visitor, whose plan reaches back a month, one. */
function useFirstRange(): Range {
  const tier = useUser()?.tier ?? 'anonymous';
  const { history_days } = tiers[tier];
  return history_days !== null && history_days < 190 ? '1M' : '6M';
}

function tradingOf({ kind, exchange }: InstrumentView, quote: LiveQuote | undefined, always_open: boolean): Trading {
  return {
    kind,
    zone: exchangeOf(exchange).zone,
    round_the_clock: kind === 'coin' || (quote?.simulated === true && always_open),
    last_ms: quote?.at_ms ?? null,
  };
}

interface Choice {
  readonly start: string | null;
  readonly chosen: HistoryIntervalName;
  readonly state: InstrumentState;
}

/** What to ask of the history; the same until an hour, a day or a choice makes it another. */
function questionOf({ symbol }: InstrumentView, { start, chosen, state }: Choice): HistoryQuestion {
  const { interval, raw, source } = state;
  return {
    symbol,
    from: start,
    interval: interval ?? chosen,
    any_interval: interval === undefined,
    adjusted: !raw,
    source,
  };
}
