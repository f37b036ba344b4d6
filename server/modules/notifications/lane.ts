import type { Platform } from '../../platform/platform.ts';
import { type LoadedJob, loadJobs } from './selectors/load-jobs.ts';
import type { Outcome, Outlet } from './senders/sender.ts';
import { type Claimed, claimDeliveries } from './services/claim-deliveries.ts';
import type { Notify } from './services/notify.ts';
import { renewClaims } from './services/renew-claims.ts';
import { settleDelivery } from './services/settle-delivery.ts';

/** Of one target at a time: somebody whose server hangs holds up nobody else. */
const PER_TARGET_MAX = 2;

/** One channel's deliveries in one process: takes as many as it may send at once, and more whenever one is done. */
export class Lane {
  readonly #platform: Platform;
  readonly #outlet: Outlet;
  readonly #notify: Notify;
  readonly #results;
  /** What is being sent. */
  readonly #underWay = new Map<Promise<void>, Claimed>();
  #looking: Promise<void> | null = null;
  #again = false;
  #stopped = false;

  constructor(platform: Platform, outlet: Outlet, notify: Notify) {
    this.#platform = platform;
    this.#outlet = outlet;
    this.#notify = notify;
    this.#results = platform.metrics.counter(
      'delivery_attempts_total',
      'Deliveries tried, by channel and what came of it',
      ['channel', 'result'],
    );
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

  /** Says of what is under way that this process is alive. */
  async renew(): Promise<void> {
    try {
      await renewClaims(this.#platform, [...this.#underWay.values()]);
    } catch (err) {
      this.#platform.log.error({ err }, 'claims of deliveries could not be renewed');
    }
  }

  /** Takes nothing more; resolves when what is under way is done. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#looking;
    await Promise.all(this.#underWay.keys());
  }

  async #takeAll(): Promise<void> {
    const { channel } = this.#outlet.sender;
    try {
      while (this.#again && !this.#stopped) {
        this.#again = false;
        const limit = this.#outlet.concurrency - this.#underWay.size;
        if (limit <= 0) return;
        const claimed = await claimDeliveries(this.#platform, { channel, limit, busy: this.#busyTargets() });
        // There may be more, of other targets or a second one of these.
        if (claimed.length > 0) this.#again = true;
        for (const loaded of claimed.length === 0 ? [] : await loadJobs(this.#platform, claimed)) this.#start(loaded);
      }
    } catch (err) {
      this.#again = false;
      this.#platform.log.error({ err, channel }, 'due deliveries could not be taken');
    }
  }

  #busyTargets(): string[] {
    const counts = Map.groupBy(this.#underWay.values(), ({ target_id }) => target_id);
    return [...counts].filter(([, all]) => all.length >= PER_TARGET_MAX).map(([target_id]) => target_id);
  }

  #start(loaded: LoadedJob): void {
    const work = this.#deliver(loaded).finally(() => {
      this.#underWay.delete(work);
      this.look();
    });
    this.#underWay.set(work, loaded.claimed);
  }

  async #deliver(loaded: LoadedJob): Promise<void> {
    const { log } = this.#platform;
    const { channel } = this.#outlet.sender;
    const delivery = loaded.claimed.id;
    const started_at = performance.now();
    const outcome = await outcomeOf(this.#outlet, loaded);
    this.#results.inc({ channel, result: outcome.kind });
    const tried = { loaded, outcome, duration_ms: performance.now() - started_at };
    try {
      const parts = { outlet: this.#outlet, notify: this.#notify };
      const written = await settleDelivery(this.#platform, parts, tried);
      if (!written) log.warn({ delivery, channel }, 'a delivery was done after its lease');
    } catch (err) {
      // Its lease ends, and it is tried again.
      log.error({ err, delivery, channel }, 'the outcome of a delivery was not written');
    }
  }
}

async function outcomeOf({ sender }: Outlet, { job, closed, claimed }: LoadedJob): Promise<Outcome> {
  if (job === null) return { kind: 'suppressed', reason: closed.get(claimed.id) ?? 'Nobody wants it any more' };
  try {
    return await sender.send(job);
  } catch (error) {
    return { kind: 'retry', error: error instanceof Error ? error.message : 'It could not be sent' };
  }
}
