import type { CandleView, HistoryIntervalName } from '../../../../contract/history.ts';
import { isDaily } from './ranges.ts';
import { offsetOf } from './zone-offset.ts';

/**
 * Places of bars on the chart's axis, in seconds, each later than the one before. The chart knows UTC only, so bars
 * inside a day are put where the venue's clock stands: a day then begins at its midnight. In the hour that a clock is
 * set back, which would come twice, bars follow each other by a second.
 */
export function axisTimes(bars: readonly CandleView[], interval: HistoryIntervalName, zone: string): number[] {
  let last = Number.NEGATIVE_INFINITY;
  return bars.map(({ time }) => {
    last = Math.max(axisTime(Date.parse(time), interval, zone), last + 1);
    return last;
  });
}

function axisTime(at_ms: number, interval: HistoryIntervalName, zone: string): number {
  return Math.floor((at_ms + (isDaily(interval) ? 0 : offsetOf(zone, at_ms))) / 1000);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const held = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', options);
  formats.set(key, held);
  return held;
}

/** When a bar began, as short as it is clear: "Wed 22 Oct 2025", "Wed 22 Oct, 14:30" on the venue's clock, "Oct 2025". */
export function barName(time: string, interval: HistoryIntervalName, zone: string): string {
  const at_ms = Date.parse(time);
  if (interval === '1M') return format('month', { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(at_ms);
  if (isDaily(interval)) {
    const day = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
    return spaced(format('day', day).format(at_ms));
  }
  const moment = { weekday: 'short', day: 'numeric', month: 'short', timeZone: zone } as const;
  const clock = { hour: '2-digit', minute: '2-digit', timeZone: zone } as const;
  return `${spaced(format(`moment ${zone}`, moment).format(at_ms))}, ${format(`clock ${zone}`, clock).format(at_ms)}`;
}

/** "Wed, 22 Oct" as "Wed 22 Oct". */
function spaced(text: string): string {
  return text.replace(',', '');
}
