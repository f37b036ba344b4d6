import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ConfigError } from '../server/config.ts';
import { readHistory } from '../server/modules/market/import/read-history.ts';
import { MemoryRegistry } from '../server/modules/market/instrument-registry.ts';
import { readInstruments } from '../server/modules/market/selectors/read-instruments.ts';
import { type HistoryImport, importHistory } from '../server/modules/market/services/import-history.ts';
import { systemClock } from '../server/platform/clock.ts';
import { migrate } from '../server/platform/db/migrate.ts';
import { openDatabase } from '../server/platform/db/open.ts';
import { asCommand, withDatabase } from './with-database.ts';

const EXAMPLE = 'npm run import:history -- closes.csv.gz --columns=published,symbol,close,volume';
const UNKNOWN_SHOWN = 12;
const REJECTED_SHOWN = 10;

/**
 * npm run import:history -- FILE: reads daily prices from a CSV file, compressed or not, as the source `import`, while the
 * program runs or not. `--columns=` names the columns for day, symbol, close, volume, or day, symbol, open, high, low,
 * close, volume; `--date=published-is-next-day` says that a row's date is the day after its session; `--report=FILE`
 * writes every rejected line.
 */
await asCommand(async () => {
  const { file, columns, published_next_day, report } = readArguments();
  return withDatabase({ exclusive: false, must_exist: false }, async (url) => {
    const database = openDatabase({ url, pool_max: 2 });
    try {
      await migrate(database.db);
      const registry = new MemoryRegistry();
      registry.merge(await readInstruments(database.db, null));
      if (registry.size === 0)
        throw new ConfigError(
          'There are no instruments yet: start the program once, or run npm run import:symbols first.',
        );
      const begin_ms = performance.now();
      const parts = { db: database.db, clock: systemClock };
      const done = await importHistory(parts, registry, readHistory({ file, columns, published_next_day }));
      const lines = done.rejected.map(({ line, reason }) => `${line},${reason}\n`);
      if (report !== undefined) await writeFile(report, `line,reason\n${lines.join('')}`);
      return summaryOf(done, (performance.now() - begin_ms) / 1000);
    } finally {
      await database.close();
    }
  });
}, ['ConfigError', 'DatabaseStartError', 'ImportError']);

function readArguments() {
  const { values, positionals } = parseArgs({
    options: { columns: { type: 'string' }, date: { type: 'string', default: 'session' }, report: { type: 'string' } },
    allowPositionals: true,
    strict: true,
  });
  const [file] = positionals;
  if (file === undefined || positionals.length !== 1) throw new ConfigError(`Name one file, for example: ${EXAMPLE}`);
  if (values.date !== 'session' && values.date !== 'published-is-next-day')
    throw new ConfigError(`--date=${values.date} is neither session nor published-is-next-day`);
  const columns = values.columns?.split(',').map((name) => name.trim()) ?? null;
  if (columns !== null && columns.length !== 4 && columns.length !== 7)
    throw new ConfigError(`--columns names 4 columns (day, symbol, close, volume) or 7, for example: ${EXAMPLE}`);
  return { file, columns, published_next_day: values.date === 'published-is-next-day', report: values.report };
}

function summaryOf(done: HistoryImport, seconds: number): string {
  const day = (ms: number | null): string => (ms === null ? '–' : new Date(ms).toISOString().slice(0, 10));
  const unknown = [...done.unknown].sort(([, a], [, b]) => b - a);
  const unknown_rows = unknown.reduce((sum, [, rows]) => sum + rows, 0);
  const names = unknown.slice(0, UNKNOWN_SHOWN).map(([symbol]) => symbol);
  const lines = [
    `${done.rows} rows in ${seconds.toFixed(2)} s, ${Math.round(done.rows / seconds)} rows/s: ` +
      `${done.added} new, ${done.changed} changed, ${done.unchanged} as they were; ${day(done.first_ms)} to ${day(done.last_ms)}.`,
  ];
  if (unknown.length > 0)
    lines.push(
      `${unknown_rows} rows of ${unknown.length} symbols that are not known: ${names.join(', ')}${unknown.length > names.length ? ', …' : ''}`,
    );
  if (done.rejected_count > 0) {
    const shown = done.rejected.slice(0, REJECTED_SHOWN).map(({ line, reason }) => `line ${line} ${reason}`);
    lines.push(
      `${done.rejected_count} rows rejected: ${shown.join(', ')}${done.rejected_count > shown.length ? ', …' : ''}`,
    );
  }
  return lines.join('\n');
}
