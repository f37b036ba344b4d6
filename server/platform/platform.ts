import type { Config } from '../config.ts';
import type { Clock } from './clock.ts';
import type { Db } from './db/transaction.ts';
import type { Logger } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Secrets } from './secrets.ts';
import type { Signals } from './signals.ts';

/** What every module may use. It knows no module, and no module adds a field to it. */
export interface Platform {
  readonly config: Config;
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly signals: Signals;
  readonly secrets: Secrets;
}
