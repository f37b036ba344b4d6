import { type ScheduledJob, scheduledJob } from '../../../platform/jobs/scheduled-job.ts';
import type { Platform } from '../../../platform/platform.ts';
import { dropCandleMonths, ensureCandleMonths } from '../services/ensure-candle-months.ts';

const DAY_MS = 86_400_000;
/** Candles of a minute are kept at least this long; those of hours and days for ever. */
export const MINUTES_KEPT_DAYS = 60;
/** Partitions are made this far ahead. */
const AHEAD_DAYS = 40;

/** Makes the partitions of the months to come and drops those of months long gone, once a day. */
export function candleJobs(platform: Platform): ScheduledJob[] {
  return [
    scheduledJob({
      name: 'market.roll-candle-months',
      cron: '17 3 * * *',
      async run() {
        const now_ms = platform.clock.ms();
        await ensureCandleMonths(platform.db, [{ at_ms: now_ms }, { at_ms: now_ms + AHEAD_DAYS * DAY_MS }]);
        const dropped = await dropCandleMonths(platform.db, now_ms - MINUTES_KEPT_DAYS * DAY_MS);
        if (dropped.length > 0) platform.log.info({ dropped }, 'candles of old months were dropped');
      },
    }),
  ];
}
