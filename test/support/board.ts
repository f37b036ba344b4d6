import { QuoteBoard } from '../../server/modules/market/board/quote-board.ts';
import type { LeadRun } from '../../server/modules/market/board/board-events.ts';
import { quoteView } from '../../server/modules/market/board/quote-view.ts';
import type { RejectionReason } from '../../server/modules/market/providers/provider.ts';
import { alwaysOpen } from '../../server/modules/market/sessions/session-calendar.ts';
import { manualClock } from '../../server/platform/clock.ts';
import { listed } from './market.ts';

export const NOON = Date.UTC(2026, 10, 20, 12);
export const DAY_MS = 86_400_000;

/** A term of a leader whose source runs around the clock. */
export const run = (token: number, overrides: Partial<LeadRun> = {}): LeadRun => ({
  token,
  source: 'test',
  simulated: false,
  delay_ms: 0,
  continues: true,
  calendar: alwaysOpen,
  ...overrides,
});

/** A board with a leader, a clock that stands still at NOON, and what it refused; `print` and `view` are of the first instrument. */
export function board(...symbols: Parameters<typeof listed>) {
  const clock = manualClock(NOON);
  const registry = listed(...symbols);
  const subject = new QuoteBoard(registry, clock, (error) => {
    throw error;
  });
  subject.lead(run(1));
  const rejected: Partial<Record<RejectionReason, number>> = {};
  subject.on('rejected', ({ reason, count }) => {
    rejected[reason] = (rejected[reason] ?? 0) + count;
  });
  const print = (price: number, at_ms = clock.ms(), size = 0): void =>
    subject.accept([{ index: 0, price, size, at_ms }], subject.run.token);
  return { subject, registry, clock, rejected, print, view: () => quoteView(subject, 0, clock.ms()) };
}
