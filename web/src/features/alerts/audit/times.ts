import { exchangeOf } from '../../../lib/format/exchange.ts';

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(kind: string, options: Intl.DateTimeFormatOptions, zone: string): Intl.DateTimeFormat {
  const key = `${kind} ${zone}`;
  const held = formatters.get(key) ?? new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone });
  formatters.set(key, held);
  return held;
}

const CLOCK = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;

/** "14:17:41.118" on the exchange's clock. */
export function exactTime(moment: string, mic: string | null): string {
  const { zone } = exchangeOf(mic);
  return formatter('exact', { ...CLOCK, fractionalSecondDigits: 3 }, zone).format(Date.parse(moment));
}

/** "Tue 18 Nov, 14:17:41 ET". */
export function longTime(moment: string, mic: string | null): string {
  const { zone, zone_label } = exchangeOf(mic);
  const at = Date.parse(moment);
  const day = formatter('day', { weekday: 'short', day: 'numeric', month: 'short' }, zone).format(at);
  return `${day.replace(',', '')}, ${formatter('clock', CLOCK, zone).format(at)} ${zone_label}`;
}

/** "14:12" on the exchange's clock. */
export function minuteTime(at_ms: number, mic: string | null): string {
  const options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return formatter('minute', options, exchangeOf(mic).zone).format(at_ms);
}
