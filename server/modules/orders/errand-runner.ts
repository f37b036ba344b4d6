import type { Platform } from '../../platform/platform.ts';
import type { Service } from '../../platform/service.ts';
import type { Signal } from '../../platform/signals.ts';

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
export function createErrandRunner<Errand>({ log, signals }: Platform, errands: Errands<Errand>): Service {
  const runner = new ErrandRunner(errands, log);
  const stops: (() => void)[] = [];
  const every = (ms: number, call: () => void): void => {
    const timer = setInterval(call, ms);
    stops.push(() => clearInterval(timer));
  };
  return {
    name: errands.name,
    start() {
      stops.push(
        signals.on(errands.due, () => runner.look()),
        signals.onGap(() => runner.look()),
      );
      every(LOOK_MS, () => runner.look());
      every(RENEW_MS, () => void runner.renew());
      runner.look();
      return Promise.resolve();
    },
    async drain() {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, DRAIN_MS_MAX);
      // Leases are still renewed while what is under way is finished.
      await Promise.race([runner.stop(), promise]);
      clearTimeout(timer);
      for (const stop of stops.splice(0)) stop();
      errands.close?.();
    },
  };
}

class ErrandRunner<Errand> {
  readonly #errands: Errands<Errand>;
  readonly #log: Platform['log'];
  readonly #underWay = new Map<Promise<void>, Errand>();
  #looking: Promise<void> | null = null;
  #again = false;
  #stopped = false;

  constructor(errands: Errands<Errand>, log: Platform['log']) {
    this.#errands = errands;
    this.#log = log;
  }

  /** Looks whether something is due; a look that is asked for during another follows it. */
  look(): void {
    this.#again = true;
    if (this.#looking !== null || this.#stopped) return;
    this.#looking = this.#takeAll().finally(() => {
      this.#looking = null;
      if (this.#again) this.look();
    });
  }

  async renew(): Promise<void> {
    if (this.#underWay.size === 0) return;
    try {
      await this.#errands.renew([...this.#underWay.values()]);
    } catch (err) {
      this.#log.error({ err }, `${this.#errands.name}: leases could not be renewed`);
    }
  }

  /** Takes nothing more; resolves when what is under way is done. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#looking;
    await Promise.all(this.#underWay.keys());
  }

  async #takeAll(): Promise<void> {
    try {
      while (this.#again && !this.#stopped) {
        this.#again = false;
        const limit = this.#errands.concurrency - this.#underWay.size;
        if (limit <= 0) return;
        const taken = await this.#errands.take(limit, [...this.#underWay.values()]);
        if (taken.length > 0) this.#again = true;
        for (const errand of taken) this.#start(errand);
      }
    } catch (err) {
      this.#again = false;
      this.#log.error({ err }, `${this.#errands.name}: what is due could not be taken`);
    }
  }

  #start(errand: Errand): void {
    // What was not written down is done again when its lease ends.
    const failed = (err: unknown): void =>
      this.#log.error({ err }, `${this.#errands.name}: how one went was not written`);
    const work = this.#errands
      .run(errand)
      .catch(failed)
      .finally(() => {
        this.#underWay.delete(work);
        this.look();
      });
    this.#underWay.set(work, errand);
  }
}
