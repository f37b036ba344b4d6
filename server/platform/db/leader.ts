import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { Logger } from '../log.ts';
import type { Service } from '../service.ts';
import { acquireLease, breakLapsedLease, type Lease, releaseLease, renewLease } from './lease.ts';
import { APPLICATION_NAME } from './open.ts';

/**
 * One leader among all processes, chosen by PostgreSQL, with a hand-over in under 5 seconds.
 *
 * A candidate asks for a session lock every CANDIDATE_MS. Whoever has it takes the next token (it only ever rises) and a
 * lease by the database's clock, renewed every RENEW_MS. When the leader's process or connection dies, PostgreSQL frees
 * the lock at once. When the process is frozen instead, its session lives on: then the lease lapses, and a candidate ends
 * that session. A leader that wakes up late still believes it leads; so every write it makes as a leader stands behind
 * `assertLeads`, which refuses it.
 */
interface LeadOptions {
  readonly url: string;
  /** What is led, for example `feed:simulator`. One leader per name. */
  readonly name: string;
  /**
   * Called with each acquisition; `token` rises from leader to leader. The work goes on until `signal` aborts, and then
   * must end promptly: the lock is handed on when the returned promise settles. Work that ends early is started anew
   * with the next acquisition, after a pause.
   */
  onLead(token: number, signal: AbortSignal): Promise<void>;
  readonly log: Logger;
}

const CANDIDATE_MS = 500;
const RENEW_MS = 1_000;
/** A question that takes longer means that the connection is dead or the database is. */
const QUERY_MS_MAX = 2_000;
const CONNECT_MS_MAX = 3_000;
const FAILURE_PAUSE_MS = 1_000;
/** How long the work may take to end once it is told to. */
const WORK_END_MS_MAX = 5_000;

/** Takes part in the election until it is drained; it may win and lose many times. */
export function lead(options: LeadOptions): Service {
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  return {
    name: `leader of ${options.name}`,
    start() {
      running = takePart(options, stopping.signal);
      return Promise.resolve();
    },
    async drain() {
      stopping.abort();
      await running;
    },
  };
}

async function takePart(options: LeadOptions, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    try {
      await withSession(options, stopping);
    } catch (error) {
      if (stopping.aborted) return;
      options.log.warn({ err: error, leader_of: options.name }, 'leadership was interrupted and is sought again');
    }
    await sleep(FAILURE_PAUSE_MS, stopping);
  }
}

/** One database session's life: candidate, then perhaps leader, until it breaks or is told to stop. */
async function withSession(options: LeadOptions, stopping: AbortSignal): Promise<void> {
  const client = new Client({
    connectionString: options.url,
    application_name: `${APPLICATION_NAME} leader`,
    connectionTimeoutMillis: CONNECT_MS_MAX,
    query_timeout: QUERY_MS_MAX,
    keepAlive: true,
  });
  const broken = new AbortController();
  client.on('error', () => broken.abort());
  client.on('end', () => broken.abort());
  try {
    await client.connect();
    const over = AbortSignal.any([stopping, broken.signal]);
    const lease = await seekLease(client, options.name, over);
    if (lease) await workAsLeader(client, lease, options, over);
  } finally {
    await closed(client);
  }
}

async function seekLease(client: Client, name: string, over: AbortSignal): Promise<Lease | null> {
  while (!over.aborted) {
    const lease = await acquireLease(client, name);
    if (lease) return lease;
    await breakLapsedLease(client, name);
    await sleep(CANDIDATE_MS, over);
  }
  return null;
}

async function workAsLeader(client: Client, lease: Lease, options: LeadOptions, over: AbortSignal): Promise<void> {
  options.log.info({ leader_of: lease.name, term: lease.token }, 'leads');
  const ended = new AbortController();
  const work = options.onLead(lease.token, ended.signal).then(
    () => ended.abort(),
    (error: unknown) => {
      options.log.error({ err: error, leader_of: lease.name }, 'the work of the leader failed');
      ended.abort();
    },
  );
  try {
    const until = AbortSignal.any([over, ended.signal]);
    while (!until.aborted) {
      await sleep(RENEW_MS, until);
      if (!until.aborted && !(await renewLease(client, lease))) break;
    }
  } finally {
    ended.abort();
    await Promise.race([work, pause(WORK_END_MS_MAX, undefined, { ref: false })]);
    options.log.info({ leader_of: lease.name, term: lease.token }, 'no longer leads');
    await releaseLease(client, lease).catch(() => undefined); // a broken session has released it already
  }
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => undefined);
}

/** Ends the session; a connection that does not answer is left to PostgreSQL. */
async function closed(client: Client): Promise<void> {
  await Promise.race([client.end().catch(() => undefined), pause(QUERY_MS_MAX, undefined, { ref: false })]);
}
