import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError } from '../server/config.ts';
import { writeBackup } from '../server/platform/db/backup/write-backup.ts';
import { asCommand, withDatabase } from './with-database.ts';

/** npm run backup -- --to=FILE: all data of one moment in one file, while the program runs or not. */
await asCommand(async () => {
  const { to } = parseArgs({ options: { to: { type: 'string' } }, strict: true }).values;
  if (!to) throw new ConfigError('Say where to write it, for example: npm run backup -- --to=backups/today.omni.gz');
  const path = resolve(to);
  if (existsSync(path))
    throw new ConfigError(`${path} exists already; a backup never overwrites a file. Choose another name.`);
  const report = await withDatabase({ exclusive: false, must_exist: true }, (url) => writeBackup(url, path));
  return `${report.rows} rows of ${report.tables} tables are in ${path}. It holds accounts and keys: keep it private.`;
}, ['ConfigError', 'DatabaseStartError']);
