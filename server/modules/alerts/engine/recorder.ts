import type { Candidate } from './candidate.ts';
import { type Decision, decide, type LockedTarget, STORM_MS } from './decide.ts';
import type { AlertStore, Checkpoint, StoreTx } from './store.ts';
import type { Watch } from './watch.ts';

/** Candidates of one transaction: few in the first of a burst, so that it is told at once, then twice as many each time. */
const CHUNK: Chunk = { first: 250, max: 1_000 };
/** Candidates and checkpoints of the transaction behind the chunks, at most. */
const CANDIDATES_MAX = 20_000;
const CHECKPOINTS_MAX = 20_000;

interface Chunk {
  readonly first: number;
  readonly max: number;
}

interface Attempt {
  readonly candidates: readonly Candidate[];
  readonly dirty: readonly number[];
  /** It goes before the checkpoints. */
  readonly is_chunk: boolean;
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
  /** Tests: how much one transaction takes. */
  readonly chunk?: Chunk;
}

/**
 * Decides what is pending by the rows, and writes it with the checkpoints of what was evaluated, in one transaction for
 * any number. A checkpoint never passes a print whose candidates are not decided with it.
 *
 * Of a burst, what fires once and is done goes before in chunks without checkpoints: after a crash its prints are met
 * again and change nothing. Everything else would fire anew, and waits for the checkpoints.
 */
export class Recorder {
  readonly #parts: RecorderParts;
  readonly #chunk: Chunk;
  #next_chunk: number;
  /** Candidates that chunks have left to the transaction with the checkpoints. */
  readonly #left = new Set<number>();
  #number = 0;
  #unknown: Attempt | null = null;

  constructor(parts: RecorderParts) {
    this.#parts = parts;
    this.#chunk = parts.chunk ?? CHUNK;
    this.#next_chunk = this.#chunk.first;
  }

  /** Records the oldest chunk. @returns what was decided. On an error nothing has changed, or the next call finds that it has. */
  async record(): Promise<Decision> {
    if (this.#unknown !== null) return this.#resolve(this.#unknown);
    const { watch, store } = this.#parts;
    const chunk = this.#nextChunk();
    const candidates = chunk ?? watch.pending.values().take(CANDIDATES_MAX).toArray();
    const is_all = candidates.length === watch.pending.size;
    const dirty = is_all ? this.#takeDirty() : [];
    const attempt: Attempt = {
      candidates,
      dirty,
      is_chunk: chunk !== null,
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

  /** @returns null where all that is left goes into one transaction. */
  #nextChunk(): Candidate[] | null {
    const { pending } = this.#parts.watch;
    const size = this.#next_chunk;
    if (pending.size - this.#left.size <= size) {
      this.#next_chunk = this.#chunk.first;
      this.#left.clear();
      return null;
    }
    this.#next_chunk = Math.min(this.#chunk.max, size * 2);
    return pending
      .values()
      .filter(({ no }) => !this.#left.has(no))
      .take(size)
      .toArray();
  }

  async #decide(tx: StoreTx, attempt: Attempt, checkpoints: readonly Checkpoint[]): Promise<Decision> {
    const { watch, now } = this.#parts;
    const { candidates, upTo, number, is_chunk } = attempt;
    const rows = candidates.length === 0 ? [] : await tx.lock(candidates.map(({ no }) => no));
    const locked = is_chunk ? rows.filter(endsWithFiring) : rows;
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
  #apply({ candidates, upTo, is_chunk }: Attempt, { targets, storms }: Decision): void {
    const { watch } = this.#parts;
    for (const { no, print } of candidates) {
      const target = targets.get(no);
      if (is_chunk && target === undefined) {
        this.#left.add(no);
        continue;
      }
      watch.pending.delete(no);
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

/** Whatever print is met once more: it has fired, or stands as it stood. */
function endsWithFiring({ rule, state, price_at_creation }: LockedTarget): boolean {
  return rule.repeat === 'ONCE' && state !== 'waiting' && (price_at_creation !== null || !countsFromCreation(rule));
}

function countsFromCreation({ basis, and }: LockedTarget['rule']): boolean {
  return basis === 'CREATION' || and?.basis === 'CREATION';
}

/** Only these can fire often: others fire once and are done. */
function mayStorm({ rule, watchlist_id, origin }: LockedTarget): boolean {
  return rule.repeat !== 'ONCE' || (watchlist_id !== null && origin === 'user');
}
