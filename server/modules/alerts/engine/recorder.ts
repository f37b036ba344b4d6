import type { Candidate } from './candidate.ts';
import { type Decision, decide, type LockedTarget, STORM_MS } from './decide.ts';
import type { AlertStore, Checkpoint } from './store.ts';
import type { Watch } from './watch.ts';

/** Candidates and checkpoints of one transaction, at most. */
const CANDIDATES_MAX = 20_000;
const CHECKPOINTS_MAX = 20_000;

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

  constructor(parts: RecorderParts) {
    this.#parts = parts;
  }

  /** @returns what was decided. On an error nothing has changed, and the next call does it all again. */
  async record(): Promise<Decision> {
    const { watch, store, now, reached } = this.#parts;
    const candidates = [...watch.pending.values()].slice(0, CANDIDATES_MAX);
    const upTo = watch.journal.next - 1;
    const dirty = candidates.length === watch.pending.size ? this.#takeDirty() : [];
    const checkpoints = dirty.flatMap((index) => this.#parts.checkpointOf(index) ?? []);
    if (candidates.length > 0) reached?.('matched');
    try {
      const decision = await store.transaction(async (tx) => {
        const locked = candidates.length === 0 ? [] : await tx.lock(candidates.map(({ no }) => no));
        const at = now();
        const decision = decide({
          candidates,
          rows: new Map(locked.map((target) => [target.no, target])),
          recent: await tx.firingsSince([...new Set(locked.filter(mayStorm).map(alertOf))], at.getTime() - STORM_MS),
          following: (candidate, { rule }) => watch.following(candidate, rule, upTo),
        });
        if (candidates.length > 0) reached?.('decided');
        await tx.write(decision, checkpoints, at);
        if (candidates.length > 0) reached?.('written');
        return decision;
      });
      if (candidates.length > 0) reached?.('committed');
      this.#apply(candidates, decision, upTo);
      return decision;
    } catch (error) {
      for (const index of dirty) watch.dirty.add(index);
      throw error;
    }
  }

  /** Puts every target in place again, as its rows say it is now. */
  #apply(candidates: readonly Candidate[], { targets, storms }: Decision, upTo: number): void {
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

function alertOf({ alert_id }: LockedTarget): string {
  return alert_id;
}
