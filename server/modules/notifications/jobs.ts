import { type ScheduledJob, scheduledJob } from '../../platform/jobs/scheduled-job.ts';
import type { Platform } from '../../platform/platform.ts';
import { countStranded } from './selectors/count-stranded.ts';
import { purgeOld } from './services/purge-old.ts';

export function notificationJobs(platform: Platform): ScheduledJob[] {
  const stranded = platform.metrics.counter(
    'deliveries_stranded_total',
    'Deliveries that were found neither ended nor on their way; must stay 0',
    ['how'],
  );
  return [
    scheduledJob({
      name: 'notifications.check-deliveries',
      cron: '*/10 * * * *',
      run: async () => {
        const found = await countStranded(platform);
        for (const [how, count] of Object.entries(found)) stranded.inc({ how }, count);
        if (Object.values(found).some((count) => count > 0))
          platform.log.error({ found }, 'deliveries are neither ended nor on their way');
      },
    }),
    scheduledJob({
      name: 'notifications.purge-old',
      cron: '23 4 * * *',
      run: (signal) => purgeOld(platform, signal),
    }),
  ];
}
