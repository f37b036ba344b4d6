import type { Candidate } from './candidate.ts';
import { type Decision, decide, type LockedTarget, STORM_MS } from './decide.ts';
import type { AlertStore, Checkpoint, StoreTx } from './store.ts';
import type { Watch } from './watch.ts';

/** Candidates and checkpoints of one transaction, at most. */
const CANDIDATES_MAX = 20_000;
const CHECKPOINTS_MAX = 20_000;

interface Attempt {
  readonly candidates: readonly Candidate[];
  readonly dirty: readonly number[];
  /** Number of the last print of the journal that it covers. */
  readonly upTo: number;
  readonly number: number;
  /** Once it was written: whether it was committed, only the answer tells. */
  decision: Decision | null;
}

/** Where a process may die, for those who let it. */
export type RecordPoint = 'matched' | 'decided' | 'written' | 'committed';

interface RecorderParts {
  readonly watch: Watch;
  readonly store: AlertStore;
  readonly now: () => Date;
  /** Where an instrument stands; null where nothing was evaluated. */
  checkpointOf(index: number): Checkpoint | null;
  reached?(point: RecordPoint): void;
}

/**
 * Decides what is pending by the rows, and writes it with the checkpoints of what was evaluated, in one transaction for
 * any number. A checkpoint never passes a print whose candidates are not decided with it.
 */
export class Recorder {
  readonly #parts: RecorderParts;
  #number = 0;
  #unknown: Attempt | null = null;

  constructor(parts: RecorderParts) {
    this.#parts = parts;
  }

  /** @returns what was decided. On an error nothing has changed, or the next call finds that it has. */
  async record(): Promise<Decision> {
    if (this.#unknown !== null) return this.#resolve(this.#unknown);
    const { watch, store } = this.#parts;
    const candidates = [...watch.pending.values()].slice(0, CANDIDATES_MAX);
    const dirty = candidates.length === watch.pending.size ? this.#takeDirty() : [];
    const attempt: Attempt = {
      candidates,
      dirty,
      upTo: watch.journal.next - 1,
      number: ++this.#number,
      decision: null,
    };
    const checkpoints = dirty.flatMap((index) => this.#parts.checkpointOf(index) ?? []);
    this.#reach('matched', attempt);
    try {
      const decision = await store.transaction((tx) => this.#decide(tx, attempt, checkpoints));
      this.#reach('committed', attempt);
      this.#apply(attempt, decision);
      return decision;
    } catch (error) {
      for (const index of dirty) watch.dirty.add(index);
      if (attempt.decision !== null) this.#unknown = attempt;
      throw error;
    }
  }

  async #decide(tx: StoreTx, attempt: Attempt, checkpoints: readonly Checkpoint[]): Promise<Decision> {
    const { watch, now } = this.#parts;
    const { candidates, upTo, number } = attempt;
    const locked = candidates.length === 0 ? [] : await tx.lock(candidates.map(({ no }) => no));
    const at = now();
    const stormy = new Set(locked.filter(mayStorm).map(({ alert_id }) => alert_id));
    const decision = decide({
      candidates,
      rows: new Map(locked.map((target) => [target.no, target])),
      recent: await tx.firingsSince([...stormy], at.getTime() - STORM_MS),
      following: (candidate, { rule }) => watch.following(candidate, rule, upTo),
    });
    this.#reach('decided', attempt);
    await tx.write({ decision, checkpoints, at, number });
    this.#reach('written', attempt);
    attempt.decision = decision;
    return decision;
  }

  /** Asks whether a commit whose answer was lost was done: what it decided then stands, and is not decided again. */
  async #resolve(attempt: Attempt): Promise<Decision> {
    const { store, watch } = this.#parts;
    const last = await store.transaction((tx) => tx.lastCommit());
    this.#unknown = null;
    if (last !== attempt.number || attempt.decision === null) return this.record();
    for (const index of attempt.dirty) watch.dirty.add(index);
    this.#apply(attempt, attempt.decision);
    return attempt.decision;
  }

  #reach(point: RecordPoint, { candidates }: Attempt): void {
    if (candidates.length > 0) this.#parts.reached?.(point);
  }

  /** Puts every target in place again, as its rows say it is now. */
  #apply({ candidates, upTo }: Attempt, { targets, storms }: Decision): void {
    const { watch } = this.#parts;
    for (const { no, print } of candidates) {
      watch.pending.delete(no);
      const target = targets.get(no);
      if (target === undefined || storms.has(target.alert_id)) watch.singles.delete(print.index, no);
      else watch.place(print.index, target, { seq: upTo });
    }
  }

  #takeDirty(): number[] {
    const { watch } = this.#parts;
    const dirty = [...watch.dirty].filter((index) => !watch.isHeld(index)).slice(0, CHECKPOINTS_MAX);
    for (const index of dirty) watch.dirty.delete(index);
    return dirty;
  }
}

/** Only these can fire often: others fire once and are done. */
function mayStorm({ rule, watchlist_id, origin }: LockedTarget): boolean {
  return rule.repeat !== 'ONCE' || (watchlist_id !== null && origin === 'user');
}
