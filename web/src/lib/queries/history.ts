import { queryOptions } from '@tanstack/react-query';
import type { HistoryIntervalName, HistoryView } from '../../../../contract/history.ts';
import { call } from '../api.ts';

export interface HistoryQuestion {
  readonly symbol: string;
  /** A day or an instant; null is as far back as the plan reaches. */
  readonly from: string | null;
  readonly interval: HistoryIntervalName;
  /** The page chose the interval: another one serves where this one has too few candles. */
  readonly any_interval: boolean;
  readonly adjusted: boolean;
  /** One source's prices alone; without it, those that the instrument has now. */
  readonly source?: string | undefined;
}

/** Fewer candles than this in all there is are worth a finer interval. */
const FEW = 60;
const REFRESH_MS = 60_000;

/** Candles of one instrument up to now. The last ones are read again each minute; live prices fill the time between. */
export function historyQuery(question: HistoryQuestion) {
  return queryOptions<HistoryView, Error, HistoryView, readonly ['history', HistoryQuestion]>({
    queryKey: ['history', question] as const,
    queryFn: ({ signal }) => readHistory(question, signal),
    // Another range keeps the old one on screen until it is there; another instrument does not.
    placeholderData: (before) => (before?.symbol === question.symbol ? before : undefined),
    refetchInterval: REFRESH_MS,
    staleTime: REFRESH_MS,
  });
}

async function readHistory(question: HistoryQuestion, signal: AbortSignal): Promise<HistoryView> {
  const first = await ask(question, question.interval, signal);
  if (!question.any_interval) return first;
  if (first.candles.length === 0) return ask(question, 'auto', signal);
  if (question.from !== null || first.candles.length >= FEW || question.interval === '1d') return first;
  return ask(question, '1d', signal);
}

async function ask(question: HistoryQuestion, interval: HistoryIntervalName | 'auto', signal: AbortSignal) {
  const { symbol, from, adjusted, source } = question;
  const query = { interval, adjusted: String(adjusted), ...(from === null ? {} : { from }), ...(source && { source }) };
  return (await call('getHistory', { params: { symbol }, query, signal })).data;
}

/** Splits and dividends, newest first. */
export function actionsQuery(symbol: string) {
  return queryOptions({
    queryKey: ['actions', symbol] as const,
    queryFn: async ({ signal }) => (await call('getCorporateActions', { params: { symbol }, signal })).data,
    staleTime: 600_000,
  });
}

/** Which venues are open, and when they open or close next. */
export const marketsQuery = queryOptions({
  queryKey: ['markets'] as const,
  queryFn: async ({ signal }) => (await call('listMarkets', { signal })).data,
  staleTime: REFRESH_MS,
  refetchInterval: REFRESH_MS,
});

const FIGURES_MS = 300_000;

/** Low, high, averages and statistics over a window up to now. */
export function analyticsQuery(symbol: string, from: string | null, source?: string) {
  return queryOptions({
    queryKey: ['analytics', symbol, from, source] as const,
    queryFn: async ({ signal }) => {
      const query = { ...(from === null ? {} : { from }), ...(source && { source }) };
      return (await call('getAnalytics', { params: { symbol }, query, signal })).data;
    },
    staleTime: FIGURES_MS,
    refetchInterval: FIGURES_MS,
  });
}
