/** A recorded moment. */
export interface RecordedTime {
  readonly at_ms: number;
  /** The recording tells only the date; the moment is its midnight in UTC. */
  readonly date_only: boolean;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const ISO = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?$/i;
const EPOCH = /^\d{9,19}$/;
/** Larger counts since 1970 than this are of the next smaller unit: seconds, milli-, micro-, nanoseconds. */
const SECONDS_MAX = 1e11;

/** Reads a date, an ISO 8601 time (UTC where it names no zone) or a count since 1970 of any common unit; null for anything else. */
export function parseTime(text: string): RecordedTime | null {
  if (DATE.test(text)) return recorded(Date.parse(text), true);
  if (EPOCH.test(text)) {
    let count = Number(text);
    while (count >= SECONDS_MAX) count /= 1000;
    return recorded(Math.round(count * 1000), false);
  }
  const iso = ISO.exec(text);
  return iso ? recorded(Date.parse(`${iso[1]}T${iso[2]}${iso[3] ?? 'Z'}`), false) : null;
}

function recorded(at_ms: number, date_only: boolean): RecordedTime | null {
  return Number.isNaN(at_ms) ? null : { at_ms, date_only };
}
