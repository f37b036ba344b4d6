import type { CandleView, DividendView, HistoryIntervalName, SplitView } from '../../../../contract/history.ts';
import { endOfBar } from './live-bars.ts';

/** Something that happened to the instrument, at one of its bars. */
export interface BarEvent {
  readonly kind: 'split' | 'dividend';
  /** Index of the bar. */
  readonly at: number;
  readonly label: string;
}

interface Actions {
  readonly splits: readonly Pick<SplitView, 'ex_date' | 'new_pieces' | 'old_pieces'>[];
  readonly dividends: readonly Pick<DividendView, 'ex_date' | 'amount'>[];
}

/** Splits and dividends at the bars they fall into, or the first after them; those outside the bars are left out. */
export function eventsOn(
  bars: readonly CandleView[],
  interval: HistoryIntervalName,
  { splits, dividends }: Actions,
): BarEvent[] {
  const [first, last] = [bars[0], bars.at(-1)];
  if (!first || !last) return [];
  const until_ms = endOfBar(last.time, interval);
  const place = (ex_date: string): number | null => {
    const at_ms = Date.parse(ex_date);
    if (at_ms < Date.parse(first.time.slice(0, 10)) || at_ms >= until_ms) return null;
    const at = bars.findIndex(({ time }) => endOfBar(time, interval) > at_ms);
    return at === -1 ? null : at;
  };
  const events: BarEvent[] = [];
  for (const { ex_date, amount } of dividends) {
    const at = place(ex_date);
    if (at !== null) events.push({ kind: 'dividend', at, label: `Dividend ${amount}` });
  }
  for (const { ex_date, new_pieces, old_pieces } of splits) {
    const at = place(ex_date);
    if (at !== null) events.push({ kind: 'split', at, label: `Split ${new_pieces}:${old_pieces}` });
  }
  return events;
}
