const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Offsets of time zones change on quarter hours at most. */
const SLOT_MS = 15 * MINUTE_MS;
/** Days and slots kept per zone: some ten years. */
const KEPT_MAX = 4_096;

/** Milliseconds a zone's clock is ahead of UTC. */
export type ZoneOffset = (zone: string, at_ms: number) => number;

/**
 * Asking Intl costs microseconds, so answers are kept: one for a whole UTC day where the clocks do not change in it, else
 * one for each quarter of an hour.
 */
export function zoneOffsets(): ZoneOffset {
  const zones = new Map<string, (at_ms: number) => number>();
  return (zone, at_ms) => {
    let offsetAt = zones.get(zone);
    if (offsetAt === undefined) {
      offsetAt = offsetsOf(zone);
      zones.set(zone, offsetAt);
    }
    return offsetAt(at_ms);
  };
}

function offsetsOf(zone: string): (at_ms: number) => number {
  const format = formatOf(zone);
  const days = new Map<number, number>();
  const slots = new Map<number, number>();
  const kept = (known: Map<number, number>, place: number, length_ms: number): number => {
    const found = known.get(place);
    if (found !== undefined) return found;
    const offset_ms = ask(format, place * length_ms);
    const oldest = known.keys().next();
    if (known.size >= KEPT_MAX && !oldest.done) known.delete(oldest.value);
    known.set(place, offset_ms);
    return offset_ms;
  };
  return (at_ms) => {
    const day = Math.floor(at_ms / DAY_MS);
    const before_ms = kept(days, day, DAY_MS);
    if (before_ms === kept(days, day + 1, DAY_MS)) return before_ms;
    return kept(slots, Math.floor(at_ms / SLOT_MS), SLOT_MS);
  };
}

function ask(format: Intl.DateTimeFormat, at_ms: number): number {
  const parts = new Map(format.formatToParts(at_ms).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - at_ms;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}
