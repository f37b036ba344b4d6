const HOUR_MS = 3_600_000;
const formats = new Map<string, Intl.DateTimeFormat>();
const known = new Map<string, Map<number, number>>();

/** Milliseconds that a zone's clock is ahead of UTC. Asked for thousands of candles at a time, so answers are kept by the hour. */
export function offsetOf(zone: string, at_ms: number): number {
  const hour = Math.floor(at_ms / HOUR_MS);
  const offsets = known.get(zone) ?? new Map<number, number>();
  known.set(zone, offsets);
  const held = offsets.get(hour);
  if (held !== undefined) return held;
  const offset_ms = measured(zone, hour * HOUR_MS);
  offsets.set(hour, offset_ms);
  return offset_ms;
}

function measured(zone: string, at_ms: number): number {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
  formats.set(zone, format);
  const parts = new Map(format.formatToParts(at_ms).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) - at_ms;
}
