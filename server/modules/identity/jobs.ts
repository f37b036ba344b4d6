import { type ScheduledJob, scheduledJob } from '../../platform/jobs/scheduled-job.ts';
import type { Platform } from '../../platform/platform.ts';
import { purgeExpired } from './services/purge-expired.ts';
import { rotateSigningKeys } from './services/rotate-signing-keys.ts';

export function identityJobs(platform: Platform): ScheduledJob[] {
  return [
    scheduledJob({
      name: 'identity.purge-expired',
      cron: '17 * * * *',
      run: (signal) => purgeExpired(platform, signal),
    }),
    scheduledJob({
      name: 'identity.rotate-signing-keys',
      cron: '41 3 * * *',
      run: () => rotateSigningKeys(platform),
    }),
  ];
}
