/** Days of the calendar in UTC, as "2026-11-21"; they compare as text. */

const DAY_MS = 86_400_000;

export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

export function addDays(day: string, days: number): string {
  return dayOf(new Date(startOf(day).getTime() + days * DAY_MS));
}

export function startOf(day: string): Date {
  return new Date(`${day}T00:00:00.000Z`);
}
