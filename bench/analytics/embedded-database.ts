import { startEmbedded } from '../../server/platform/db/embedded.ts';
import { migrate } from '../../server/platform/db/migrate.ts';
import { openDatabase } from '../../server/platform/db/open.ts';
import type { Db } from '../../server/platform/db/transaction.ts';
import { createLog } from '../../server/platform/log.ts';

/**
 * A migrated database in a folder, stopped when it is disposed of.
 *
 * @param options.sync whether commits wait for the disk.
 */
export async function embeddedDatabase(
  data_dir: string,
  { sync = false }: { readonly sync?: boolean } = {},
): Promise<{ readonly db: Db; readonly url: string } & AsyncDisposable> {
  const server = await startEmbedded({ data_dir, log: createLog('silent'), sync });
  const database = openDatabase({ url: server.url, pool_max: 4 });
  await migrate(database.db);
  return {
    db: database.db,
    url: server.url,
    async [Symbol.asyncDispose]() {
      await database.close();
      await server.stop();
    },
  };
}
