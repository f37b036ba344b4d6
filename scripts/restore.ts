import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError } from '../server/config.ts';
import { restoreBackup } from '../server/platform/db/backup/restore-backup.ts';
import { asCommand, withDatabase } from './with-database.ts';

/** npm run restore -- --from=FILE [--replace]: puts a backup into an empty database, or in place of what is there. */
await asCommand(async () => {
  const options = { from: { type: 'string' }, replace: { type: 'boolean', default: false } } as const;
  const { from, replace } = parseArgs({ options, strict: true }).values;
  if (!from) throw new ConfigError('Say which file, for example: npm run restore -- --from=backups/today.omni.gz');
  const database = { exclusive: true, must_exist: false };
  const report = await withDatabase(database, (url) => restoreBackup(url, resolve(from), { replace }));
  return `Restored ${report.rows} rows of ${report.tables} tables, as of ${report.created_at}.`;
}, ['ConfigError', 'DatabaseStartError', 'ArchiveError']);
