import { PgBoss } from 'pg-boss';
import type { Logger } from '../log.ts';
import type { Service } from '../service.ts';
import type { ScheduledJob } from './scheduled-job.ts';

/** pg-boss keeps its tables in a PostgreSQL schema of its own. */
export const JOBS_SCHEMA = 'jobs';
const CONNECTIONS_MAX = 2;
/** A failed run is tried again after about 5, 10, 20, 40 and 80 seconds; then the next time of the schedule. */
const RETRIES_MAX = 5;
const RETRY_DELAY_S = 5;
/** A run that takes longer counts as failed: its process may be gone. */
const RUN_S_MAX = 10 * 60;
const POLL_S = 2;
/** How often schedules are looked at; their finest step is a minute. */
const CRON_CHECK_S = 15;
const STOP_MS_MAX = 10_000;

/**
 * Runs the modules' scheduled jobs. Any number of processes may run it: each due run is done by one of them, one run of
 * a job at a time. Failures are logged and tried again with growing pauses.
 */
export function createJobs(options: {
  readonly url: string;
  readonly jobs: readonly ScheduledJob[];
  readonly log: Logger;
}): Service {
  const { jobs, log } = options;
  const boss = new PgBoss({
    connectionString: options.url,
    schema: JOBS_SCHEMA,
    max: CONNECTIONS_MAX,
    application_name: 'omni-stock jobs',
    cronMonitorIntervalSeconds: CRON_CHECK_S,
    cronWorkerIntervalSeconds: CRON_CHECK_S,
  });
  boss.on('error', (error) => log.warn({ err: error }, 'the job queue reports an error'));
  boss.on('warning', (warning) => log.debug({ warning }, 'the job queue warns'));
  let started = false;
  return {
    name: 'jobs',
    async start() {
      await boss.start();
      started = true;
      // One after another: all at once would wait for two connections, and on a busy machine longer than one may.
      for (const job of jobs) await runOnSchedule(boss, job, log);
      await forgetRemovedJobs(boss, jobs);
    },
    async drain() {
      if (!started) return;
      started = false;
      await boss.stop({ graceful: true, timeout: STOP_MS_MAX }).catch((error: unknown) => {
        log.warn({ err: error }, 'the job queue did not stop in time');
      });
    },
  };
}

async function runOnSchedule(boss: PgBoss, job: ScheduledJob, log: Logger): Promise<void> {
  await boss.createQueue(job.name, {
    policy: 'exclusive', // while one run waits or works, further ones are not queued
    retryLimit: RETRIES_MAX,
    retryDelay: RETRY_DELAY_S,
    retryBackoff: true,
    expireInSeconds: RUN_S_MAX,
  });
  await boss.schedule(job.name, job.cron, null, { tz: 'UTC' });
  await boss.work(job.name, { pollingIntervalSeconds: POLL_S, batchSize: 1 }, async ([queued]) => {
    if (!queued) return;
    const started_at = performance.now();
    try {
      await job.run(queued.signal);
      log.debug({ job: job.name, ms: Math.round(performance.now() - started_at) }, 'a job is done');
    } catch (error) {
      log.error({ err: error, job: job.name, attempt: queued.retryCount + 1 }, 'a job failed');
      throw error; // pg-boss counts it and tries again
    }
  });
}

/** A job that a newer version no longer has must not be queued for ever. */
async function forgetRemovedJobs(boss: PgBoss, jobs: readonly ScheduledJob[]): Promise<void> {
  const known = new Set(jobs.map((job) => job.name));
  const schedules = await boss.getSchedules();
  await Promise.all(schedules.filter(({ name }) => !known.has(name)).map(({ name }) => boss.unschedule(name)));
}
