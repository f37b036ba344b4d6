import { setTimeout as pause } from 'node:timers/promises';
import type { HealthCheck } from '../../../platform/http/health.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Quotes } from '../../market/index.ts';
import type { Notify } from '../notices.ts';
import { EngineTerm } from './engine-term.ts';
import { engineMetrics } from './engine-metrics.ts';
import { LateLeaderError } from '../../../platform/db/lease.ts';
import type { RecordPoint } from './recorder.ts';

/** A load that failed is tried again after this. */
const LOAD_RETRY_MS = 500;

/** What the engine needs of the market: the board it listens to, and when this process leads. */
export interface EngineMarket
  extends Pick<Quotes, 'board' | 'lead_name' | 'whileLeading' | 'dayAt' | 'candles' | 'splitsSince'> {
  readonly provider: Pick<Quotes['provider'], 'continues'>;
}

export interface EngineParts {
  readonly platform: Platform;
  readonly quotes: EngineMarket;
  readonly notify: Notify;
  /** Tests: called where a process may die. */
  reached?(point: RecordPoint | 'split_followed' | 'split_committed'): void;
}

/** Evaluates alerts in the process whose feed leads. */
export interface AlertEngine {
  readonly health: HealthCheck;
}

/**
 * Watches every active alert while this process leads the feed, and for no longer: what it writes stands behind the feed's
 * token. Prices never wait for it.
 */
export function createAlertEngine(parts: EngineParts): AlertEngine {
  const { platform, quotes } = parts;
  const metrics = engineMetrics(platform.metrics);
  let current: EngineTerm | null = null;
  quotes.whileLeading(async ({ token, signal }) => {
    while (!signal.aborted) {
      const term = new EngineTerm({ ...parts, metrics, token });
      current = term;
      try {
        return await term.run(signal);
      } catch (error) {
        if (error instanceof LateLeaderError) throw error;
        platform.log.error({ err: error }, 'alerts could not be loaded; it is tried again');
        await pause(LOAD_RETRY_MS, undefined, { signal }).catch(() => undefined);
      } finally {
        term.close();
        current = null;
      }
    }
  });
  return { health: engineHealth(() => current) };
}

/** Only the process whose feed leads evaluates; any other has nothing to say. */
function engineHealth(current: () => EngineTerm | null): HealthCheck {
  return {
    name: 'alerts',
    needed: false,
    check: () => {
      const term = current();
      if (term === null) return Promise.resolve({ status: 'healthy', detail: 'another process evaluates alerts' });
      const { loaded, entries, pending, failing } = term.state();
      if (!loaded) return Promise.resolve({ status: 'degraded', detail: 'alerts are being loaded' });
      const detail = `${entries} thresholds watched, ${pending} firings to be recorded`;
      return Promise.resolve({ status: failing ? 'degraded' : 'healthy', detail });
    },
  };
}
