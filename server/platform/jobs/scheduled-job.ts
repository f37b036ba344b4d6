/** Work that is done again and again, by one process at a time; made by the module that owns it. */
export interface ScheduledJob {
  /** Lower-case words with dots and dashes, `module.verb-noun`. */
  readonly name: string;
  /** Five fields (minute, hour, day, month, weekday), in UTC. */
  readonly cron: string;
  /** Safe to run twice and to be cut short: it is tried again after a failure or a crash. */
  run(signal: AbortSignal): Promise<void>;
}

export function scheduledJob(job: ScheduledJob): ScheduledJob {
  return job;
}
