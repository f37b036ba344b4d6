import { openDatabase } from '../db/open.ts';
import type { Db } from '../db/transaction.ts';
import { Looking } from '../looking.ts';
import type { Platform } from '../platform.ts';
import type { Service } from '../service.ts';
import { ConsumerWork, LANES } from './consumer-work.ts';
import type { Consumer } from './consumer.ts';
import { BATCH_MAX, fanOut } from './fan-out.ts';
import { NotNowError } from './not-now-error.ts';
import { readBacklog } from './read-backlog.ts';
import { registerConsumers } from './register-consumers.ts';
import { factsFannedOut, factsRecorded } from './signals.ts';

/** What no signal told of, such as the next try after a failure, is seen this late at most. */
const LOOK_MS = 1_000;
const GAUGE_MS = 10_000;
/** After a look that failed, or a consumer's outside that cannot be reached. */
const REST_MS = 2_000;

interface RelayOptions {
  readonly consumers: readonly Consumer[];
  readonly database_url: string;
  readonly look_ms?: number;
}

/**
 * Brings facts to their consumers, in any number of processes. Two steps, each a transaction: a fact that was recorded is
 * dealt out to everyone who hears it (`fan-out.ts`), and each consumer handles its deliveries in the order of each aggregate
 * (`consumer-work.ts`). Consumers know nothing of each other: one that is slow or fails keeps only itself waiting.
 *
 * Who dies leaves nothing behind but locks, which PostgreSQL frees with the connection: what was not committed is done by
 * the next one. Connections are its own, two for each consumer and two for the rest, so that neither pages nor handlers that
 * read beside their transaction wait for them.
 */
export function createFactRelay(platform: Platform, options: RelayOptions): Service {
  const { log, signals } = platform;
  const { consumers, database_url, look_ms = LOOK_MS } = options;
  const { db, close } = openDatabase({ url: database_url, pool_max: consumers.length * LANES + 2, log });
  const { publishing, consuming, stopWork } = lookingsOf(platform, db, consumers);
  const measure = backlogGauges(platform, db);
  const lookings = [publishing, ...consuming.values()];
  const lookAll = (): void => {
    for (const one of lookings) one.look();
  };
  const stops: (() => void)[] = [];
  const every = (ms: number, call: () => void): void => {
    const timer = setInterval(call, ms);
    stops.push(() => clearInterval(timer));
  };
  return {
    name: 'relay of facts',
    async start() {
      await registerConsumers(db, consumers);
      stops.push(
        signals.on(factsRecorded, () => publishing.look()),
        signals.on(factsFannedOut, (told) => {
          for (const name of told.consumers) consuming.get(name)?.look();
        }),
        signals.onGap(lookAll),
      );
      every(look_ms, lookAll);
      every(GAUGE_MS, () => void measure());
      lookAll();
    },
    async drain() {
      for (const stop of stops.splice(0)) stop();
      stopWork();
      await Promise.all(lookings.map((one) => one.stop()));
      await Promise.all(consumers.map((one) => one.close()));
      await close();
    },
  };
}

/** One look for publishing, and one for each consumer. */
function lookingsOf({ log, metrics, signals }: Platform, db: Db, consumers: readonly Consumer[]) {
  const results = metrics.counter('fact_deliveries_total', 'Facts that consumers handled, by what came of it', [
    'consumer',
    'result',
  ]);
  const failed = (error: unknown, of: string): number => {
    if (error instanceof NotNowError) log.warn({ reason: error.message, of }, 'a consumer of facts pauses');
    else log.error({ err: error, of }, 'a look at facts failed and is made again');
    return REST_MS;
  };
  const looking = (of: string, pass: () => Promise<boolean>): Looking =>
    new Looking(pass, (error) => failed(error, of));
  const works = consumers.map((consumer) => new ConsumerWork({ db, log, results, consumer }));
  return {
    publishing: looking('publishing', async () => (await fanOut(db, signals)) === BATCH_MAX),
    consuming: new Map(works.map((work) => [work.name, looking(work.name, () => work.pass())])),
    stopWork(): void {
      for (const work of works) work.stop();
    },
  };
}

/** @returns what reads the backlog into the gauges. */
function backlogGauges({ log, metrics }: Platform, db: Db): () => Promise<void> {
  const oldest = metrics.gauge('outbox_oldest_seconds', 'How long the oldest fact waits to be published');
  const dead = metrics.gauge('fact_deliveries_dead', 'Facts that consumers could not handle and gave up on');
  return async () => {
    try {
      const backlog = await readBacklog(db);
      oldest.set(backlog.oldest_s);
      dead.set(backlog.dead);
    } catch (err) {
      log.error({ err }, 'the backlog of facts could not be read');
    }
  };
}
