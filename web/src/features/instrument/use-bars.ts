import { useQueries } from '@tanstack/react-query';
import { useCallback, useMemo, useState, useSyncExternalStore } from 'react';
import type { CandleView, HistoryView } from '../../../../contract/history.ts';
import { live } from '../../lib/live/browser-live.ts';
import type { LiveQuote } from '../../lib/live/live-quote.ts';
import { historyQuery, type HistoryQuestion } from '../../lib/queries/history.ts';
import { alignedCloses } from './compare.ts';
import { type BarClock, joined, type Tail, withPrint } from './live-bars.ts';

const none: readonly CandleView[] = [];
const noTail: Tail = [];

interface Following {
  readonly history: HistoryView | undefined;
  readonly tail: Tail;
  readonly quote: LiveQuote | undefined;
}

/** The history going on with each live price. */
export function useBars(
  history: HistoryView | undefined,
  quote: LiveQuote | undefined,
  day_zone: string,
): readonly CandleView[] {
  const interval = history?.interval;
  const key = `${history?.symbol} ${interval} ${history?.adjusted} ${history?.source}`;
  const [held, setHeld] = useState<Following & { readonly key: string }>({
    key,
    history,
    tail: noTail,
    quote: undefined,
  });
  let now = held;
  if (held.key !== key || held.quote !== quote || held.history !== history) {
    const tail = held.key === key ? held.tail : noTail;
    const clock = interval && { interval, day_zone };
    now = { key, history, quote, tail: quote && clock ? withQuote(tail, quote, clock) : tail };
    setHeld(now);
  }
  const { tail } = now;
  return useMemo(() => (history ? joined(history.candles, tail) : none), [history, tail]);
}

function withQuote(tail: Tail, quote: LiveQuote, clock: BarClock): Tail {
  return withPrint(tail, { price: quote.price, at_ms: quote.at_ms, day_volume: quote.volume }, clock);
}

export interface ComparedCloses {
  readonly symbol: string;
  readonly closes: readonly (number | null)[];
  readonly failed: boolean;
}

/** Closes of other instruments at the times of the bars, the last one live. */
export function useCompared(
  symbols: readonly string[],
  question: HistoryQuestion,
  bars: readonly CandleView[],
): ComparedCloses[] {
  const answers = useQueries({
    queries: symbols.map((symbol) => ({ ...historyQuery({ ...question, symbol, any_interval: false }) })),
  });
  const prices = useLivePrices(symbols);
  return symbols.map((symbol, place) => {
    const { data, isError } = answers[place] ?? {};
    const closes = alignedCloses(bars, data?.candles ?? none);
    const price = prices[place];
    if (price !== undefined && closes.length > 0 && data && question.source === undefined)
      closes[closes.length - 1] = Number(price);
    return { symbol, closes, failed: isError ?? false };
  });
}

/** The newest prices of several symbols, in their order. */
function useLivePrices(symbols: readonly string[]): (string | undefined)[] {
  const key = symbols.join(' ');
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = (key === '' ? [] : key.split(' ')).map((symbol) => live.store.subscribe(symbol, listener));
      return () => {
        for (const stop of stops) stop();
      };
    },
    [key],
  );
  const text = useSyncExternalStore(subscribe, () =>
    symbols.map((symbol) => live.store.get(symbol)?.price ?? '').join(' '),
  );
  return text.split(' ').map((price) => (price === '' ? undefined : price));
}
