import { readConfig } from '../server/config.ts';
import { DatabaseStartError } from '../server/platform/db/database-start-error.ts';
import { hasEmbedded, runningEmbedded, startEmbedded } from '../server/platform/db/embedded.ts';
import { createLog } from '../server/platform/log.ts';

/**
 * Runs `work` on the database of this installation: DATABASE_URL, or the embedded one of DATA_DIR, which is started for
 * the time when it does not run.
 *
 * @param options.exclusive refuses an embedded server that another process keeps running.
 * @param options.must_exist refuses a data directory without a database instead of making one.
 */
export async function withDatabase<Result>(
  options: { readonly exclusive: boolean; readonly must_exist: boolean },
  work: (url: string) => Promise<Result>,
): Promise<Result> {
  const config = readConfig([], process.env);
  if (config.database_url !== null) return work(config.database_url);
  const { data_dir } = config;
  if (options.must_exist && !hasEmbedded(data_dir))
    throw new DatabaseStartError(
      `There is no database in ${data_dir}. Name its folder with DATA_DIR, or set DATABASE_URL.`,
    );
  const running = options.exclusive ? null : await runningEmbedded(data_dir);
  if (running !== null) return work(running);
  const server = await startEmbedded({ data_dir, log: createLog('silent') });
  try {
    return await work(server.url);
  } finally {
    await server.stop();
  }
}

/** Runs a command's main part; what a person can put right is told in a sentence, without a stack. */
export async function asCommand(work: () => Promise<string>, readable: readonly string[]): Promise<void> {
  try {
    console.log(await work());
  } catch (error) {
    const mistyped = (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') ?? false;
    if (!(error instanceof Error && (mistyped || readable.includes(error.name)))) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
