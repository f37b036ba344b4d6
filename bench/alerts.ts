import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureEngine } from './alerts/measure-engine.ts';
import { replayFile } from './alerts/replay-file.ts';
import { embeddedDatabase } from './analytics/embedded-database.ts';

/**
 * A million active alerts on 10,000 instruments: load, memory, checks a second, and the time from a print to its commit at
 * a steady rate and in one burst, beside a query a batch over an indexed table. `--alerts=N`, `--instruments=N`,
 * `--seconds=N` of the steady rate. `--replay=FILE` instead checks the days on which 50 alerts fire on a file of closes.
 */
export async function bench(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      alerts: { type: 'string', default: '1000000' },
      instruments: { type: 'string', default: '10000' },
      seconds: { type: 'string', default: '20' },
      replay: { type: 'string' },
    },
  });
  const data_dir = await mkdtemp(join(tmpdir(), 'omni-stock-bench-'));
  try {
    await using database = await embeddedDatabase(data_dir);
    if (values.replay !== undefined) return await replayFile(database, values.replay);
    const [alerts, instruments] = [Number(values.alerts), Number(values.instruments)];
    await measureEngine(database, { alerts, instruments, seconds: Number(values.seconds) });
  } finally {
    await rm(data_dir, { recursive: true, force: true });
  }
}
