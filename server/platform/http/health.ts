import type { Clock } from '../clock.ts';

export type HealthStatus = 'healthy' | 'degraded' | 'unhealthy';

/** One part this process depends on. */
export interface HealthCheck {
  readonly name: string;
  /** Without a needed part the process cannot serve: readiness follows it. */
  readonly needed: boolean;
  /** Rejecting means unhealthy; so does taking longer than CHECK_MS_MAX. */
  check(): Promise<{ readonly status: HealthStatus; readonly detail?: string }>;
}

export interface HealthPart {
  readonly name: string;
  readonly status: HealthStatus;
  readonly latency_ms: number;
  readonly detail?: string;
}

export interface HealthReport {
  readonly status: HealthStatus;
  readonly parts: readonly HealthPart[];
  /** Names of needed parts that are unhealthy. */
  readonly missing: readonly string[];
}

const CHECK_MS_MAX = 2000;
const CACHE_MS = 1000;

/** Asks every check at most once in CACHE_MS, however many ask for the report. */
export function createHealth(clock: Clock, checks: readonly HealthCheck[]): { report(): Promise<HealthReport> } {
  let cached: Promise<HealthReport> | undefined;
  let cached_until_ms = 0;
  return {
    async report() {
      if (cached === undefined || clock.ms() >= cached_until_ms) {
        cached_until_ms = clock.ms() + CACHE_MS;
        cached = askAll(clock, checks);
      }
      return cached;
    },
  };
}

async function askAll(clock: Clock, checks: readonly HealthCheck[]): Promise<HealthReport> {
  const parts = await Promise.all(checks.map(async (check) => ask(clock, check)));
  const missing = checks
    .filter((check, index) => check.needed && parts[index]?.status === 'unhealthy')
    .map((check) => check.name);
  const status =
    missing.length > 0 ? 'unhealthy' : parts.some((part) => part.status !== 'healthy') ? 'degraded' : 'healthy';
  return { status, parts, missing };
}

async function ask(clock: Clock, part: HealthCheck): Promise<HealthPart> {
  const { name } = part;
  const started_ms = clock.ms();
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('late')), CHECK_MS_MAX);
  try {
    const answer = await Promise.race([part.check(), late]);
    return { name, ...answer, latency_ms: clock.ms() - started_ms };
  } catch {
    // What exactly is wrong stands in the log of the part itself; this page is public.
    return { name, status: 'unhealthy', latency_ms: clock.ms() - started_ms, detail: 'It did not answer.' };
  } finally {
    clearTimeout(timer);
  }
}
