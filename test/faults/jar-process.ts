import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { pino } from 'pino';
import { readConfig } from '../../server/config.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { armCrashPoint, crashPoint } from '../../server/platform/crash-point.ts';
import { openDatabase } from '../../server/platform/db/open.ts';
import { type Db, inTransaction } from '../../server/platform/db/transaction.ts';
import { record } from '../../server/platform/facts/record.ts';
import { createFactRelay } from '../../server/platform/facts/relay.ts';
import { createMetrics } from '../../server/platform/metrics.ts';
import { openSecrets } from '../../server/platform/secrets-store.ts';
import { createSignals } from '../../server/platform/signals-pg.ts';
import { jarConsumers, jarFilled } from './jars.ts';

/**
 * A process to be killed: `writer COUNT` fills jars, a row and its fact in one transaction, until COUNT rows are there;
 * `relay` brings the facts to the consumers. CRASH_AT names where it kills itself.
 */
const [role, count = '0'] = process.argv.slice(2);
const config = readConfig([], process.env);
const url = config.database_url ?? '';
const log = pino({ level: config.log_level });
armCrashPoint(config.crash_at);
const { db } = openDatabase({ url, pool_max: 4, log });
await (role === 'writer' ? fillJars(db, Number(count)) : relayFacts(db));

async function fillJars(handle: Db, until: number): Promise<void> {
  process.stdout.write('ready\n');
  for (;;) {
    const filled = await inTransaction(handle, async (tx) => {
      const { rows } = await sql<{ jar: string; pieces: number }>`UPDATE jars SET pieces = pieces + 1
        WHERE jar = (SELECT jar FROM jars ORDER BY random() LIMIT 1)
          AND (SELECT sum(pieces) FROM jars) < ${until}::int RETURNING jar, pieces`.execute(tx);
      const [row] = rows;
      if (row === undefined) return false;
      crashPoint('writer.before_record');
      await record(tx, jarFilled, row.jar, { pieces: row.pieces });
      crashPoint('writer.after_record');
      return true;
    });
    crashPoint('writer.after_commit');
    if (!filled) process.exit(0);
    await pause(1);
  }
}

async function relayFacts(handle: Db): Promise<void> {
  const signals = createSignals({ db: handle, listen_url: url, log });
  await signals.start();
  const platform = {
    config,
    db: handle,
    clock: systemClock,
    log,
    metrics: createMetrics({ process_metrics: false }),
    signals,
    secrets: await openSecrets(handle),
  };
  const relay = createFactRelay(platform, { consumers: jarConsumers, database_url: url, look_ms: 100 });
  await relay.start();
  process.stdout.write('ready\n');
}
