import type { ExchangeCalendar, VenueDay } from './session-calendar.ts';
import type { Venue } from './venues.ts';

/** No venue rests longer: the longest so far was Golden Week of 2019 with ten days. */
const DAYS_AHEAD = 16;

/** Where a venue stands and what comes next. */
export interface SessionState {
  readonly phase: 'pre' | 'regular' | 'post' | 'closed';
  /** Why it is closed or closes early today; null on an ordinary day and where holidays are not known. */
  readonly holiday: string | null;
  /** The next opening after now, and the next end of a regular session; null where it never closes. */
  readonly opens_ms: number | null;
  readonly closes_ms: number | null;
}

export function sessionStateOf(venue: Venue, calendar: ExchangeCalendar, at_ms: number): SessionState {
  const phase = calendar.phaseAt(venue, at_ms);
  if (venue.hours === null) return { phase, holiday: null, opens_ms: null, closes_ms: null };
  const spans = regularSpans(venue, calendar, at_ms);
  return {
    phase,
    holiday: calendar.dayAt(venue, at_ms).holiday?.name ?? null,
    opens_ms: spans.find(({ from_ms }) => from_ms > at_ms)?.from_ms ?? null,
    closes_ms: spans.find(({ to_ms }) => to_ms > at_ms)?.to_ms ?? null,
  };
}

interface Span {
  readonly from_ms: number;
  readonly to_ms: number;
}

/** Regular sessions that are not over at `at_ms`, until the first is known to its end; days that touch are one. */
function regularSpans(venue: Venue, calendar: ExchangeCalendar, at_ms: number): readonly Span[] {
  const spans: Span[] = [];
  let day = calendar.dayAt(venue, at_ms);
  for (let ahead = 0; ahead < DAYS_AHEAD && spans.length < 2; ahead += 1) {
    for (const span of spansOf(day)) {
      const last = spans.at(-1);
      if (last?.to_ms === span.from_ms) spans[spans.length - 1] = { from_ms: last.from_ms, to_ms: span.to_ms };
      else if (span.to_ms > at_ms) spans.push(span);
    }
    day = calendar.dayAt(venue, day.to_ms);
  }
  return spans;
}

function spansOf({ trades, opens_ms, closes_ms, rest }: VenueDay): readonly Span[] {
  if (!trades) return [];
  if (!rest) return [{ from_ms: opens_ms, to_ms: closes_ms }];
  return [
    { from_ms: opens_ms, to_ms: rest.from_ms },
    { from_ms: rest.to_ms, to_ms: closes_ms },
  ];
}
