import { type ScheduledJob, scheduledJob } from '../../platform/jobs/scheduled-job.ts';
import type { Platform } from '../../platform/platform.ts';
import { forgetBulkEdits } from './bulk/services/forget-bulk-edits.ts';
import { sweepPhotos } from './photos/services/sweep-photos.ts';
import { openPhotoStore } from './photos/store/photo-store.ts';
import { findDrift } from './services/find-drift.ts';
import { keepValue } from './valuation/services/keep-value.ts';

export function inventoryJobs(platform: Platform): ScheduledJob[] {
  return [
    scheduledJob({
      name: 'inventory.find-drift',
      cron: '29 2 * * *',
      run: async () => {
        await findDrift(platform);
      },
    }),
    scheduledJob({
      name: 'inventory.forget-bulk-edits',
      cron: '47 3 * * *',
      run: (signal) => forgetBulkEdits(platform, signal),
    }),
    scheduledJob({
      name: 'inventory.sweep-photos',
      cron: '23 4 * * *',
      run: async (signal) => {
        await sweepPhotos(platform, openPhotoStore(platform.config), signal);
      },
    }),
    // Every hour, so that a day is noted soon after a night in which nothing ran.
    scheduledJob({ name: 'inventory.keep-value', cron: '13 * * * *', run: (signal) => keepValue(platform, signal) }),
  ];
}
