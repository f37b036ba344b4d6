import { type ScheduledJob, scheduledJob } from '../../../platform/jobs/scheduled-job.ts';
import { type BackfillParts, runBackfills } from './run-backfills.ts';

/** Looks every minute for back-fills that are due. */
export function backfillJobs(parts: BackfillParts): ScheduledJob[] {
  return [
    scheduledJob({ name: 'market.run-backfills', cron: '* * * * *', run: (signal) => runBackfills(parts, signal) }),
  ];
}
