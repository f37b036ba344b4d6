import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { embeddedDatabase } from './analytics/embedded-database.ts';
import { measureInstrument, measureList } from './analytics/measure.ts';
import { generateHistory } from './history/generate-history.ts';
import { systemClock } from '../server/platform/clock.ts';

/**
 * Time to answer the figures of one instrument and of a list over a day, a month, a year and five years, from kept and from
 * computed candles, against the same main figures asked of raw ticks, or of a list's kept minutes, as one SQL statement.
 * `--instruments=N` are given a year of minutes, and the list is of `--list=N` of them.
 */
export async function bench(args: readonly string[]): Promise<void> {
  const options = { instruments: { type: 'string', default: '50' }, list: { type: 'string', default: '50' } } as const;
  const { values } = parseArgs({ args: [...args], options });
  const data_dir = await mkdtemp(join(tmpdir(), 'omni-stock-bench-'));
  try {
    await using database = await embeddedDatabase(data_dir);
    const instruments = Number(values.instruments);
    const world = await generateHistory(database.url, { instruments, now_ms: systemClock.ms() });
    console.log(world.size);
    console.log('one instrument');
    console.table(await measureInstrument(database.db, world));
    const ids = world.ids.slice(0, Number(values.list));
    console.log(`a list of ${ids.length}`);
    console.table(await measureList(database.db, { ...world, ids }));
  } finally {
    await rm(data_dir, { recursive: true, force: true });
  }
}
