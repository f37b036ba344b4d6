/** Times of day where a user lives. Zones have summer time: a time of day may come twice in a day, or not at all. */

/** Whether this is the name of a time zone that this program knows: "Europe/Lisbon". Offsets are no zones. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

/** Minutes since midnight on the clocks of the zone. */
export function minuteOfDay(at: Date, zone: string): number {
  const { hour, minute } = zoned(at, zone);
  return hour * 60 + minute;
}

/**
 * The first moment after `at` at which clocks of the zone show `clock` ("22:00"). On a day whose summer time leaves it
 * out, the moment at which clocks pass over it.
 */
export function nextTimeOfDay(at: Date, clock: string, zone: string): Date {
  const today = zoned(at, zone).toPlainDate();
  // The day before: at midnight a zone may go back into yesterday.
  for (let day = -1; ; day++) {
    const wanted = today.add({ days: day }).toPlainDateTime(Temporal.PlainTime.from(clock));
    for (const one of ['earlier', 'later'] as const) {
      const found_ms = momentOf(wanted, zone, one);
      if (found_ms > at.getTime()) return new Date(found_ms);
    }
  }
}

/** The first moment after `at` at which clocks of the zone show a full hour. */
export function nextHour(at: Date, zone: string): Date {
  const { minute, second, millisecond } = zoned(at, zone);
  const passed_ms = (minute * 60 + second) * 1000 + millisecond;
  return new Date(at.getTime() + 3_600_000 - passed_ms);
}

/** Minutes since midnight of "22:00". */
export function minutesOf(clock: string): number {
  const { hour, minute } = Temporal.PlainTime.from(clock);
  return hour * 60 + minute;
}

function zoned(at: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
}

function momentOf(wanted: Temporal.PlainDateTime, zone: string, which: 'earlier' | 'later'): number {
  const found = wanted.toZonedDateTime(zone, { disambiguation: which });
  if (found.toPlainDateTime().equals(wanted)) return found.epochMilliseconds;
  const after = wanted.toZonedDateTime(zone, { disambiguation: 'later' });
  const change = after.getTimeZoneTransition('previous');
  return (change ?? after).epochMilliseconds;
}
