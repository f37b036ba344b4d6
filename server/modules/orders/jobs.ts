import { type ScheduledJob, scheduledJob } from '../../platform/jobs/scheduled-job.ts';
import type { Platform } from '../../platform/platform.ts';
import { findKeptDrift } from './selling/services/find-kept-drift.ts';
import { keepDays } from './selling/services/keep-days.ts';
import { tidyUp } from './sweeping/services/tidy-up.ts';

export function orderJobs(platform: Platform): ScheduledJob[] {
  return [
    scheduledJob({ name: 'orders.tidy-up', cron: '37 * * * *', run: (signal) => tidyUp(platform, signal) }),
    // Every hour, so that a day is kept soon after a night in which nothing ran.
    scheduledJob({ name: 'orders.keep-days', cron: '7 * * * *', run: (signal) => keepDays(platform, signal) }),
    scheduledJob({
      name: 'orders.find-drift',
      cron: '53 2 * * *',
      run: async () => {
        await findKeptDrift(platform);
      },
    }),
  ];
}
