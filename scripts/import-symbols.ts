import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError } from '../server/config.ts';
import { importDetails, importSummary } from '../server/modules/market/import/import-report.ts';
import { openSource } from '../server/modules/market/import/open-source.ts';
import { readListing } from '../server/modules/market/import/read-listing.ts';
import { readRenames } from '../server/modules/market/import/read-renames.ts';
import { seedInstruments } from '../server/modules/market/index.ts';
import { importSymbols } from '../server/modules/market/services/import-symbols.ts';
import { systemClock } from '../server/platform/clock.ts';
import { migrate } from '../server/platform/db/migrate.ts';
import { openDatabase } from '../server/platform/db/open.ts';
import { createLog } from '../server/platform/log.ts';
import { createSignals } from '../server/platform/signals-pg.ts';
import { asCommand, withDatabase } from './with-database.ts';

/**
 * npm run import:symbols -- FILE-OR-URL …: brings the instruments in line with Nasdaq Trader's lists, while the program
 * runs or not. `--report=FILE` writes every outcome as CSV; `--allow-large-change` takes a list that makes a large part
 * of the instruments inactive; `--renames=FILE-OR-URL` is a list of two columns, the symbol before and the symbol after.
 */
await asCommand(async () => {
  const { values, positionals } = readArguments();
  if (positionals.length === 0 && values.renames === undefined)
    throw new ConfigError('Name the lists, for example: npm run import:symbols -- nasdaqlisted.txt otherlisted.txt');
  const listings = await Promise.all(positionals.map((source) => readListing(basename(source), openSource(source))));
  const renames =
    values.renames === undefined ? undefined : await readRenames(basename(values.renames), openSource(values.renames));
  const plan = await withDatabase({ exclusive: false, must_exist: false }, async (url) => {
    const log = createLog('silent');
    const database = openDatabase({ url, pool_max: 2 });
    try {
      await migrate(database.db);
      const signals = createSignals({ db: database.db, listen_url: url, log });
      const platform = { db: database.db, clock: systemClock, signals };
      await seedInstruments(platform); // sizes and short names come first, so that the lists find them
      return await importSymbols(platform, listings, {
        allow_large_change: values['allow-large-change'],
        ...(renames && { renames }),
      });
    } finally {
      await database.close();
    }
  });
  if (values.report !== undefined) await writeFile(values.report, importDetails(plan));
  return importSummary(plan, listings);
}, ['ConfigError', 'DatabaseStartError', 'ImportError']);

function readArguments() {
  try {
    return parseArgs({
      options: {
        report: { type: 'string' },
        renames: { type: 'string' },
        'allow-large-change': { type: 'boolean', default: false },
      },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    throw new ConfigError(`${(error as Error).message} Options: --report=FILE --renames=FILE --allow-large-change`);
  }
}
