import type { InstrumentRegistry } from '../../market/index.ts';
import type { AlertStore } from './store.ts';
import type { Watch } from './watch.ts';
import type { WatchedTarget } from './watched-target.ts';

const EVERY_MS = 10_000;
/** Instruments that are compared at once: few, since firings wait for it. */
const COMPARED_MAX = 30;
/** Every so many rounds the database is asked for levels that were missed: it looks at every armed one. */
const LEVELS_EVERY = 6;

/** What must never be found. */
export type Violation = 'not_watched' | 'level_missed';

interface ReconcilerParts {
  readonly watch: Watch;
  readonly store: AlertStore;
  readonly registry: InstrumentRegistry;
  now_ms(): number;
  /** Armed levels that the kept prices have reached: `target` numbers with their armings. */
  levelsReached(): Promise<readonly WatchedTarget[]>;
  found(violation: Violation, target: WatchedTarget): void;
}

/**
 * Compares memory and database in turns, a part of the instruments each time, and looks in the database for levels that
 * were reached and did not fire. What is found twice in a row is a fault of ours: it is counted, logged and repaired.
 */
export class Reconciler {
  readonly #parts: ReconcilerParts;
  #suspects = new Map<string, Violation>();
  #next = 0;
  #round = 0;
  #asking = false;
  #reached: readonly WatchedTarget[] = [];
  #due_ms: number;

  constructor(parts: ReconcilerParts) {
    this.#parts = parts;
    this.#due_ms = parts.now_ms() + EVERY_MS;
  }

  async work(): Promise<void> {
    const { now_ms } = this.#parts;
    if (now_ms() < this.#due_ms) return;
    this.#due_ms = now_ms() + EVERY_MS;
    await this.reconcile();
  }

  /** One round. */
  async reconcile(): Promise<void> {
    const found = [
      ...(await this.#notWatched()).map((target) => ({ target, violation: 'not_watched' as const })),
      ...this.#levelsMissed().map((target) => ({ target, violation: 'level_missed' as const })),
    ];
    const suspects = new Map<string, Violation>();
    for (const { target, violation } of found) {
      const key = `${violation} ${target.no} ${target.arming}`;
      if (this.#suspects.has(key)) this.#repair(target, violation);
      else suspects.set(key, violation);
    }
    this.#suspects = suspects;
    if (suspects.size === 0) this.#next = (this.#next + COMPARED_MAX) % Math.max(1, this.#parts.registry.size);
  }

  /** Targets that the database has armed or waiting and memory has not. What only memory has is dropped. */
  async #notWatched(): Promise<WatchedTarget[]> {
    const { watch, store, registry } = this.#parts;
    const size = Math.min(COMPARED_MAX, registry.size - this.#next);
    const indexes = Array.from({ length: size }, (_, at) => this.#next + at);
    if (indexes.length === 0) return [];
    const rows = await store.targetsOf({ instrument_ids: indexes.map((index) => registry.at(index).id) });
    const wanted = new Map(rows.filter(({ active }) => active).map((target) => [target.no, target]));
    const known = new Set<number>();
    for (const index of indexes)
      for (const no of watch.targetsOf(index)) {
        known.add(no);
        if (!wanted.has(no)) watch.drop(index, no);
      }
    return [...wanted.values()].filter(({ no }) => !known.has(no) && !watch.pending.has(no));
  }

  /** What the last question found. It is asked beside everything else: firings do not wait for it. */
  #levelsMissed(): readonly WatchedTarget[] {
    const { watch, levelsReached } = this.#parts;
    this.#round += 1;
    const suspected = [...this.#suspects.values()].includes('level_missed');
    if (!this.#asking && (suspected || this.#round % LEVELS_EVERY === 1)) {
      void this.#ask(levelsReached);
    }
    const found = this.#reached.filter(({ no }) => !watch.pending.has(no));
    this.#reached = [];
    return found;
  }

  async #ask(levelsReached: ReconcilerParts['levelsReached']): Promise<void> {
    this.#asking = true;
    // A question that fails is asked again in a later round; a database that is away has been told of already.
    this.#reached = await levelsReached().catch(() => []);
    this.#asking = false;
  }

  #repair(target: WatchedTarget, violation: Violation): void {
    const { watch, registry, found, now_ms } = this.#parts;
    const index = registry.byId(target.instrument_id)?.index;
    if (index === undefined) return;
    found(violation, target);
    watch.drop(index, target.no);
    watch.place(index, target, { received_ms: now_ms() });
  }
}
