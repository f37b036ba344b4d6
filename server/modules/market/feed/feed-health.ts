import type { Clock } from '../../../platform/clock.ts';
import type { HealthCheck } from '../../../platform/http/health.ts';
import type { LiveSource } from '../board/live-source.ts';
import type { QuoteBoard } from '../board/quote-board.ts';

/** The feed's part of /health. A stale feed degrades; the process still serves what it knows. */
export function feedHealth(board: QuoteBoard, live: LiveSource, clock: Clock): HealthCheck {
  return {
    name: 'feed',
    needed: false,
    check: () => {
      const { status, source } = live.status();
      const age = board.heard_ms === 0 ? 'no price yet' : `newest price ${age_s(clock.ms() - board.heard_ms)} s ago`;
      return Promise.resolve({
        status: status === 'stale' ? 'degraded' : 'healthy',
        detail: `${source} is ${status}, ${age}, leader token ${board.run.token}`,
      });
    },
  };
}

function age_s(age_ms: number): string {
  return (Math.max(0, age_ms) / 1000).toFixed(1);
}
