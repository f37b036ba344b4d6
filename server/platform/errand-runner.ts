import { type Looker, createLooker } from './looker.ts';
import type { Platform } from './platform.ts';
import type { Signal } from './signals.ts';

/** What becomes due by time alone is seen this late at most. */
const LOOK_MS = 1_000;
/** Who has not said for this long that it is still at it is taken for dead, and another process does it again. */
export const LEASE_MS = 20_000;
const RENEW_MS = 5_000;
/** What is still under way then is left to its lease. */
const DRAIN_MS_MAX = 25_000;

/** Work outside the database that waits in a table: each piece is taken by one process, with a lease, and done at least once. */
export interface Errands<Errand> {
  readonly name: string;
  /** At once, in one process. */
  readonly concurrency: number;
  /** Heard when there is something new. */
  readonly due: Signal<null>;
  /** Takes what is due and nobody has, with an attempt counted. */
  take(limit: number, under_way: readonly Errand[]): Promise<readonly Errand[]>;
  /** Does one, and writes down how it went. */
  run(errand: Errand): Promise<void>;
  /** Says of these that this process is alive. */
  renew(errands: readonly Errand[]): Promise<void>;
  /** Lets go of what it keeps open. */
  close?(): void;
}

/** Runs errands in any number of processes. A death leaves a lease that ends, and the next process does it again. */
export function createErrandRunner<Errand>(
  platform: Platform,
  errands: Errands<Errand>,
  { look_ms = LOOK_MS }: { readonly look_ms?: number } = {},
): Looker {
  const { log } = platform;
  const { name, due } = errands;
  const underWay = new Map<Promise<void>, Errand>();
  let renewing: NodeJS.Timeout | undefined;
  const start = (errand: Errand): void => {
    const work = errands
      .run(errand)
      // What was not written down is done again when its lease ends.
      .catch((err: unknown) => log.error({ err }, `${name}: how one went was not written`))
      .finally(() => {
        underWay.delete(work);
        looker.look();
      });
    underWay.set(work, errand);
  };
  const looker = createLooker(platform, {
    name,
    look_ms,
    due,
    async pass() {
      const limit = errands.concurrency - underWay.size;
      if (limit <= 0) return false;
      const taken = await errands.take(limit, [...underWay.values()]);
      for (const errand of taken) start(errand);
      return taken.length > 0;
    },
    // Leases are still renewed meanwhile.
    finish: () => atMost(DRAIN_MS_MAX, Promise.all(underWay.keys())),
  });
  const renew = (): void => {
    if (underWay.size === 0) return;
    errands
      .renew([...underWay.values()])
      .catch((err: unknown) => log.error({ err }, `${name}: leases could not be renewed`));
  };
  return {
    ...looker,
    start() {
      renewing = setInterval(renew, RENEW_MS);
      return looker.start();
    },
    async drain() {
      await looker.drain();
      clearInterval(renewing);
      errands.close?.();
    },
  };
}

/** Resolves with `work`, or after so long without it. */
async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([work, promise]);
  clearTimeout(timer);
}
