import type { InstrumentRegistry } from '../../market/index.ts';
import type { Candidate } from './candidate.ts';
import type { AlertStore } from './store.ts';
import type { Watch } from './watch.ts';
import type { WatchedTarget } from './watched-target.ts';

/** A change may meet prints that came so long before it was read. */
const LOOK_BACK_MS = 10_000;
/** Revisions are drawn before their commit: what committed late is read again for so long. */
const OVERLAP_MS = 60_000;
/** An instrument that is not known yet is looked for again after this. */
const UNKNOWN_MS = 1_000;
/** Alerts that are named one by one, at most; for more, everything newer is read. */
const NAMED_MAX = 5_000;

interface SyncParts {
  readonly watch: Watch;
  readonly store: AlertStore;
  readonly registry: InstrumentRegistry;
  now_ms(): number;
  /** There is something to do. */
  ring(): void;
}

/** Follows the changes that owners make: each named alert is read again and put in place as its rows say. */
export class Sync {
  readonly #parts: SyncParts;
  readonly #asked = new Set<string>();
  #all_asked = false;
  /** Revisions that were newest at a time, oldest first: at most two. */
  readonly #marks: { readonly at_ms: number; readonly revision: number }[] = [];

  constructor(parts: SyncParts) {
    this.#parts = parts;
  }

  /** @param alert_ids null: too many to name, or unknown which. */
  ask(alert_ids: readonly string[] | null): void {
    if (alert_ids === null || this.#asked.size > NAMED_MAX) this.#all_asked = true;
    else for (const id of alert_ids) this.#asked.add(id);
    this.#parts.ring();
  }

  /** Before the load: changes from here on are told, or are newer. */
  async begin(): Promise<void> {
    this.#marks.push({ at_ms: this.#parts.now_ms(), revision: await this.#parts.store.newestRevision() });
  }

  async work(): Promise<void> {
    if (this.#all_asked) await this.#readNewer();
    if (this.#asked.size > 0) await this.#readNamed();
  }

  async #readNewer(): Promise<void> {
    const { store, now_ms } = this.#parts;
    this.#all_asked = false;
    try {
      const at_ms = now_ms();
      const revision = await store.newestRevision();
      this.#place(await store.targetsOf({ newer_than: this.#marks[0]?.revision ?? 0 }));
      this.#marks.push({ at_ms, revision });
      while (this.#marks.length > 1 && at_ms - (this.#marks[1]?.at_ms ?? at_ms) > OVERLAP_MS) this.#marks.shift();
    } catch (error) {
      this.#all_asked = true;
      throw error;
    }
  }

  async #readNamed(): Promise<void> {
    const { store, watch } = this.#parts;
    const alert_ids = [...this.#asked];
    this.#asked.clear();
    try {
      const targets = await store.targetsOf({ alert_ids });
      watch.singles.forgetGone(new Set(alert_ids), new Set(targets.map(({ no }) => no)));
      this.#place(targets);
    } catch (error) {
      for (const id of alert_ids) this.#asked.add(id);
      throw error;
    }
  }

  #place(targets: readonly WatchedTarget[]): void {
    const { watch, registry, now_ms } = this.#parts;
    const oldest_ms = now_ms() - LOOK_BACK_MS;
    const unknown: string[] = [];
    for (const target of targets) {
      const index = registry.byId(target.instrument_id)?.index;
      if (index === undefined) unknown.push(target.alert_id);
      else {
        // What was found before the target was armed anew is nothing to the new arming.
        if (isOutdated(watch.pending.get(target.no), target)) watch.pending.delete(target.no);
        if (watch.pending.has(target.no)) continue;
        watch.drop(index, target.no);
        watch.place(index, target, {
          received_ms: Math.max(oldest_ms, target.armed_at_ms, target.last_fired_at_ms ?? 0),
        });
      }
    }
    if (unknown.length > 0) setTimeout(() => this.ask(unknown), UNKNOWN_MS).unref();
  }
}

function isOutdated(candidate: Candidate | undefined, { armed_at_ms }: WatchedTarget): boolean {
  if (candidate === undefined) return false;
  return (candidate.newest ? candidate.matched_ms : candidate.print.received_ms) < armed_at_ms;
}
