import { sql } from 'kysely';
import { readConfig } from '../../server/config.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { openDatabase } from '../../server/platform/db/open.ts';
import { consumer, on } from '../../server/platform/facts/consumer.ts';
import { createFactRelay } from '../../server/platform/facts/relay.ts';
import { createLog } from '../../server/platform/log.ts';
import { createMetrics } from '../../server/platform/metrics.ts';
import { openSecrets } from '../../server/platform/secrets-store.ts';
import { createSignals } from '../../server/platform/signals-pg.ts';
import { CONSUMERS, jarFilled } from './jar-filled.ts';

/** One worker with three consumers, each of which writes a row per fact: `together`, or each in its own transaction. */
const options = process.argv[2] === 'together' ? {} : { together: 1 };
const config = readConfig([], process.env);
const url = config.database_url ?? '';
const log = createLog('warn');
const { db } = openDatabase({ url, pool_max: 2, log });
const signals = createSignals({ db, listen_url: url, log });
await signals.start();
const metrics = createMetrics({ process_metrics: false });
const platform = { config, db, clock: systemClock, log, metrics, signals, secrets: await openSecrets(db) };
const consumers = CONSUMERS.map((name) =>
  consumer(
    name,
    [
      on(jarFilled, async (tx, { event_id, occurred_at }) => {
        await sql`INSERT INTO bench_effects (consumer, event_id, lag_ms) VALUES (${name}, ${event_id},
          extract(epoch FROM clock_timestamp() - ${occurred_at.toISOString()}::timestamptz) * 1000)`.execute(tx);
      }),
    ],
    options,
  ),
);
const relay = createFactRelay(platform, { consumers, database_url: url });
process.on('SIGTERM', () => {
  void relay.drain().then(() => process.exit(0));
});
await relay.start();
process.stdout.write('ready\n');
