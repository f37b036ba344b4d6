import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import type { Logger } from '../log.ts';
import type { Closed, Db } from './transaction.ts';

/** A statement that runs longer is cancelled by PostgreSQL: no request waits for more. */
const STATEMENT_TIMEOUT_MS = 30_000;
/** A transaction that idles longer is ended by PostgreSQL: its locks must not outlive a stuck process. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 30_000;
/** How long a caller waits for a free connection of the pool before it is refused. */
const CONNECT_TIMEOUT_MS = 5_000;
/** Callers that may wait for one: more are not served in that time at the best, and are refused at once. */
const WAITING_MAX = 10_000;
/** Idle connections are closed after this long. */
const IDLE_CONNECTION_MS = 60_000;

export const APPLICATION_NAME = 'omni-stock';

/** Too many wait for a connection: as PostgreSQL says it of itself, it is to be tried again later. */
class PoolFullError extends Error {
  override readonly name = 'PoolFullError';
  readonly code = '53300';
}

interface Database {
  readonly db: Db;
  readonly pool: Pool;
  /** Ends every connection; those in use first finish what they do. */
  close(): Promise<void>;
}

/**
 * Opens a pool of connections; connects when first used. A connection that breaks while idle is dropped and replaced,
 * and never ends the process.
 *
 * @param options.pool_max connections at most.
 * @param options.waiting_max callers that wait for one at most.
 */
export function openDatabase(options: {
  readonly url: string;
  readonly pool_max: number;
  readonly waiting_max?: number;
  readonly log?: Logger;
}): Database {
  const pool = new Pool({
    connectionString: options.url,
    max: options.pool_max,
    application_name: APPLICATION_NAME,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_CONNECTION_MS,
    keepAlive: true,
  });
  let closing = false;
  pool.on('error', (error) => {
    // The error carries its whole client: only its message is for the log.
    if (!closing) options.log?.warn({ reason: error.message }, 'a database connection broke and is replaced');
  });
  // The pool listens on idle connections only. One that breaks while a query runs tells that query's caller, and would
  // end the process with an unheard event besides.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const { waiting_max = WAITING_MAX } = options;
  const bounded = {
    options: pool.options,
    connect: () =>
      pool.waitingCount < waiting_max
        ? pool.connect()
        : Promise.reject(new PoolFullError(`${waiting_max} wait for a connection already`)),
    end: () => pool.end(),
  };
  const db = new Kysely<Closed>({ dialect: new PostgresDialect({ pool: bounded }) });
  return {
    db,
    pool,
    close() {
      closing = true;
      return db.destroy();
    },
  };
}
