import assert from 'node:assert/strict';
import type { LockedTarget } from '../../server/modules/alerts/engine/decide.ts';
import type { AlertStore, Checkpoint, Commit, StoreTx } from '../../server/modules/alerts/engine/store.ts';

/** How a transaction ends: well, undone, or done with its answer lost. */
export type Ending = 'well' | 'undone' | 'answer_lost';

export interface KeptFiring {
  readonly no: number;
  readonly arming: number;
  readonly price: string;
  readonly at_ms: number;
  readonly crossings: number;
}

/** The store's port on plain maps, for many cases a second; the real one is tested on PostgreSQL with the same engine. */
export class AlertMemoryStore implements AlertStore {
  readonly rows = new Map<number, LockedTarget>();
  readonly firings: KeptFiring[] = [];
  ending: Ending = 'well';
  /** Transactions that were done and wrote. */
  commits = 0;
  /** Targets that the newest of them decided. */
  decided: ReadonlySet<number> = new Set();
  #checkpoints = new Map<string, Checkpoint>();
  #last_commit = 0;

  watchedAfter(no: number): Promise<readonly LockedTarget[]> {
    return Promise.resolve([...this.rows.values()].filter((row) => row.no > no && row.state !== 'done'));
  }

  targetsOf(question: Parameters<AlertStore['targetsOf']>[0]): Promise<readonly LockedTarget[]> {
    const rows = [...this.rows.values()];
    if ('alert_ids' in question)
      return Promise.resolve(rows.filter((row) => question.alert_ids.includes(row.alert_id)));
    return Promise.resolve(rows);
  }

  newestRevision(): Promise<number> {
    return Promise.resolve(0);
  }

  checkpoints(): Promise<readonly Checkpoint[]> {
    return Promise.resolve([...this.#checkpoints.values()]);
  }

  async transaction<Result>(work: (tx: StoreTx) => Promise<Result>): Promise<Result> {
    const commits: Commit[] = [];
    const result = await work({
      lock: (nos) => Promise.resolve(nos.flatMap((no) => this.rows.get(no) ?? [])),
      firingsSince: () => Promise.resolve(new Map()),
      lastCommit: () => Promise.resolve(this.#last_commit),
      write: (commit) => Promise.resolve(void commits.push(commit)),
    });
    const { ending } = this;
    this.ending = 'well';
    if (ending !== 'undone') for (const commit of commits) this.#apply(commit);
    if (ending !== 'well') throw new Error('the connection broke');
    return result;
  }

  /** A new leader counts its commits from the beginning. */
  changeLeader(): void {
    this.#last_commit = 0;
  }

  #apply({ decision, checkpoints, number }: Commit): void {
    this.#last_commit = number;
    this.commits += 1;
    this.decided = new Set(decision.targets.keys());
    for (const { target, arming, candidate, crossings } of decision.fired) {
      const { facts, print } = candidate;
      assert(!this.firings.some((firing) => firing.no === target.no && firing.arming === arming), 'fired twice');
      this.firings.push({ no: target.no, arming, price: facts.price, at_ms: print.at_ms, crossings });
    }
    for (const target of decision.changed) this.rows.set(target.no, target);
    for (const checkpoint of checkpoints) this.#checkpoints.set(checkpoint.instrument_id, checkpoint);
  }
}
