import { type ScheduledJob, scheduledJob } from '../../platform/jobs/scheduled-job.ts';
import type { Platform } from '../../platform/platform.ts';
import { findDrift } from './services/find-drift.ts';

export function inventoryJobs(platform: Platform): ScheduledJob[] {
  return [
    scheduledJob({
      name: 'inventory.find-drift',
      cron: '29 2 * * *',
      run: async () => {
        await findDrift(platform);
      },
    }),
  ];
}
