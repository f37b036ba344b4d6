import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createLog } from '../server/platform/log.ts';
import { startEmbedded } from '../server/platform/db/embedded.ts';
import { migrate } from '../server/platform/db/migrate.ts';
import { openDatabase } from '../server/platform/db/open.ts';
import { systemClock } from '../server/platform/clock.ts';
import { benchComputed, benchKept } from './history/bench-reading.ts';
import { benchIngest } from './history/bench-ingest.ts';
import { generateHistory } from './history/generate-history.ts';

/** Budget of the design: a year of one instrument. */
const YEAR_P99_MS_MAX = 10;

/**
 * Rows per second with all candle levels against raw inserts, and the time to answer the history of a day, a month, a
 * year and five years from kept and from computed candles, against the same question asked of raw ticks. `--instruments=N`
 * are given a year of minutes: 1,000 of them are 102 million rows in 15 GB, and take six minutes.
 */
export async function bench(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { instruments: { type: 'string', default: '20' } } });
  const instruments = Number(values.instruments);
  const data_dir = await mkdtemp(join(tmpdir(), 'omni-stock-bench-'));
  const server = await startEmbedded({ data_dir, log: createLog('silent'), sync: false });
  const database = openDatabase({ url: server.url, pool_max: 4 });
  const { db } = database;
  try {
    await migrate(db);
    console.table(await benchIngest(db));
    const now_ms = systemClock.ms();
    const world = await generateHistory(server.url, { instruments, now_ms });
    console.log(world.size);
    const kept = await benchKept(db, world);
    console.table(kept);
    const computed = await benchComputed(db, world);
    console.table(computed);
    for (const [name, times] of Object.entries({ kept, computed })) {
      const p99_ms = Number(times['1 year']?.['p99 ms'] ?? Number.NaN);
      const verdict = p99_ms <= YEAR_P99_MS_MAX ? 'kept' : 'MISSED';
      console.log(`budget p99 ${YEAR_P99_MS_MAX} ms for a year, ${name} candles: ${p99_ms} ms, ${verdict}`);
    }
  } finally {
    await database.close();
    await server.stop();
    await rm(data_dir, { recursive: true, force: true });
  }
}
