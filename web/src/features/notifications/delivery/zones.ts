/** Time zones as people find them: "Europe/Lisbon". */

/** The zone of the reader's own clock. */
export function readerZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Every zone that the browser knows, with `chosen` among them, in order. */
export function zonesWith(chosen: string): string[] {
  return [...new Set(['UTC', chosen, readerZone(), ...Intl.supportedValuesOf('timeZone')])].sort();
}

/** Minutes since midnight in a zone; null where the browser does not know it. */
export function minuteOfDay(now_ms: number, zone: string): number | null {
  try {
    const text = new Intl.DateTimeFormat('en-GB', {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: zone,
    }).format(now_ms);
    return minutesOf(text);
  } catch {
    return null;
  }
}

/** "07:30" is 450. */
export function minutesOf(clock: string): number {
  const [hours = '0', minutes = '0'] = clock.split(':');
  return Number(hours) * 60 + Number(minutes);
}

const DAY_MINUTES = 1440;

/** Parts of a day between two times, from 0 to 1; two where midnight lies between them, none where both are one. */
export function partsOfDay(from: string, to: string): (readonly [start: number, end: number])[] {
  const start = minutesOf(from) / DAY_MINUTES;
  const end = minutesOf(to) / DAY_MINUTES;
  if (start === end) return [];
  return start < end
    ? [[start, end]]
    : [
        [0, end],
        [start, 1],
      ];
}
