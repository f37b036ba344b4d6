import { type ScheduledJob, scheduledJob } from '../../platform/jobs/scheduled-job.ts';
import type { Platform } from '../../platform/platform.ts';
import { tidyUp } from './sweeping/services/tidy-up.ts';

export function orderJobs(platform: Platform): ScheduledJob[] {
  return [scheduledJob({ name: 'orders.tidy-up', cron: '37 * * * *', run: (signal) => tidyUp(platform, signal) })];
}
