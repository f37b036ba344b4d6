import type { CandleView, HistoryIntervalName } from '../../../../contract/history.ts';
import { formatPercent, formatPrice, formatWhole } from '../../lib/format/number.ts';
import { compareDecimals } from '../../lib/live/live-quote.ts';
import { percentFrom } from '../market/detail/detail-note.tsx';
import { barName } from './bar-times.ts';
import { intervalNames, rangeNames } from './ranges.ts';
import type { Range } from './view-state.ts';

/** What a set of bars is of. */
export interface BarsOf {
  readonly name: string;
  readonly range: Range;
  readonly interval: HistoryIntervalName;
  readonly zone: string;
  readonly decimals: number;
  readonly simulated: boolean;
  /** Sales that are marked. */
  readonly sales: number;
}

/** The chart in two or three sentences, for those who do not see it. */
export function summaryOf(bars: readonly CandleView[], of: BarsOf): string {
  const [first, last] = [bars[0], bars.at(-1)];
  if (!first || !last) return `${of.name}: no prices in this range.`;
  const price = (text: string) => formatPrice(text, of.decimals);
  const day = (bar: CandleView) => barName(bar.time, of.interval, of.zone);
  const low = bars.reduce((least, bar) => (compareDecimals(bar.low, least.low) < 0 ? bar : least));
  const high = bars.reduce((most, bar) => (compareDecimals(bar.high, most.high) > 0 ? bar : most));
  return [
    `${of.name}, ${rangeNames[of.range]}, ${intervalNames[of.interval].toLowerCase()}: ${bars.length} bars from ${day(first)} to ${day(last)}.`,
    `From ${price(first.open)} to ${price(last.close)}, ${formatPercent(percentFrom(first.open, last.close))}.`,
    `Lowest ${price(low.low)} on ${day(low)}, highest ${price(high.high)} on ${day(high)}.`,
    ...(of.sales > 0 ? [`${of.sales} ${of.sales === 1 ? 'sale is' : 'sales are'} marked.`] : []),
    ...(of.simulated ? ['These prices are simulated.'] : []),
  ].join(' ');
}

/** One bar as it is read out. */
export function barWords(bar: CandleView, of: Pick<BarsOf, 'interval' | 'zone' | 'decimals'>): string {
  const price = (text: string) => formatPrice(text, of.decimals);
  return `${barName(bar.time, of.interval, of.zone)}: open ${price(bar.open)}, high ${price(bar.high)}, low ${price(bar.low)}, close ${price(bar.close)}${bar.volume > 0 ? `, volume ${formatWhole(bar.volume)}` : ''}`;
}

/** By how many percent a bar closed over the one before; over its own open where it is the first. */
export function changeOf(bars: readonly CandleView[], at: number): string | null {
  const bar = bars[at];
  return bar ? percentFrom(bars[at - 1]?.close ?? bar.open, bar.close) : null;
}
